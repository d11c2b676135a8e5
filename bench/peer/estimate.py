"""Running median of rates."""
import numpy as np
from scipy import signal


def median_filter(values, size=9, ends='shrink', causal=False):
    """Running median of odd size over (T,).

    ends: 'shrink' uses the values that exist, 'nearest' repeats the end values, 'zero' pads zeros
    (as scipy.signal.medfilt).  causal uses the last size values instead of a centred window (always
    'shrink').  Zhang et al., Sci. Rep. 16:2333 (2026) smooths the heart rate with a median filter;
    the size of 9 at a 1 s hop and the ends are an own choice.
    """
    values = np.asarray(values, float)
    if causal:
        return np.array([np.median(values[max(0, t - size + 1):t + 1]) for t in range(len(values))])
    half = size // 2
    if ends == 'zero':
        return signal.medfilt(values, size)
    if ends == 'nearest':
        padded = np.pad(values, half, 'edge')
        return np.median(np.lib.stride_tricks.sliding_window_view(padded, size), axis=1)
    return np.array([np.median(values[max(0, t - half):t + half + 1]) for t in range(len(values))])
