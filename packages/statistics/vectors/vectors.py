"""Writes statistics.json: what the tests of packages/statistics compare with.

  python3 vectors.py FOLDER

Figures come from metrics.py, tests and quantiles from SciPy and NumPy, all else from the plain forms
below, which share no formula's arrangement with the package. NaN is null.
"""
import itertools
import json
import pathlib
import sys

import numpy as np
from scipy import special, stats

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / 'nodes' / 'vectors' / 'reference'
sys.path.insert(0, str(REFERENCE))
import metrics  # noqa: E402

STATISTICS = ('mean_absolute', 'median_absolute', 'root_mean_square', 'mean_relative', 'pearson',
              'concordance', 'within_1', 'within_4', 'within_5_per_minute')


def concordance(x, y):
    """Lin 1989 from moments over n."""
    covariance = np.cov(x, y, ddof=0)
    return 2 * covariance[0, 1] / (np.trace(covariance) + (np.mean(x) - np.mean(y)) ** 2)


def figures(x, y):
    return {
        'mean_absolute': metrics.mae(x, y),
        'median_absolute': float(np.median(np.abs(x - y))),
        'root_mean_square': metrics.rmse(x, y),
        'mean_relative': metrics.mre(x, y) / 100,
        'pearson': metrics.pearson(x, y),
        'concordance': concordance(x, y),
        'within_1': metrics.accuracy_within(x, y, 1),
        'within_4': metrics.accuracy_within(x, y, 4),
        'within_5_per_minute': float(np.mean(np.abs(x - y) < 5 / 60)),
    }


def correlated(rng, size, keep=0.9):
    """A first-order autoregression of unit variance."""
    values = np.empty(size)
    values[0] = rng.standard_normal()
    for i in range(1, size):
        values[i] = keep * values[i - 1] + np.sqrt(1 - keep ** 2) * rng.standard_normal()
    return values


def study(rng, recordings, size, chains):
    """Recordings of unequal length with references that wander, and chains that abstain at times."""
    made = []
    for r in range(recordings):
        n = size + 7 * (r % 3)
        reference = rng.uniform(0.9, 1.5) + 0.03 * correlated(rng, n, 0.98)
        answers = []
        for c in range(chains):
            x = reference + 0.02 * (c + 1) * correlated(rng, n)
            x[rng.random(n) < 0.1 * c] = np.nan
            answers.append(x)
        made.append((reference, answers))
    return made


