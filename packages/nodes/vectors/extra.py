"""Vectors of what the reference does not cover, in the same form as reference/vectors.py.

  python3 extra.py FOLDER
"""
import json
import pathlib
import sys

import numpy as np
from scipy import signal

sys.path.insert(0, str(pathlib.Path(__file__).parent / 'reference'))
from vectors import FILES, RATE, case, tones  # noqa: E402


def named(function):
    """Files of this script are called extra.<function>.json."""
    function.__module__ = 'extra'
    return function


@named
def fft(x, inverse=False):
    """Plain Fourier transform over the last axis, any length."""
    return np.fft.ifft(x) if inverse else np.fft.fft(x)


@named
def window(name, size):
    """scipy.signal.get_window, periodic form."""
    return signal.get_window('boxcar' if name == 'rectangular' else name, size)


@named
def range_batch(adc, window='hann', size=64, first=0, last=63):
    """Windowed, zero-padded FFT of float32 rows in double precision, bins first .. last."""
    taper = signal.get_window('boxcar' if window == 'rectangular' else window, adc.shape[-1])
    return np.fft.fft(adc * taper, size, axis=-1)[..., first:last + 1]


@named
def zero_phase(x, order, kind, edges_hz, rate_hz, pad=150):
    """scipy.signal.butter and sosfiltfilt."""
    sections = signal.butter(order, edges_hz, kind, fs=rate_hz, output='sos')
    return signal.sosfiltfilt(sections, x, padlen=min(pad, len(x) - 2))


@named
def causal(x, order, kind, edges_hz, rate_hz):
    """scipy.signal.butter and sosfilt from a zero state."""
    return signal.sosfilt(signal.butter(order, edges_hz, kind, fs=rate_hz, output='sos'), x)


def main():
    rng = np.random.default_rng(12)
    folder = pathlib.Path(sys.argv[1])

    def complex_noise(*shape):
        return rng.standard_normal(shape) + 1j * rng.standard_normal(shape)
    for size in (1, 2, 3, 15, 97, 100, 128, 250):
        for inverse in (False, True):
            case(fft, 'spectrum', {'x': complex_noise(size)}, inverse=inverse)
    for name in ('hann', 'blackman', 'rectangular'):
        for size in (16, 25):
            case(window, 'window', {}, name=name, size=size)
    adc = complex_noise(5, 50).astype(np.complex64)
    for name, size, first, last in (('hann', 64, 0, 63), ('blackman', 80, 3, 40),
                                    ('rectangular', 240, 0, 99)):
        case(range_batch, 'profile', {'adc': adc}, window=name, size=size, first=first, last=last)
    case(range_batch, 'profile', {'adc': adc.real}, window='hann', size=96, first=1, last=48)
    x = tones(200) + 1
    for order, kind, edges in ((4, 'lowpass', [2.2]), (3, 'highpass', [0.7]), (1, 'lowpass', [9]),
                               (3, 'bandpass', [0.8, 6.0]), (1, 'bandpass', [0.1, 8.0]),
                               (5, 'bandpass', [0.7, 2.2]), (2, 'highpass', [0.05])):
        settings = {'order': order, 'kind': kind, 'edges_hz': edges if len(edges) > 1 else edges[0],
                    'rate_hz': RATE}
        case(causal, 'x', {'x': x}, **settings)
        case(zero_phase, 'x', {'x': x}, **settings, pad=150)
    for name, entry in FILES.items():
        (folder / f'{name}.json').write_text(json.dumps(entry, indent=1, allow_nan=False) + '\n')


if __name__ == '__main__':
    main()
