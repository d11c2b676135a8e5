"""Vectors of range selection and I/Q correction that the reference does not cover.

  python3 targets.py FOLDER
"""
import json
import pathlib
import sys

import numpy as np
from scipy import signal

sys.path.insert(0, str(pathlib.Path(__file__).parent / 'reference'))
import phase  # noqa: E402
import range as selection  # noqa: E402
from vectors import FILES, case  # noqa: E402


def named(function):
    """Files of this script are called targets.<function>.json."""
    function.__module__ = 'targets'
    return function


def background_power(x, keep):
    """Sum of |x[m] - b[m-1]|^2 about the exponential average b[m] = keep b[m-1] + (1 - keep) x[m],
    begun at the mean of each row."""
    start = x.mean(axis=1, keepdims=True)
    background = start + signal.lfilter([1 - keep], [1, -keep], x - start, axis=1)
    before = np.concatenate([start, background[:, :-1]], axis=1)
    return (np.abs(x - before) ** 2).sum(axis=1)


@named
def range_coefficients(x, keep):
    """Every selector that range-select knows, by its method; rows are range bins."""
    return {'mean-amplitude': selection.mean_amplitude(x),
            'power': selection.mean_power(x),
            'moving-power': selection.mean_power(x, remove_dc=True),
            'amplitude-phase': selection.amplitude_phase_product(x),
            'coherency': selection.magnitude_phase_coherency(x),
            'curve-length': selection.iq_curve_length(x),
            'amplitude-variance': selection.amplitude_variance(x),
            'mti': selection.mti_power(x),
            'background': background_power(x, keep)}


@named
def mcsm_literal(x, slow_rate_hz, low_hz):
    """MCSM, literal reading: autocorrelation along the Doppler axis."""
    return selection.mcsm_literal(x, slow_rate_hz, low_hz)


@named
def iq_imbalance(z):
    """Offset, gain and skew of a noisy ellipse, by the generalised eigenproblem."""
    return phase.iq_imbalance(z)


def main():
    rng = np.random.default_rng(21)
    folder = pathlib.Path(sys.argv[1])
    t = np.arange(64) / 20
    x = rng.standard_normal((4, 64)) + 1j * rng.standard_normal((4, 64)) + 3
    x[2] += 4 * np.exp(6j * np.sin(2 * np.pi * 0.9 * t))
    for keep in (0.0, 0.95):
        case(range_coefficients, None, {'x': x}, keep=keep)
    for low_hz in (0.05, 0.4):
        case(mcsm_literal, 'coefficient', {'x': x[:, :51]}, slow_rate_hz=20.0, low_hz=low_hz)
    for turns, gain, skew in ((1.0, 1.1, -0.2), (3.0, 0.8, 0.1), (0.6, 1.0, 0.0)):
        angle = np.linspace(0.4, 0.4 + 2 * np.pi * turns, 200)
        noise = 0.01 * (rng.standard_normal(200) + 1j * rng.standard_normal(200))
        z = 20 - 7j + 5 * (np.cos(angle) + 1j * gain * np.sin(angle + skew) + noise)
        case(iq_imbalance, ('centre', 'gain', 'skew'), {'z': z})
    for name, entry in FILES.items():
        (folder / f'{name}.json').write_text(json.dumps(entry, indent=1, allow_nan=False) + '\n')


if __name__ == '__main__':
    main()
