"""The chain in NumPy/SciPy, batched over windows, timed stage by stage on one thread.

  python3 chain.py adc.npy      int16 (frames, chirps, rx, samples, 2), I then Q

Prints JSON: seconds by stage, results by window, iterations of the mode decomposition, peak memory.
Before the timed pass a part of the file goes through once.  Stages:
  read        int16 to complex                   range_fft  window, FFT of every chirp, gate, chirp mean
  window      sliding windows (views)            mcsm       MCSM coefficient (summed over rx), bin
  phase       circle fit (Kasa), arctangent      unwrap     unwrap, displacement in mm, mean removal
  rr_peak     zero-padded peak .1-.5 Hz          rlsrhs     band-pass and RLS, harmonics 2-4
  hr_peak     zero-padded peak .8-2 Hz           vmd_second_harmonic   Zheng et al. 2022 reading
  median      running median of both rates
All windows go through each stage together, and the FFTs are scipy.fft; the phase uses receiver 0.
"""
import os
for _name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[_name] = '1'
import json
import resource
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import scipy
from scipy import fft, signal

sys.path.insert(0, str(Path(__file__).parents[2] / 'packages/nodes/vectors/reference'))
from estimate import median_filter
from harmonics import constant_rate_phase, harmonic_reference, rls
from phase import bandpass

LIGHT_M_S, CARRIER_HZ, SLOPE_HZ_S, ADC_RATE_HZ = 299_792_458.0, 77e9, 4e9 / 52e-6, 5e6
FULL_SCALE = 10.0
FIRST_M, LAST_M = 0.15, 2.2
BLOCK = 64                          # windows per batch of the memory-hungry stages
VMD_BLOCK = 32
WARM_UP_FRAMES = 1200               # pays for the plans of the transforms and the first touch of memory


def peak_batch(x, rate_hz, low_hz, high_hz, size=16384):
    """frequency.zero_padded_peak for (windows, M), only the lines of the band are looked at."""
    first, last = int(np.ceil(low_hz * size / rate_hz)), int(np.floor(high_hz * size / rate_hz))
    out = np.empty(len(x))
    for start in range(0, len(x), BLOCK):
        rows = x[start:start + BLOCK]
        spectrum = fft.rfft(rows - rows.mean(axis=1, keepdims=True), size, axis=1)
        power = np.abs(spectrum[:, first - 1:last + 2])
        peak = power[:, 1:-1].argmax(axis=1) + 1
        index = np.arange(len(rows))
        left, middle, right = (np.log(power[index, peak + s] + 1e-30) for s in (-1, 0, 1))
        offset = 0.5 * (left - right) / (left - 2 * middle + right)
        out[start:start + BLOCK] = (first - 1 + peak + np.clip(offset, -0.5, 0.5)) * rate_hz / size
    return out


def mcsm_batch(windows, rate_hz, low_hz=0.05):
    """range.mcsm for (..., M) without its loops."""
    size = windows.shape[-1]
    low = int(np.ceil(low_hz / (rate_hz / size) - 1e-9))
    spectrum = fft.fft(windows, axis=-1)
    spectrum[..., :low + 1] = 0
    spectrum[..., size - low:] = 0
    padded = fft.fft(fft.ifft(spectrum, axis=-1), 2 * size, axis=-1)
    lags = fft.ifft(padded.real ** 2 + padded.imag ** 2, axis=-1)[..., 1:size]
    return np.abs(lags).sum(axis=-1)


def centre_batch(z):
    """phase.circle_kasa centres of (windows, M) by the normal equations about the mean."""
    middle = z.mean(axis=1, keepdims=True)
    w = z - middle
    x, y, square = w.real, w.imag, w.real ** 2 + w.imag ** 2
    xx, xy, yy = (x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)
    u, v = (square * x).sum(axis=1) / 2, (square * y).sum(axis=1) / 2
    det = xx * yy - xy * xy
    return middle[:, 0] + (u * yy - v * xy) / det + 1j * (v * xx - u * xy) / det


def vmd_batch(y, modes, alpha, iterations, tolerance=1e-6):
    """decompose.vmd for (windows, M); windows that have converged drop out.
    Returns modes (modes, windows, M), centres (modes, windows) and iterations over all windows."""
    count, size = y.shape
    half, total = size // 2, 2 * size
    mirrored = np.concatenate([y[:, half - 1::-1], y, y[:, :half - 1:-1]], axis=1)
    target = fft.rfft(mirrored, axis=1)[:, :size]
    grid = np.arange(size) / total
    final, final_centre = np.zeros((modes, count, size), complex), np.zeros((modes, count))
    spectra, together = np.zeros((modes, count, size), complex), np.zeros((count, size), complex)
    centre = np.repeat((0.5 / modes * np.arange(modes))[:, None], count, axis=1)
    active, passes = np.arange(count), 0
    for iteration in range(iterations):
        change = np.zeros(len(active))
        passes += len(active)
        for k in range(modes):
            penalty = grid - centre[k][:, None]
            penalty *= penalty
            penalty *= 2 * alpha
            penalty += 1
            together -= spectra[k]
            new = (target - together) / penalty
            together += new
            step = (new - spectra[k]).view(float)
            change += np.einsum('ij,ij->i', step, step)
            spectra[k] = new
            power = new.real ** 2 + new.imag ** 2
            centre[k] = power @ grid / (power.sum(axis=1) + 1e-30)
        done = change / total < tolerance
        if iteration == iterations - 1:
            done[:] = True
        if done.any():
            final[:, active[done]], final_centre[:, active[done]] = spectra[:, done], centre[:, done]
            keep = ~done
            active, spectra, centre = active[keep], spectra[:, keep], centre[:, keep]
            target, together = target[keep], together[keep]
            if not len(active):
                break
    lines = np.concatenate([final, final[..., -1:].real], axis=2)
    return fft.irfft(lines, total, axis=2)[..., half:half + size], final_centre, passes


