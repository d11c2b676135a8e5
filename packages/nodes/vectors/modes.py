"""Vectors of decompositions beyond reference/vectors.py, in the same form: noisy records of odd and even length,
and the parts they are made of.

  python3 modes.py FOLDER
"""
import json
import pathlib
import sys

import numpy as np
from scipy.interpolate import CubicSpline

sys.path.insert(0, str(pathlib.Path(__file__).parent / 'reference'))
import decompose  # noqa: E402
from vectors import FILES, RATE, case, noisy  # noqa: E402


def named(function):
    """Files of this script are called modes.<function>.json."""
    function.__module__ = 'modes'
    return function


@named
def spline(places, values, size):
    """scipy.interpolate.CubicSpline, not-a-knot, at 0 .. size - 1."""
    return CubicSpline(places, values)(np.arange(size))


@named
def mean_frequency(x):
    """sum f |X|^2 / sum |X|^2 over the positive lines of the signal mirrored by half its length at both
    ends, in cycles per sample: a mode's centre in VMD."""
    half = len(x) // 2
    lines = np.abs(np.fft.fft(np.concatenate([x[:half][::-1], x, x[half:][::-1]])))[:len(x)] ** 2
    return float(np.arange(len(x)) / (2 * len(x)) @ lines / lines.sum())


@named
def emd(x, max_modes):
    """reference/decompose.py, as many rows as there are."""
    return decompose.emd(x, max_modes)


@named
def ewt(x, rate_hz, peaks, max_hz):
    """reference/decompose.py."""
    return decompose.ewt(x, rate_hz, peaks, max_hz)


def main():
    rng = np.random.default_rng(13)
    folder = pathlib.Path(sys.argv[1])
    for count in (4, 5, 12):
        places = np.cumsum(rng.uniform(1, 6, count)) - 4
        case(spline, 'y', {'places': places, 'values': rng.standard_normal(count)},
             size=int(places[-1]))
    for size in (64, 200):
        case(mean_frequency, 'frequency', {'x': noisy(size, 14)[0]})
    for seed, size in ((15, 72), (16, 73)):
        x = noisy(size, seed)[0]
        case(emd, 'modes', {'x': x}, max_modes=6)
        case(ewt, ('modes', 'boundaries_hz'), {'x': x}, rate_hz=RATE, peaks=6, max_hz=5.0)
    for name, entry in FILES.items():
        (folder / f'{name}.json').write_text(json.dumps(entry, indent=1, allow_nan=False) + '\n')


if __name__ == '__main__':
    main()
