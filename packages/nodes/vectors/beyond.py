"""Vectors of the joint models of breathing and heart and of the trackers, by dense algebra.

  python3 beyond.py FOLDER

Same form as reference/vectors.py.  Nothing here uses the shortcuts of the kernels: evidence comes from
the density of the whole window with its full covariance, least squares from numpy.linalg.lstsq, the
filter from full transition matrices.
"""
import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent / 'reference'))
from vectors import FILES, case  # noqa: E402


def named(function):
    """Files of this script are called beyond.<function>.json."""
    function.__module__ = 'beyond'
    return function


def centred(samples, rate_hz):
    return (np.arange(samples) - (samples - 1) / 2) / rate_hz


@named
def tone_evidence(x, columns, variance, rate_hz, first, count, step_hz, heart, second):
    """Log density of x under N(0, covariance) for heart tones on a grid; the largest is 0."""
    time = centred(len(x), rate_hz)
    base = columns.T @ columns + variance * np.eye(len(x))
    found = []
    for k in range(count):
        angle = 2 * np.pi * (first + k) * step_hz * time
        tones = [heart * np.cos(angle), heart * np.sin(angle)]
        tones += [heart * second * np.cos(2 * angle), heart * second * np.sin(2 * angle)]
        tones = np.array(tones)
        covariance = base + tones.T @ tones
        found.append(-0.5 * x @ np.linalg.solve(covariance, x)
                     - 0.5 * np.linalg.slogdet(covariance)[1])
    return np.array(found) - max(found)


@named
def joint_fit(x, breathing_hz, rate_hz, harmonics, first, count, step_hz):
    """Least residual energy over the breathing rates for each heart rate, and without a heart.  A heart
    tone that breathing explains (but for .001 of its determinant) is no answer, as in estimate.nls."""
    time = centred(len(x), rate_hz)

    def without(columns, signals):
        basis = np.array(columns).T
        return signals - basis @ np.linalg.lstsq(basis, signals, rcond=None)[0]

    def residual(columns):
        return float((without(columns, x) ** 2).sum())

    def with_heart(columns, angle):
        heart = np.array([np.cos(angle), np.sin(angle)])
        own = without(columns, heart.T)
        free = np.linalg.det(own.T @ own) > 1e-3 * len(x) ** 2 / 16
        return residual(columns + list(heart)) if free else np.inf
    alone, left = [], []
    for rate in breathing_hz:
        columns = [np.ones(len(x)), time]
        for h in range(1, harmonics + 1):
            columns += [np.cos(2 * np.pi * h * rate * time), np.sin(2 * np.pi * h * rate * time)]
        alone.append(residual(columns))
        angles = [2 * np.pi * (first + k) * step_hz * time for k in range(count)]
        left.append([with_heart(columns, angle) for angle in angles])
    left = np.array(left)
    return left.min(axis=0), float(breathing_hz[left.min(axis=1).argmin()]), min(alone)


@named
def breathing_fit(x, rate_hz, first_hz, variance, breathing, heart, irregularity):
    """Most likely course of the breathing phase by Gauss-Newton, see dsp/breathing-fit.ts: cosine and
    sine of the phase, and the mean rate."""
    size, length = len(x), len(x) / rate_hz
    time = centred(size, rate_hz)
    unit = 2 * np.arange(size) / (size - 1) - 1
    trend = breathing[0] * np.array([np.full(size, 5.0), 2.5 * unit, unit ** 2])
    memory, rows, deviations = 2.56, [2 * np.pi * time], [0.03]
    for k in range(1, round(0.4 * length) + 1):
        frequency = k / (2 * length)
        rows.append(np.sin(2 * np.pi * frequency * (np.arange(size) + 0.5) / rate_hz) / frequency)
        density = memory * np.sqrt(2 * np.pi) * np.exp(-2 * (np.pi * frequency * memory) ** 2)
        deviations.append(irregularity * first_hz * np.sqrt(2 * density / length))
    psi = np.array(rows) * np.array(deviations)[:, None]

    def phase_at(z):
        return 2 * np.pi * first_hz * time + z @ psi

    def waves(phase, count):
        return np.concatenate([[breathing[h - 1] * np.cos(h * phase),
                                breathing[h - 1] * np.sin(h * phase)] for h in range(1, count + 1)])

    def ridge(basis, target, noise):
        return np.linalg.solve(basis @ basis.T + noise * np.eye(len(basis)), basis @ target)

    def cost(z, count, noise):
        basis = np.concatenate([trend, waves(phase_at(z), count)])
        weights = ridge(basis, x, noise)
        error = x - weights @ basis
        return error @ error / noise + weights @ weights + z @ z, weights, basis

    z = np.zeros(len(psi))
    for count in sorted({1, 2, 3, len(breathing)}):
        noise = variance + 1.5 * heart ** 2 + sum(b ** 2 / 4 for b in breathing[count:])
        now, weights, basis = cost(z, count, noise)
        for _ in range(3):
            wave, w = basis[3:], weights[3:]
            slope = sum(h * (w[2 * h - 1] * wave[2 * h - 2] - w[2 * h - 2] * wave[2 * h - 1])
                        for h in range(1, count + 1))
            errors = slope * psi
            step = ridge(np.concatenate([basis, errors]), x + z @ errors, noise)[-len(z):] - z
            share = 1.0
            while share > 0.1 and cost(z + share * step, count, noise)[0] > now:
                share /= 2
            if share <= 0.1:
                break
            z = z + share * step
            now, weights, basis = cost(z, count, noise)
            if np.abs(share * step @ psi).max() < 0.01:
                break
    phase = phase_at(z)
    rate = (phase[-1] - phase[0]) / (2 * np.pi * (size - 1) / rate_hz)
    return np.cos(phase), np.sin(phase), rate


