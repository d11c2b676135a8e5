"""Variational mode decomposition of one real signal (M,), and the second harmonic of the heart by it."""
import numpy as np

from frequency import zero_padded_peak
from phase import bandpass


def vmd(x, modes=8, alpha=2000.0, tau=0.0, dc=False, init='uniform', tolerance=1e-6,
        max_iterations=500, penalty_factor=2.0):
    """Variational mode decomposition.  Dragomiretskiy & Zosso 2014, Algorithm 2.

    The signal (even M) is mirrored by M/2 at both ends (length T = 2M); only the positive half of
    the spectrum is iterated.  Frequencies f are in cycles per sample.  Per iteration and mode:
      u_k = (F - sum_{i != k} u_i - L / 2) / (1 + penalty_factor alpha (f - w_k)^2)
      w_k = sum f |u_k|^2 / sum |u_k|^2
    then L += tau (sum u - F); stop when sum |u - u_old|^2 / T < tolerance.
    penalty_factor 2 is the printed equation with f in place of the angular frequency; the widely
    used public code has factor 1, so its alpha is twice ours.
    init: 'uniform' (w_k = k / 2K), 'zero'; dc keeps the first mode at 0.
    Returns (modes (K, M) by rising frequency, centres (K,) in cycles/sample, iterations).
    """
    size = len(x)
    if size % 2:
        raise ValueError('even length needed')
    half = size // 2
    total = 2 * size
    mirrored = np.concatenate([x[:half][::-1], x, x[half:][::-1]])
    frequency = np.arange(size) / total                      # 0 .. below 1/2, T/2 lines
    target = np.fft.fft(mirrored)[:size]
    centre = 0.5 / modes * np.arange(modes) if init == 'uniform' else np.zeros(modes)
    if dc:
        centre[0] = 0.0
    spectra = np.zeros((modes, size), complex)
    multiplier, together = np.zeros(size, complex), np.zeros(size, complex)
    for iteration in range(1, max_iterations + 1):
        before = spectra.copy()
        for k in range(modes):
            others = together - spectra[k]
            penalty = 1 + penalty_factor * alpha * (frequency - centre[k]) ** 2
            spectra[k] = (target - others - multiplier / 2) / penalty
            together = others + spectra[k]
            if not (dc and k == 0):
                power = np.abs(spectra[k]) ** 2
                centre[k] = frequency @ power / (power.sum() + 1e-30)
        multiplier = multiplier + tau * (together - target)
        if (np.abs(spectra - before) ** 2).sum() / total < tolerance:
            break
    # real signal: negative lines are conjugates; the line at -1/2 is taken from the last positive one
    full = np.concatenate([spectra, np.conj(spectra[:, -1:]), np.conj(spectra[:, :0:-1])], axis=1)
    time = np.fft.ifft(full, axis=1).real[:, half:half + size]
    order = np.argsort(centre, kind='stable')
    return time[order], centre[order], iteration


def second_harmonic(x, rate_hz, modes=8, alpha=2000.0, band_hz=(1.6, 4.0), pre_hz=(0.7, 5.0),
                    weighted=True, max_iterations=300, tolerance=1e-6):
    """Second harmonic weighted reconstruction of one displacement x (M,).

    Band-pass pre_hz, VMD, keep the modes whose centre lies in band_hz, weight each by its share of
    their energy, sum; heart rate = half the spectral peak of the sum in band_hz.  With no mode in
    the band the band-passed signal is used.  Zheng et al., IEEE Sensors J. 22(6) (2022): only the
    abstract is available, so every setting and the energy weight are an own reading.
    Returns (heart rate in hertz, reconstructed signal (M,)).
    """
    y = bandpass(x, rate_hz, *pre_hz) if pre_hz is not None else x - x.mean()
    parts, centres, _ = vmd(y, modes, alpha, max_iterations=max_iterations, tolerance=tolerance)
    kept = (centres * rate_hz >= band_hz[0]) & (centres * rate_hz <= band_hz[1])
    combined = y
    if kept.any():
        energy = (parts[kept] ** 2).sum(axis=1)
        weight = energy / energy.sum() if weighted else np.ones(len(energy))
        combined = weight @ parts[kept]
    return float(zero_padded_peak(combined, rate_hz, *band_hz)) / 2, combined
