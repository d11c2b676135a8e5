"""Frequency of the strongest tone in a band; x (..., M) real, the mean is removed first."""
import numpy as np


def _flat(x):
    x = np.asarray(x, float)
    rows = x.reshape(-1, x.shape[-1])
    return rows - rows.mean(axis=1, keepdims=True), x.shape[:-1]


def _peak_bin(magnitude, frequency, low_hz, high_hz):
    inside = (frequency >= low_hz) & (frequency <= high_hz)
    return np.where(inside, magnitude, -1.0).argmax(axis=1)


def zero_padded_peak(x, rate_hz, low_hz, high_hz, fft_size=16384):
    """Peak of the zero-padded spectrum (rectangular window), refined by a parabola through the
    logarithm of three magnitudes.  The peak bin lies in low_hz .. high_hz (inclusive)."""
    rows, shape = _flat(x)
    magnitude = np.abs(np.fft.rfft(rows, fft_size, axis=1))
    frequency = np.fft.rfftfreq(fft_size, 1 / rate_hz)
    peak = _peak_bin(magnitude, frequency, low_hz, high_hz)
    index, last = np.arange(len(peak)), magnitude.shape[1] - 1
    left, middle, right = (np.log(magnitude[index, np.clip(peak + step, 0, last)] + 1e-30)
                           for step in (-1, 0, 1))
    curve = left - 2 * middle + right
    flat = np.abs(curve) <= 1e-12
    offset = np.where(flat, 0.0, 0.5 * (left - right) / np.where(flat, 1.0, curve))
    return ((peak + np.clip(offset, -0.5, 0.5)) * rate_hz / fft_size).reshape(shape)