@named
def rate_filter(log, wander, leap, fresh, lag):
    """Probabilities of each window's rate: causal, and with the next `lag` windows.  log (T, F)."""
    count = log.shape[1]
    apart = np.arange(count)[:, None] - np.arange(count)
    kernel = np.exp(-0.5 * (apart / wander) ** 2) * (np.abs(apart) <= np.ceil(4 * wander))
    turn = (1 - leap) * kernel / kernel.sum(axis=0) + leap / count      # turn[to, from]
    states, causal, state = [], [], np.full(count, 1 / count)

    def missing(later):
        return max(0, 1 - fresh * (1 + later)) * (1 - fresh * later) / 2
    for row in log:
        state = turn @ state * np.exp(fresh * row)
        state = state / state.sum()
        states.append(state)
        seen = state * np.exp(missing(0) * row)
        causal.append(seen / seen.sum())
    lagged = []
    for t, state in enumerate(states):
        after = np.ones(count)
        for later in range(min(t + lag, len(log) - 1), t, -1):
            after = turn.T @ (after * np.exp(fresh * log[later]))
        seen = state * after * np.exp(missing(min(lag, len(log) - 1 - t)) * log[t])
        lagged.append(seen / seen.sum())
    return np.array(causal), np.array(lagged)


def main():
    rng = np.random.default_rng(21)
    folder = pathlib.Path(sys.argv[1])
    time = np.arange(128) / 10
    phase = 2 * np.pi * (0.27 * time + 0.02 * np.sin(2 * np.pi * 0.07 * time) / (2 * np.pi * 0.07))
    chest = 2 * np.sin(phase + 0.3) + 0.7 * np.sin(2 * phase + 1) + 0.5 * np.sin(3 * phase + 2)
    chest = chest + 0.4 * np.sin(2 * np.pi * 1.17 * time + 0.5) + 0.2 * rng.standard_normal(128)
    chest = chest - chest.mean()
    prior = np.array([2.0, 0.7, 0.5, 0.4, 0.2])
    for first, irregularity in ((0.27, 0.06), (0.285, 0.1), (0.26, 0.0)):
        case(breathing_fit, ('cosine', 'sine', 'rate_hz'), {'x': chest, 'breathing': prior},
             rate_hz=10.0, first_hz=first, variance=0.05, heart=0.4, irregularity=irregularity)
    short = chest[:60]
    columns = np.array([np.full(60, 10.0), *(np.outer([2, 1.5, 0.7, 0.6], phase[:60]) % 3)])
    for second in (0.0, 0.5):
        case(tone_evidence, 'log', {'x': short, 'columns': columns}, variance=0.06, rate_hz=10.0,
             first=160, count=60, step_hz=0.005, heart=0.4, second=second)
    rates = np.array([0.255, 0.265, 0.27, 0.28])
    for harmonics in (2, 4):
        case(joint_fit, ('left', 'breathing_hz', 'alone'), {'x': chest, 'breathing_hz': rates},
             rate_hz=10.0, harmonics=harmonics, first=180, count=90, step_hz=0.005)
    place = 12 + 4 * np.sin(np.arange(12) / 4)
    log = -0.5 * ((np.arange(30) - place[:, None]) / 2) ** 2 + rng.standard_normal((12, 30))
    log[5] = -0.5 * ((np.arange(30) - 25) / 1.5) ** 2
    for wander, leap, fresh, lag in ((2.0, 1e-3, 0.2, 3), (0.7, 1e-6, 1.0, 20)):
        case(rate_filter, ('causal', 'lagged'), {'log': log}, wander=wander, leap=leap, fresh=fresh,
             lag=lag)
    for name, entry in FILES.items():
        (folder / f'{name}.json').write_text(json.dumps(entry, indent=1, allow_nan=False) + '\n')


if __name__ == '__main__':
    main()
