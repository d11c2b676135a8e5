/** How likely each heart rate is, with everything that is not known integrated out. */
import { dot, factor, gramOf, substituteForward } from './cholesky.ts'
import { createToneProducts, dirichlet, type RateGridLayout } from './tone-grid.ts'

/**
 * Log evidence of each rate of the grid for x = columns w + tones v + noise, up to a constant; false
 * where a number is missing.
 */
export type ToneEvidence = (
  x: Float64Array,
  columns: readonly Float64Array[],
  variance: number,
  evidence: Float64Array,
) => boolean

/**
 * Plans the evidence of a heart tone of N(0, heart^2) cosine and sine, and with `second` > 0 another at
 * twice its rate of `second` times that deviation, beside columns of weights N(0, 1) in white noise.
 * With L L' = A'A + variance I, W = L^-1 A' the inverse covariance of columns and noise is
 * (I - W'W) / variance (Woodbury), so all that is wanted of a tone u is its products with the columns:
 *
 *   G = I + (U'U - (WU)'(WU)) / variance,  m = (U'x - (WU)'(Wx)) / variance
 *   ln p(x | f) = m' G^-1 m / 2 - ln det G / 2 + constant
 *
 * Bretthorst, Bayesian spectrum analysis and parameter estimation (1988), with proper priors. Tones have
 * their time from the middle of the window, where a cosine and a sine stand square.
 */
export function createToneEvidence(
  size: number,
  grid: RateGridLayout,
  most: number,
  heart: number,
  second: number,
): ToneEvidence {
  const { count } = grid
  const products = [1, 2] as const
  const orders = second > 0 ? products : products.slice(0, 1)
  const transforms = orders.map((order) => createToneProducts(size, grid, order))
  const scales = [heart, heart * second]
  const tones = 2 * orders.length
  const made = () => Array.from({ length: tones }, () => new Float64Array(count))
  /** Of each column: products with cosine, sine (and again at twice the rate) over the grid. */
  const with_ = Array.from({ length: most }, made)
  const withX = made()
  const lower = new Float64Array(most * most)
  const hidden = Array.from({ length: tones }, () => new Float64Array(most))
  const explained = new Float64Array(most)
  const gram = new Float64Array(tones * tones)
  const match = new Float64Array(tones)
  const own = Array.from({ length: count }, (_, k) => ownProducts(size, grid, k, scales, tones))

  function project(x: Float64Array, into: readonly Float64Array[]): void {
    for (const [order, transform] of transforms.entries()) {
      const [cosine, sine] = [into[2 * order], into[2 * order + 1]]
      transform(x, cosine, sine)
      for (let k = 0; k < count; k++) {
        cosine[k] *= scales[order]
        sine[k] *= scales[order]
      }
    }
  }

  return (x, columns, variance, evidence) => {
    const n = columns.length
    gramOf(columns, variance, lower)
    if (!factor(lower, n)) return false
    const wx = explained.subarray(0, n)
    for (let i = 0; i < n; i++) wx[i] = dot(columns[i], x)
    substituteForward(lower, n, wx)
    project(x, withX)
    for (let i = 0; i < n; i++) project(columns[i], with_[i])
    for (let k = 0; k < count; k++) {
      for (let a = 0; a < tones; a++) {
        const wu = hidden[a].subarray(0, n)
        for (let i = 0; i < n; i++) wu[i] = with_[i][a][k]
        substituteForward(lower, n, wu)
        match[a] = (withX[a][k] - dot(wu, wx)) / variance
        for (let b = 0; b <= a; b++) {
          const product = own[k][a * tones + b] - dot(wu, hidden[b].subarray(0, n))
          gram[a * tones + b] = product / variance + (a === b ? 1 : 0)
        }
      }
      if (!factor(gram, tones)) return false
      substituteForward(gram, tones, match)
      let log = dot(match, match) / 2
      for (let a = 0; a < tones; a++) log -= Math.log(gram[a * tones + a])
      evidence[k] = log
    }
    return true
  }
}

/** U'U of the tones at rate k: products of cosines and sines are Dirichlet kernels. */
function ownProducts(
  size: number,
  grid: RateGridLayout,
  k: number,
  scales: readonly number[],
  tones: number,
): Float64Array {
  const w = (2 * Math.PI * (grid.first + k)) / grid.denominator
  const own = new Float64Array(tones * tones)
  for (let a = 0; a < tones; a++) {
    for (let b = 0; b < tones; b++) {
      if (a % 2 !== b % 2) continue
      const [p, q] = [(a >> 1) + 1, (b >> 1) + 1]
      const sign = a % 2 === 0 ? 1 : -1
      const product = (dirichlet(size, (p - q) * w) + sign * dirichlet(size, (p + q) * w)) / 2
      own[a * tones + b] = product * scales[a >> 1] * scales[b >> 1]
    }
  }
  return own
}