def judged(made, repeats=20000):
    chains = []
    for c in range(len(made[0][1])):
        x = np.concatenate([answers[c] for _, answers in made])
        y = np.concatenate([reference for reference, _ in made])
        who = np.concatenate([np.full(len(reference), r) for r, (reference, _) in enumerate(made)])
        there = ~np.isnan(x)
        x, y, who = x[there], y[there], who[there]
        agreement = (metrics.bland_altman_repeated(x, y, who) if len(made) > 1
                     else metrics.bland_altman(x, y))
        intervals = {}
        if len(made) > 1:
            for name in STATISTICS:
                _, low, high = metrics.bootstrap_by_subject(
                    lambda a, b: figures(a, b)[name], x, y, who, repeats // 10, seed=5)
                intervals[name] = [low, high]
        chains.append({'figures': figures(x, y), 'coverage': float(np.mean(there)),
                       'agreement': {k: agreement[k] for k in ('bias', 'sd', 'lower', 'upper')},
                       'intervals': intervals})
    return chains


def calibration(recordings):
    """Reliability by stated confidence, in bands of .1 about 0, .1, .2 ... 1: from pooled answers."""
    x, c, y = (np.concatenate(parts) for parts in zip(*recordings))
    there = ~np.isnan(x) & ~np.isnan(c)
    x, c, y = x[there], c[there], y[there]
    right = 100 * np.abs(x - y) / y < 4
    edges = np.clip(np.arange(-0.05, 1.1, 0.1), 0, 1)
    band = np.digitize(c, edges[1:-1])
    bands = [{'from': edges[b], 'to': edges[b + 1], 'answers': int((band == b).sum()),
              'stated': float(c[band == b].mean()), 'found': float(right[band == b].mean())}
             for b in np.unique(band)]
    # one value an answer: its band's share less its band's mean confidence
    off = [abs(right[band == b].mean() - c[band == b].mean()) for b in band]
    return {'bands': bands, 'error': float(np.mean(off))}


def stating(rng, sizes):
    """Answers with confidences that say too much, some of either missing."""
    made = []
    for n in sizes:
        c = np.round(rng.beta(3, 1, n), 3)
        c[c * 10 % 1 == 0.5] += 0.001
        y = rng.uniform(0.9, 1.5, n)
        x = y * np.where(rng.random(n) < c ** 2, 1.01, 1.2)
        x[rng.random(n) < 0.1] = np.nan
        c[rng.random(n) < 0.1] = np.nan
        made.append((x, c, y))
    return made


def pairs(made):
    """Difference of mean absolute errors on common moments, and p of recordings' mean differences."""
    out = []
    for a, b in itertools.combinations(range(len(made[0][1])), 2):
        each = []
        for reference, answers in made:
            d = np.abs(answers[a] - reference) - np.abs(answers[b] - reference)
            each.append(d[~np.isnan(d)])
        means = [float(d.mean()) for d in each]
        test = stats.permutation_test((means,), np.mean, permutation_type='samples',
                                      n_resamples=np.inf)
        out.append({'a': a, 'b': b, 'difference': float(np.concatenate(each).mean()),
                    'moments': int(sum(map(len, each))), 'p': float(test.pvalue)})
    return out


def holm(p):
    """The definition: reject while p(k) <= alpha / (m - k + 1); the adjusted p is the least alpha."""
    p = np.asarray(p)
    order = np.argsort(p, kind='stable')
    m, out = len(p), np.empty(len(p))
    for rank, index in enumerate(order):
        out[index] = min(1.0, max((m - k) * p[order[k]] for k in range(rank + 1)))
    return out


def block_length(x):
    """Politis and White 2004, Patton, Politis and White 2009, circular bootstrap, in whole-array form."""
    x = np.asarray(x, float)
    n = len(x)
    k_n = max(5, int(np.ceil(np.sqrt(np.log10(n)))))
    longest = min(n - 1, int(np.ceil(np.sqrt(n))) + k_n)
    centred = x - x.mean()
    r = np.array([centred[k:] @ centred[:n - k] / n for k in range(longest + 1)])
    large = np.abs(r / r[0]) >= 2 * np.sqrt(np.log10(n) / n)
    runs = [lag for lag in range(1, longest + 2 - k_n) if not large[lag:lag + k_n].any()]
    m = max(1, runs[0] - 1 if runs else np.flatnonzero(large).max())
    window = min(2 * m, longest)
    lags = np.arange(-window, window + 1)
    weight = np.clip(2 * (1 - np.abs(lags) / window), 0, 1)
    both = weight * r[np.abs(lags)]
    b = (2 * (both @ np.abs(lags)) ** 2 / (4 / 3 * both.sum() ** 2) * n) ** (1 / 3)
    return int(np.clip(np.ceil(b), 1, np.ceil(min(3 * np.sqrt(n), n / 3))))


def xoshiro(state, count):
    """xoshiro128** of Blackman and Vigna in arbitrary precision, reduced to 32 bits."""
    mask, out = 0xffffffff, []
    rotate = lambda v, k: ((v << k) | (v >> (32 - k))) & mask
    s = list(state)
    for _ in range(count):
        out.append(rotate((s[1] * 5) & mask, 7) * 9 & mask)
        t = (s[1] << 9) & mask
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t
        s[3] = rotate(s[3], 11)
    return out


def plain(value):
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(value)
    return int(value) if isinstance(value, (int, np.integer)) else value


def main(folder):
    rng = np.random.default_rng(20260)
    studies = []
    for recordings, size, chains in ((8, 25, 3), (1, 60, 2), (11, 12, 2)):
        made = study(rng, recordings, size, chains)
        studies.append({
            'recordings': [{'reference': y, 'answers': x} for y, x in made],
            'chains': judged(made), 'pairs': pairs(made) if recordings > 1 else [],
        })
    deviations = rng.uniform(0.001, 0.03, 20)
    rates = rng.uniform(0.8, 1.8, 20)
    series = [correlated(rng, n, keep) for n, keep in ((60, 0.3), (200, 0.9), (300, 0.97), (40, 0.0))]
    values = rng.standard_normal(37).round(2)
    counts = rng.integers(0, 4, 37)
    many = rng.normal(0.4, 1, 20)
    one_sided = rng.random(9).round(3)
    x = np.linspace(-7, 7, 57)
    content = {
        'studies': studies,
        'erf': {'x': x, 'y': special.erf(x)},
        'bound': {'rate': rates, 'deviation': deviations, 'share': float(np.mean(
            2 * stats.norm.cdf(0.01 * rates / deviations) - 1))},
        'block_length': [{'values': s, 'length': block_length(s)} for s in series],
        'quantile': {'values': values, 'shares': [0, 0.025, 0.3, 0.5, 0.975, 1],
                     'at': np.quantile(values, [0, 0.025, 0.3, 0.5, 0.975, 1])},
        'weighted_median': {'counts': counts, 'median': np.median(
            np.repeat(np.sort(values), counts))},
        'student': {'degrees': [4, 4.5, 7, 12, 30, 200],
                    'quantile': stats.t.ppf(0.975, [4, 4.5, 7, 12, 30, 200])},
        'holm': {'p': one_sided, 'corrected': holm(one_sided)},
        'sign_flip_large': {'differences': many, 'p': stats.permutation_test(
            (many,), np.mean, permutation_type='samples', n_resamples=np.inf).pvalue},
        'xoshiro': {'state': [1, 2, 3, 4], 'words': xoshiro([1, 2, 3, 4], 12)},
    }
    made = stating(rng, (120, 90, 150, 40))
    content['calibration'] = {
        'recordings': [{'answers': x, 'confidences': c, 'reference': y} for x, c, y in made],
        **calibration(made)}
    path = pathlib.Path(folder) / 'statistics.json'
    path.write_text(json.dumps(plain(content), allow_nan=False) + '\n')


if __name__ == '__main__':
    main(sys.argv[1])
