"""Zero-phase band-pass of slow-time signals."""
from scipy import signal


def bandpass(x, rate_hz, low_hz=0.7, high_hz=2.2, order=4, pad=150):
    """Zero-phase Butterworth band-pass (second-order sections run forward and backward, odd
    extension of pad samples) along the last axis.  order is the prototype order, so each pass has
    2 * order poles.  The band is an own choice; Zhang et al. 2026 gives none."""
    sections = signal.butter(order, [low_hz, high_hz], 'bandpass', fs=rate_hz, output='sos')
    return signal.sosfiltfilt(sections, x, axis=-1, padlen=min(pad, x.shape[-1] - 2))
