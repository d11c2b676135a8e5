"""scipy.fft.fft in single precision over a batch of chirps, one thread.

  python3 range_fft.py adc.npy ROWS BINS

Prints JSON: processor seconds a row, plain and with window and gate, medians; and the first row's gated bins.
"""
import json
import sys
import time

import numpy as np
from scipy import fft, signal

PASSES = 15


def measure(function):
    function()
    seconds = []
    for _ in range(PASSES):
        begun = time.process_time()
        function()
        seconds.append(time.process_time() - begun)
    return float(np.median(seconds))


def main():
    rows, bins = int(sys.argv[2]), int(sys.argv[3])
    codes = np.load(sys.argv[1], mmap_mode='r')
    samples = codes.shape[-2]
    adc = codes.reshape(-1, samples, 2)[:rows].astype(np.float32).view(np.complex64)[..., 0]
    taper = signal.get_window('hann', samples).astype(np.float32)
    gated = np.ascontiguousarray(fft.fft(adc * taper, workers=1)[:, :bins])
    print(json.dumps({
        'plain': measure(lambda: fft.fft(adc, workers=1)) / rows,
        'gated': measure(lambda: np.ascontiguousarray(
            fft.fft(adc * taper, workers=1)[:, :bins])) / rows,
        'dtype': str(gated.dtype), 'values': gated[-1].view(np.float32).tolist()}))


if __name__ == '__main__':
    main()
