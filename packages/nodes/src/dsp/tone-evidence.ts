/** How likely each heart rate is, with everything that is not known integrated out. */
import { dot, factor, substituteForward } from './cholesky.ts'
import { createHalfRidge } from './ridge.ts'
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
  const overGrid = (rows: number) => Array.from({ length: rows }, () => new Float64Array(count))
  const half = createHalfRidge(size, most)
  const lower = new Float64Array(most * most)
  const explained = new Float64Array(most)
  const white = Array.from({ length: most }, () => new Float64Array(size))
  /** U'U, row by row of the lower triangle; then what is left of it and of U'x beside the columns. */
  const own = Array.from({ length: tones }, (_, a) =>
    Array.from({ length: a + 1 }, (_, b) =>
      Float64Array.from({ length: count }, (_, k) => ownProduct(size, grid, k, scales, a, b)),
    ),
  )
  const left = own.map((row) => overGrid(row.length))
  const leftX = overGrid(tones)
  const hidden = overGrid(tones)
  const gram = new Float64Array(tones * tones)
  const match = new Float64Array(tones)

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
    if (!half(columns, x, variance, lower, explained)) return false
    whiten(columns, lower, white)
    project(x, leftX)
    for (const [a, row] of own.entries())
      for (const [b, product] of row.entries()) left[a][b].set(product)
    for (let i = 0; i < columns.length; i++) {
      project(white[i], hidden)
      for (let a = 0; a < tones; a++) {
        takeOut(leftX[a], hidden[a], explained[i])
        for (let b = 0; b <= a; b++) takeOutProduct(left[a][b], hidden[a], hidden[b])
      }
    }
    for (let k = 0; k < count; k++) {
      for (let a = 0; a < tones; a++) {
        match[a] = leftX[a][k] / variance
        for (let b = 0; b <= a; b++) gram[a * tones + b] = left[a][b][k] / variance
        gram[a * tones + a] += 1
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

/** Rows of L^-1 A' with A = columns. */
function whiten(
  columns: readonly Float64Array[],
  lower: Float64Array,
  white: readonly Float64Array[],
): void {
  const n = columns.length
  for (let i = 0; i < n; i++) {
    const row = white[i]
    row.set(columns[i])
    for (let k = 0; k < i; k++) takeOut(row, white[k], lower[i * n + k])
    const scale = 1 / lower[i * n + i]
    for (let s = 0; s < row.length; s++) row[s] *= scale
  }
}

/** from -= times * what */
function takeOut(from: Float64Array, what: Float64Array, times: number): void {
  for (let k = 0; k < from.length; k++) from[k] -= times * what[k]
}

/** from -= a * b */
function takeOutProduct(from: Float64Array, a: Float64Array, b: Float64Array): void {
  for (let k = 0; k < from.length; k++) from[k] -= a[k] * b[k]
}

/** Of U'U at rate k: products of cosines and sines are Dirichlet kernels. */
function ownProduct(
  size: number,
  grid: RateGridLayout,
  k: number,
  scales: readonly number[],
  a: number,
  b: number,
): number {
  if (a % 2 !== b % 2) return 0
  const w = (2 * Math.PI * (grid.first + k)) / grid.denominator
  const [p, q] = [(a >> 1) + 1, (b >> 1) + 1]
  const sign = a % 2 === 0 ? 1 : -1
  const product = (dirichlet(size, (p - q) * w) + sign * dirichlet(size, (p + q) * w)) / 2
  return product * scales[a >> 1] * scales[b >> 1]
}
