"""RLSRHS, Zhang et al., Sci. Rep. 16:2333 (2026), eq. (13)-(18), of displacements (..., M) in millimetres."""
import numpy as np

from frequency import zero_padded_peak
from phase import bandpass


def harmonic_reference(phase, harmonics=(2, 3, 4)):
    """[cos(h p) for h] then [sin(h p) for h]: (..., M) to (..., 2 H, M).  Eq. (16)-(17), own reading:
    cosine and sine of every harmonic, no tapped delay line."""
    angles = np.asarray(harmonics, float)[:, None] * np.asarray(phase)[..., None, :]
    return np.concatenate([np.cos(angles), np.sin(angles)], axis=-2)


def constant_rate_phase(resp_hz, samples, rate_hz):
    """2 pi f t of a fixed breathing rate: resp_hz (...) to (..., samples)."""
    return 2 * np.pi * np.asarray(resp_hz, float)[..., None] * (np.arange(samples) / rate_hz)


def rls(d, u, forgetting=0.99, p0=0.01, warm_up=False, a_posteriori=False):
    """Recursive least squares, eq. (18) and Algorithm 1: y = w'u, e = d - y.

    k = P u / (forgetting + u'P u); w += k e; P = (P - k u'P) / forgetting; w(0) = 0, P(0) = p0 I.
    p0 has no unit because u has unit amplitude; 1 / p0 acts as a ridge against sum u^2 = M / 2.
    warm_up runs the record backwards first and keeps w and P (then p0 = 100 works as well).
    Returns the error e, the signal without harmonics: a priori, or d - w(n)'u when a_posteriori.
    p0 = 0.01 and forgetting = 0.99 are an own choice (see README on P(0) = I / delta).
    """
    shape = d.shape
    d = np.atleast_2d(d)
    u = np.broadcast_to(u, (d.shape[0], *u.shape[-2:]))
    weights = np.zeros(u.shape[:2])
    inverse = np.tile(p0 * np.eye(u.shape[1]), (len(d), 1, 1))
    error = np.zeros(d.shape)
    order = list(range(d.shape[1]))
    for n in (order[::-1] + order) if warm_up else order:
        now = u[:, :, n]
        pu = np.einsum('kij,kj->ki', inverse, now)
        gain = pu / (forgetting + np.einsum('ki,ki->k', now, pu))[:, None]
        e = d[:, n] - np.einsum('ki,ki->k', weights, now)
        weights = weights + gain * e[:, None]
        inverse = (inverse - gain[:, :, None] * pu[:, None, :]) / forgetting
        error[:, n] = d[:, n] - np.einsum('ki,ki->k', weights, now) if a_posteriori else e
    return error.reshape(shape)


def rlsrhs(x, rate_hz, resp_hz=None, harmonics=(2, 3, 4), forgetting=0.99, p0=0.01, warm_up=False,
           phase=None, band_hz=(0.7, 2.2)):
    """RLSRHS of raw displacement x (..., M): mean removal, band-pass, RLS with breathing harmonics.

    resp_hz (...): breathing rate (default: zero-padded peak in .1-.5 Hz).  phase (..., M), when
    given, replaces the fixed-rate reference (phase-locked reference, own extension).  band_hz None
    leaves the signal unfiltered.  Returns the residual (..., M).
    """
    x = x - x.mean(axis=-1, keepdims=True)
    if phase is None:
        resp_hz = zero_padded_peak(x, rate_hz, 0.1, 0.5) if resp_hz is None else resp_hz
        phase = constant_rate_phase(resp_hz, x.shape[-1], rate_hz)
    d = x if band_hz is None else bandpass(x, rate_hz, *band_hz)
    return rls(d, harmonic_reference(phase, harmonics), forgetting, p0, warm_up)
