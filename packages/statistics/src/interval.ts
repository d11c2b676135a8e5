/** The 95 % interval of a figure, from the figures of its resamples. */
import { erf } from './erf.ts'
import { quantileOf } from './quantile.ts'

/** Share of the resamples that is cut off at either end. */
export const plainTail = 0.025

/** An interval stands on figures of nearly all resamples, or it would be one of something else. */
const leastDefined = 0.95

/** What lies between the lowest and the highest `tail` of the figures; NaN where too few are numbers. */
export function intervalOf(figures: Float64Array, tail: number): { low: number; high: number } {
  const numbers = new Float64Array(figures.length)
  let count = 0
  for (const figure of figures) if (!Number.isNaN(figure)) numbers[count++] = figure
  if (count === 0 || count < leastDefined * figures.length) {
    return { low: Number.NaN, high: Number.NaN }
  }
  const known = numbers.subarray(0, count)
  return { low: quantileOf(known, tail), high: quantileOf(known, 1 - tail) }
}

/**
 * The tail of an expanded percentile interval on `count` > 1 independent parts: Hesterberg, The
 * American Statistician 69:371 (2015), section 4.1.2: Phi(-sqrt(n / (n - 1)) t), t the .975 quantile of
 * Student's t with n - 1 degrees of freedom. It widens what a few parts make too narrow.
 */
export function expandedTail(count: number): number {
  const z = Math.sqrt(count / (count - 1)) * studentQuantile(count - 1)
  return (1 - erf(z / Math.SQRT2)) / 2
}

/**
 * The .975 quantile of Student's t by its expansion in 1 / degrees (Abramowitz and Stegun, 26.7.5):
 * within .001 from 4 degrees on.
 */
export function studentQuantile(degrees: number): number {
  const x = 1.959963984540054
  const g1 = (x ** 3 + x) / 4
  const g2 = (5 * x ** 5 + 16 * x ** 3 + 3 * x) / 96
  const g3 = (3 * x ** 7 + 19 * x ** 5 + 17 * x ** 3 - 15 * x) / 384
  const g4 = (79 * x ** 9 + 776 * x ** 7 + 1482 * x ** 5 - 1920 * x ** 3 - 945 * x) / 92160
  return x + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4
}
