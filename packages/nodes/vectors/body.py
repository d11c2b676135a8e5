"""Signals of body-worn sensors with known beats and breaths: body.ecg.json, body.ppg.json, body.belt.json.

  python3 body.py FOLDER

Each file: rate_hz, events_s (R peaks, systolic peaks, starts of inspiration), and for each case the
samples (integers) and the stretches in s where nothing can be known.
"""
import json
import pathlib
import sys

import numpy as np
from scipy import signal

FINE = 1000


def phase_of(intervals):
    """Phase over time at FINE Hz, growing by 1 from event to event, and the times of the events."""
    events = np.concatenate(([0], np.cumsum(intervals)))
    t = np.arange(int(events[-1] * FINE)) / FINE
    return t, np.interp(t, events, np.arange(len(events))), events


def tachogram(duration):
    """RR intervals with respiratory and Mayer waves (McSharry 2003, section II), and one early beat."""
    intervals, now = [], 0
    while now < duration:
        early = {20: .68, 21: 1.32}.get(len(intervals), 1)
        rate = 1.2 * (1 + .04 * np.sin(2 * np.pi * .25 * now) + .05 * np.sin(2 * np.pi * .1 * now))
        intervals.append(early / rate)
        now += intervals[-1]
    return np.array(intervals)


def ecg_of(t, phase):
    """McSharry, Clifford, Tarassenko, Smith: IEEE Trans. Biomed. Eng. 50(3), 2003, eq. 1, Table I;
    the phase is given instead of coming from the limit cycle; mV, the R peak at phase 0."""
    angle = 2 * np.pi * (phase - np.round(phase))
    drive = np.zeros_like(t)
    for at, a, b in ((-np.pi / 3, 1.2, .25), (-np.pi / 12, -5, .1), (0, 30, .1), (np.pi / 12, -7.5, .1),
                     (np.pi / 2, .75, .4)):
        d = np.mod(angle - at + np.pi, 2 * np.pi) - np.pi
        drive -= a * d * np.exp(-d * d / (2 * b * b))
    step = 1 / FINE
    z = signal.lfilter([step], [1, -(1 - step)], drive)
    return (z - z.min()) * 1.6 / (z.max() - z.min()) - .4


def ppg_of(phase):
    """Two Gaussians a beat (systolic, dicrotic): Tang et al., Sci. Rep. 10:18036, 2020; the systolic
    peak at phase 0."""
    x = np.zeros_like(phase)
    for at, width, height in ((0, .1, 1), (.32, .14, .45)):
        d = np.mod(phase - at + .5, 1) - .5
        x += height * np.exp(-d * d / (2 * width * width))
    return x


def belt_of(phase, rng):
    """Inspiration takes 40 % of a breath; depths differ by some 15 %."""
    part = np.mod(phase, 1)
    warped = np.where(part < .4, part / .8, .5 + (part - .4) / 1.2)
    depth = 1 + .15 * rng.standard_normal(int(phase[-1]) + 3)
    return -np.cos(2 * np.pi * warped) * np.interp(phase, np.arange(len(depth)) + .4, depth)


def band(rng, size, rate, low, high):
    """Gaussian noise of standard deviation 1 within a band."""
    x = signal.sosfiltfilt(signal.butter(2, [low, high], 'bandpass', fs=rate, output='sos'),
                           rng.standard_normal(size))
    return x / x.std()


def stretch(t, start, end):
    return (t >= start) & (t < end)


def write(folder, name, rate, events, cases):
    """cases: name -> (samples, factor to integers, bad stretches)."""
    entry = {'rate_hz': rate, 'events_s': np.round(events, 6).tolist(), 'cases': {
        key: {'bad_s': bad, 'samples': np.round(x * scale).astype(int).tolist()}
        for key, (x, scale, bad) in cases.items()}}
    (folder / f'body.{name}.json').write_text(json.dumps(entry, separators=(',', ':')) + '\n')


def main():
    folder = pathlib.Path(sys.argv[1])
    rng = np.random.default_rng(2003)

    t, phase, events = phase_of(tachogram(80))
    rate = 200
    every = FINE // rate
    x = ecg_of(t, phase)[::every]
    t = t[::every]
    mains = .1 * np.sin(2 * np.pi * 50 * t + 1)
    noisy = (x + .05 * rng.standard_normal(len(t)) + mains
             + .4 * np.sin(2 * np.pi * .27 * t) + .3 * band(rng, len(t), rate, .05, .5))
    broken = noisy.copy()
    burst = stretch(t, 25, 32)
    broken[burst] += 1.5 * band(rng, len(t), rate, 3, 40)[burst]
    broken[stretch(t, 50, 57)] = broken[np.argmax(t >= 50)]
    write(folder, 'ecg', rate, events, {
        'clean': (x, 1000, []), 'noisy': (noisy, 1000, []),
        'broken': (broken, 1000, [[25, 32], [50, 57]]),
        'noise': (band(rng, len(t), rate, .5, 40), 300, [[0, 80]])})

    t, phase, events = phase_of(tachogram(80))
    rate = 50
    x = ppg_of(phase)[::FINE // rate]
    t = t[::FINE // rate]
    slow = .5 * np.sin(2 * np.pi * .25 * t) + .4 * band(rng, len(t), rate, .03, .3)
    noisy = x + slow + .03 * rng.standard_normal(len(t))
    broken = noisy.copy()
    burst = stretch(t, 25, 33)
    broken[burst] += 2 * band(rng, len(t), rate, .7, 6)[burst]
    broken[stretch(t, 50, 57)] = -3 + .002 * rng.standard_normal(int(stretch(t, 50, 57).sum()))
    write(folder, 'ppg', rate, events, {
        'clean': (x, 1000, []), 'noisy': (noisy, 1000, []),
        'broken': (broken, 1000, [[25, 33], [50, 57]]),
        'noise': (band(rng, len(t), rate, .5, 10), 300, [[0, 80]])})

    intervals, now = [], 0
    while now < 240:
        intervals.append(1 / (.25 + .04 * np.sin(2 * np.pi * now / 50)))
        now += intervals[-1]
    t, phase, events = phase_of(intervals)
    rate = 10
    x = belt_of(phase, rng)[::FINE // rate]
    t = t[::FINE // rate]
    noisy = (x + .6 * band(rng, len(t), rate, .005, .03) + .04 * np.sin(2 * np.pi * 1.2 * t)
             + .05 * rng.standard_normal(len(t)))
    broken = noisy.copy()
    held = stretch(t, 60, 80)
    broken[held] = broken[np.argmax(t >= 60)] + .04 * rng.standard_normal(int(held.sum()))
    moved = stretch(t, 140, 150)
    broken[moved] += 8 * band(rng, len(t), rate, .1, 1)[moved]
    write(folder, 'belt', rate, events, {
        'clean': (x, 1000, []), 'noisy': (noisy, 1000, []),
        'broken': (broken, 1000, [[60, 80], [140, 150]]),
        'noise': (rng.standard_normal(len(t)), 300, [[0, 240]])})


if __name__ == '__main__':
    main()
