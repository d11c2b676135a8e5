"""The plain functions, one window at a time: what a live system in NumPy would pay.

  python3 one_window.py FOLDER BINS SIZE     reads profiles.f32 (windows, BINS, SIZE, 2),
                                             displacements.f64 and filtered.f64 (windows, SIZE), mm

Prints JSON: processor seconds a window (median of the passes after one warm-up), and results to compare.
"""
import os
for _name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[_name] = '1'
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / 'packages/nodes/vectors/reference'))
from decompose import second_harmonic, vmd
from estimate import bayes
from frequency import zero_padded_peak
from harmonics import rlsrhs
from range import mcsm

RATE_HZ = 20.0
PASSES = 3


def measure(function, windows):
    results = [function(window) for window in windows]
    seconds = []
    for _ in range(PASSES):
        begun = time.process_time()
        for window in windows:
            function(window)
        seconds.append((time.process_time() - begun) / len(windows))
    return {'seconds': float(np.median(seconds))}, results


def main():
    folder, bins, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    profiles = np.fromfile(f'{folder}/profiles.f32', np.complex64).reshape(-1, bins, size)
    profiles = profiles.astype(complex)
    displacements = np.fromfile(f'{folder}/displacements.f64').reshape(-1, size)
    filtered = np.fromfile(f'{folder}/filtered.f64').reshape(-1, size)
    report = {}
    report['mcsm'], found = measure(lambda x: mcsm(x, RATE_HZ), profiles)
    report['mcsm']['values'] = np.ravel(found).tolist()
    report['rlsrhs'], found = measure(lambda x: rlsrhs(x, RATE_HZ), displacements)
    report['rlsrhs']['values'] = np.ravel(found).tolist()
    # the form that finds breathing by itself: 25 breathing rates, fixed over the window
    report['bayes'], found = measure(
        lambda x: bayes(x - x.mean(), RATE_HZ, float(zero_padded_peak(x - x.mean(), RATE_HZ, 0.1, 0.5)))[0],
        displacements)
    report['bayes']['values'] = np.ravel(found).tolist()
    report['vmd'], found = measure(lambda x: vmd(x, 8, 2000.0, max_iterations=300), filtered)
    report['vmd']['values'] = np.ravel([centres * RATE_HZ for _, centres, _ in found]).tolist()
    report['vmd']['iterations'] = sum(iterations for _, _, iterations in found)
    report['second'], _ = measure(lambda x: second_harmonic(x, RATE_HZ), displacements)
    print(json.dumps(report))


if __name__ == '__main__':
    main()
