/** What no unbiased estimator passes: the Cramer-Rao deviation of a rate, as a share within 1 %. */
import { erf } from './erf.ts'
import { isJudged } from './series.ts'
import type { Series } from './types.ts'

/**
 * Mean over the moments that are judged of P(|error| < 1 % of the reference) = erf(.01 f / (s sqrt 2))
 * of an unbiased Gaussian estimator with the bound's deviation s. undefined where no recording says
 * one.
 */
export function boundWithin1Percent(recordings: readonly Series[]): number | undefined {
  let sum = 0
  let count = 0
  for (const { reference, bound = [] } of recordings) {
    for (const [at, deviation] of bound.entries()) {
      if (!isJudged(reference[at]) || !(deviation >= 0)) continue
      sum += erf((0.01 * reference[at]) / (deviation * Math.SQRT2))
      count++
    }
  }
  return count === 0 ? undefined : sum / count
}
