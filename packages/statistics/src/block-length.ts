/** How long the blocks of a bootstrap must be so that they keep what binds neighbours in a series. */

/** A variance below this share of the squared mean is rounding. */
const rounding = 1e-12

/**
 * Block length for the circular block bootstrap of a mean, in values: Politis and White, Econometric
 * Reviews 23:53 (2004), as corrected by Patton, Politis and White, 28:372 (2009), section 3:
 *
 *   b = (2 G^2 / D)^(1/3) n^(1/3),  D = 4/3 g^2,  g = sum L(k / M) R(k),  G = sum L(k / M) |k| R(k)
 *
 * over k = -M .. M, with the autocovariance R, the flat-top window L(t) = 1 up to |t| = 1/2, then
 * 2 (1 - |t|), and M = 2 m, m the least lag after which K correlations in a row lie within
 * 2 sqrt(log10(n) / n) of zero, K = max(5, sqrt(log10 n)), both rounded up. At most
 * min(3 sqrt(n), n / 3), rounded up, at least 1. Values that are NaN take their place and count in no product.
 */
export function chooseBlockLength(values: readonly number[]): number {
  const n = values.length
  if (n < 2) return 1
  const most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  const run = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const longest = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + run)
  const known = values.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const covariance = autocovariance(values, mean, known.length, longest)
  if (!(covariance[0] > rounding * mean ** 2)) return 1
  const limit = 2 * Math.sqrt(Math.log10(n) / n)
  const small = covariance.map((one) => Math.abs(one / covariance[0]) < limit)
  const window = Math.min(2 * lastLarge(small, run), longest)
  let g = covariance[0]
  let slope = 0
  for (let lag = 1; lag <= window; lag++) {
    const weight = lag / window <= 0.5 ? 1 : 2 * (1 - lag / window)
    g += 2 * weight * covariance[lag]
    slope += 2 * weight * lag * covariance[lag]
  }
  const length = Math.cbrt(((2 * slope ** 2) / ((4 / 3) * g ** 2)) * n)
  return Number.isNaN(length) ? 1 : Math.max(1, Math.min(most, Math.ceil(length)))
}

/** m: the lag before the first run of small ones, or the last large one where there is no such run. */
function lastLarge(small: readonly boolean[], run: number): number {
  for (let lag = 1; lag + run <= small.length; lag++) {
    if (small.slice(lag, lag + run).every(Boolean)) return Math.max(1, lag - 1)
  }
  return Math.max(1, small.lastIndexOf(false))
}

/** R(k) = sum (x(i) - mean) (x(i + k) - mean) / count, over the pairs that are numbers. */
function autocovariance(
  values: readonly number[],
  mean: number,
  count: number,
  longest: number,
): number[] {
  const centred = values.map((value) => (Number.isNaN(value) ? 0 : value - mean))
  return Array.from({ length: longest + 1 }, (_, lag) => {
    let sum = 0
    for (let at = lag; at < centred.length; at++) sum += centred[at] * centred[at - lag]
    return sum / count
  })
}
