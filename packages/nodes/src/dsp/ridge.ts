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
  const gram = createGram(size, most + 1)
  const products = new Float64Array((most + 1) ** 2)
  const lower = new Float64Array(most * most)
  return (columns, x, ridge, weights) => {
    const n = columns.length
    gram([...columns, x], products)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) lower[i * n + j] = products[i * (n + 1) + j]
      lower[i * n + i] += ridge
    }
    if (!factor(lower, n)) return Number.NaN
    for (let i = 0; i < n; i++) weights[i] = products[n * (n + 1) + i]
    substituteForward(lower, n, weights)
    const half = weights.subarray(0, n)
    const explained = dot(half, half)
    substituteBack(lower, n, weights)
    return explained
  }
}
