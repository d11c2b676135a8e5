"""MCSM coefficients of a range profile matrix x (bins, chirps): complex range bins over slow time."""
import numpy as np


def doppler_zeroed(x, slow_rate_hz, low_hz=0.05, high_hz=None):
    """Doppler spectrum (bins, chirps) with the static part removed.

    S = FFT over slow time; n_low = ceil(low_hz / df); S[:, q] = 0 for q <= n_low or q >= M - n_low.
    high_hz, when given, also zeroes |f| >= high_hz (an addition).  Zhang et al. 2026, eq. (8)-(10);
    low_hz as in the paper, exact index range an own reading.
    """
    spectrum = np.fft.fft(x, axis=1)
    chirps = x.shape[1]
    low = int(np.ceil(low_hz / (slow_rate_hz / chirps) - 1e-9))   # exact multiples do not round up
    spectrum[:, :low + 1] = 0
    spectrum[:, chirps - low:] = 0
    if high_hz is not None:
        frequency = np.abs(np.fft.fftfreq(chirps, 1 / slow_rate_hz))
        spectrum[:, frequency >= high_hz] = 0
    return spectrum


def linear_autocorrelation(x):
    """|R[l]|, l = 0 .. M-1, of every row of x: R[l] = sum_m x[m] conj(x[m+l]) (no wrap-around)."""
    size = x.shape[1]
    power = np.abs(np.fft.fft(x, 2 * size, axis=1)) ** 2
    return np.abs(np.fft.ifft(power, axis=1))[:, :size]


def mcsm(x, slow_rate_hz, low_hz=0.05):
    """MCSM, slow-time reading: sum over lags >= 1 of |autocorrelation of the zeroed signal|.

    Zhang et al. 2026, eq. (8)-(12).  Eq. (11) is read as the autocorrelation over slow time of the
    inverse FFT of the zeroed spectrum; own reading (best of several, see README).
    """
    slow = np.fft.ifft(doppler_zeroed(x, slow_rate_hz, low_hz), axis=1)
    return linear_autocorrelation(slow)[:, 1:].sum(axis=1)
