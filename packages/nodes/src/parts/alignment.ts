/** The offset between radar and reference, estimated from the rates themselves. */
import { findLag } from '../dsp/lag.ts'
import { medianOf } from '../dsp/median.ts'

/** Least correlation at which an offset is believed. */
const leastCorrelation = 0.5

/** Finest step of the search, s: a rate hardly changes within it. */
const finestStep = 0.1

export interface Alignment {
  /** s to add to the times of the reference. */
  readonly offset: number
  readonly remark: string
}

/**
 * Searches `most` s to both sides of `offset` for the one at which the reference, averaged as it will
 * be judged, correlates best with the median of all chains. Stays at `offset` where the best correlation
 * is below .5 or stands at the edge of the search.
 */
export function estimateOffset(
  answers: readonly (readonly number[])[],
  referenceAt: (shift: number) => ArrayLike<number>,
  { offset, most, step }: { offset: number; most: number; step: number },
): Alignment {
  const [first = []] = answers
  const middle = first.map((_, moment) => medianOf(answers.map((own) => own[moment])))
  const found = findLag(
    middle,
    (lag) => referenceAt(offset + lag),
    most,
    Math.max(finestStep, step),
  )
  const stays = (why: string) => ({
    offset,
    remark: `the offset was not estimated and stays at ${seconds(offset)}: ${why}`,
  })
  if (!found) {
    return stays('too few moments have both answers and reference, or the rates do not vary')
  }
  const { lag, correlation, atEdge } = found
  if (correlation < leastCorrelation) {
    return stays(`the reference follows the chains nowhere (largest r ${correlation.toFixed(2)})`)
  }
  if (atEdge)
    return stays(`the best lies at the edge of the search, ${seconds(lag)} away; widen it`)
  return {
    offset: offset + lag,
    remark: `the offset was estimated: with ${seconds(offset + lag)} added to its times the reference follows the median of the chains best (r ${correlation.toFixed(2)}); this favours chains with the delay of that median`,
  }
}

const seconds = (value: number) => `${Number(value.toFixed(2))} s`
