/** Ridge regression over the columns of a model. */
import { dot, factor, substituteBack, substituteForward } from './cholesky.ts'
import { createGram } from './gram.ts'

/**
 * Weights w that minimise |x - sum w_i columns_i|^2 + ridge |w|^2: the most likely ones where each is
 * drawn from N(0, 1) and the noise has the variance `ridge`. What they explain of |x|^2, w'A'x; NaN
 * where there is no answer.
 */
export type Ridge = (
  columns: readonly Float64Array[],
  x: Float64Array,
  ridge: number,
  weights: Float64Array,
) => number

/** Plans regressions over up to `most` columns of `size` samples. */
export function createRidge(size: number, most: number): Ridge {
  const half = createHalfRidge(size, most)
  const lower = new Float64Array(most * most)
  return (columns, x, ridge, weights) => {
    if (!half(columns, x, ridge, lower, weights)) return Number.NaN
    const known = weights.subarray(0, columns.length)
    const explained = dot(known, known)
    substituteBack(lower, columns.length, weights)
    return explained
  }
}

/**
 * Half of it: writes L with L L' = A'A + ridge I (n rows of n numbers) and y = L^-1 A'x; false where
 * there is no answer.
 */
export type HalfRidge = (
  columns: readonly Float64Array[],
  x: Float64Array,
  ridge: number,
  lower: Float64Array,
  y: Float64Array,
) => boolean

export function createHalfRidge(size: number, most: number): HalfRidge {
  const gram = createGram(size, most + 1)
  const products = new Float64Array((most + 1) ** 2)
  return (columns, x, ridge, lower, y) => {
    const n = columns.length
    gram([...columns, x], products)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) lower[i * n + j] = products[i * (n + 1) + j]
      lower[i * n + i] += ridge
      y[i] = products[n * (n + 1) + i]
    }
    if (!factor(lower, n)) return false
    substituteForward(lower, n, y)
    return true
  }
}