def second_harmonic_batch(x, rate_hz, modes=8, alpha=2000.0, iterations=300):
    """decompose.second_harmonic for (windows, M), energy weights: heart rates (windows,), iterations."""
    y = bandpass(x, rate_hz, 0.7, 5.0)
    out, iterations_done = np.empty(len(x)), 0
    for start in range(0, len(x), VMD_BLOCK):
        rows = y[start:start + VMD_BLOCK]
        parts, centre, passes = vmd_batch(rows, modes, alpha, iterations)
        iterations_done += passes
        kept = (centre * rate_hz >= 1.6) & (centre * rate_hz <= 4.0)
        weight = np.where(kept, np.einsum('kwm,kwm->kw', parts, parts), 0)
        total = weight.sum(axis=0)
        mixed = np.einsum('kw,kwm->wm', weight / np.where(total > 0, total, 1), parts)
        mixed[total == 0] = rows[total == 0]
        out[start:start + VMD_BLOCK] = peak_batch(mixed, rate_hz, 1.6, 4.0) / 2
    return out, iterations_done


def run_chain(codes, full_scale, options):
    """One pass over int16 codes.  Returns ({stage: seconds}, results, iterations)."""
    seconds, last = {}, [time.perf_counter()]

    def lap(stage):
        now = time.perf_counter()
        seconds[stage] = seconds.get(stage, 0.0) + now - last[0]
        last[0] = time.perf_counter()
    frames, chirps, rx, samples, _ = codes.shape
    rate = options.rate
    bin_m = LIGHT_M_S * ADC_RATE_HZ / (2 * SLOPE_HZ_S * samples)
    first = int(np.floor(FIRST_M / bin_m))
    stop = int(np.ceil(LAST_M / bin_m)) + 1
    precision = np.float64
    taper = signal.get_window('hann', samples).astype(precision)
    profiles = np.empty((rx, stop - first, frames), np.result_type(precision, np.complex64))
    block = max(1, 2 ** 21 // (chirps * rx * samples))
    for start in range(0, frames, block):
        scaled = codes[start:start + block].astype(precision)
        scaled *= full_scale / 32767
        adc = scaled.view(profiles.dtype)[..., 0]
        lap('read')
        spectrum = fft.fft(adc * taper, axis=-1)[..., first:stop].mean(axis=1)
        profiles[:, :, start:start + block] = spectrum.transpose(1, 2, 0)
        lap('range_fft')
    size, hop = int(round(options.window * rate)), int(round(options.hop * rate))
    windows = np.lib.stride_tricks.sliding_window_view(profiles, size, axis=2)[:, :, ::hop]
    lap('window')
    count = windows.shape[2]
    score = np.array([mcsm_batch(windows[:, :, w], rate).sum(axis=0) for w in range(count)])
    bins = score.argmax(axis=1)
    lap('mcsm')
    z = windows[0, bins, np.arange(count)].astype(complex)
    wrapped = np.angle(z - centre_batch(z)[:, None])
    lap('phase')
    x = np.unwrap(wrapped, axis=1) * (1e3 * LIGHT_M_S / CARRIER_HZ / (4 * np.pi))
    x -= x.mean(axis=1, keepdims=True)
    lap('unwrap')
    resp = peak_batch(x, rate, 0.1, 0.5)
    lap('rr_peak')
    u = harmonic_reference(constant_rate_phase(resp, size, rate), (2, 3, 4))
    residual = rls(bandpass(x, rate), u)
    lap('rlsrhs')
    heart = peak_batch(residual, rate, 0.8, 2.0)
    lap('hr_peak')
    second, iterations = second_harmonic_batch(x, rate, options.modes, options.alpha, options.iterations)
    lap('vmd_second_harmonic')
    smooth, smooth_second = median_filter(heart), median_filter(second)
    lap('median')
    results = {'range_m': (first + bins) * bin_m, 'resp_hz': resp, 'heart_hz': heart,
               'second_hz': second, 'heart_median_hz': smooth, 'second_median_hz': smooth_second}
    return seconds, results, iterations


def main():
    codes = np.load(sys.argv[1], mmap_mode='r')
    options = SimpleNamespace(rate=20.0, window=12.8, hop=1.0, modes=8, alpha=2000.0, iterations=300)
    run_chain(codes[:WARM_UP_FRAMES], FULL_SCALE, options)
    cpu = time.process_time()
    stages, results, iterations = run_chain(codes, FULL_SCALE, options)
    print(json.dumps({
        'stages': stages, 'seconds': sum(stages.values()), 'cpu': time.process_time() - cpu,
        'results': {name: value.tolist() for name, value in results.items()}, 'iterations': iterations,
        'memory': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        'versions': f'NumPy {np.__version__}, SciPy {scipy.__version__}'}))


if __name__ == '__main__':
    main()
