/** The figures of one candidate, each with its interval. */
import type { Candidate } from './candidate.ts'
import {
  answeredAt,
  type FigureName,
  figureNames,
  sumCount,
  writeFigures,
  writeMoment,
} from './figures.ts'
import { intervalOf } from './interval.ts'
import type { Resampling } from './resample.ts'
import type { Estimate } from './types.ts'
import { planWeightedMedian } from './weighted-median.ts'

export type Estimates = Readonly<Record<FigureName | 'medianAbsoluteError', Estimate>> & {
  readonly answered: number
}

/** `references` of all moments of all recordings, Hz; NaN where a moment is not judged. */
export function estimateFigures(
  { answers, errors }: Candidate,
  references: Float64Array,
  resampling: Resampling,
): Estimates {
  const { repeats, owners, tail } = resampling
  const origin = meanOf(references)
  const sums = new Float64Array(references.length * sumCount)
  let moment = 0
  for (const list of answers) {
    for (const answer of list) {
      const reference = references[moment]
      if (!Number.isNaN(reference)) {
        writeMoment(sums, moment * sumCount, answer, reference, origin)
      }
      moment++
    }
  }
  const whole = new Float64Array(sumCount)
  for (let at = 0; at < sums.length; at++) whole[at % sumCount] += sums[at]
  const medianOf = planMedian(errors, resampling)

  const values = new Float64Array(figureNames.length)
  writeFigures(whole, origin, values)
  const median = medianOf(new Float64Array(owners).fill(1), whole[answeredAt])

  const resampled = figureNames.map(() => new Float64Array(repeats))
  const medians = new Float64Array(repeats)
  const figures = new Float64Array(figureNames.length)
  const weight = new Float64Array(owners)
  resampling.each(resampling.gather(sums, sumCount), sumCount, (drawn, repeat) => {
    writeFigures(drawn, origin, figures)
    for (let k = 0; k < figures.length; k++) resampled[k][repeat] = figures[k]
    resampling.weigh(repeat, weight)
    medians[repeat] = medianOf(weight, drawn[answeredAt])
  })
  const estimates = figureNames.map((name, k): [FigureName, Estimate] => [
    name,
    { value: values[k], ...intervalOf(resampled[k], tail) },
  ])
  return {
    ...(Object.fromEntries(estimates) as Record<FigureName, Estimate>),
    medianAbsoluteError: { value: median, ...intervalOf(medians, tail) },
    answered: whole[answeredAt],
  }
}

/** Ranks the absolute errors once, for their median by any weights of the owners. */
function planMedian(errors: Candidate['errors'], { ownerOf, owners }: Resampling) {
  const ranked: { readonly error: number; readonly owner: number }[] = []
  let moment = 0
  for (const list of errors) {
    for (const error of list) {
      if (!Number.isNaN(error)) ranked.push({ error: Math.abs(error), owner: ownerOf(moment) })
      moment++
    }
  }
  ranked.sort((a, b) => a.error - b.error)
  const values = Float64Array.from(ranked, ({ error }) => error)
  return planWeightedMedian(
    values,
    Uint32Array.from(ranked, ({ owner }) => owner),
    owners,
  )
}

/** Rates less this are small, so that their squares keep the digits in which they differ. */
function meanOf(references: Float64Array): number {
  let sum = 0
  let count = 0
  for (const reference of references) {
    if (Number.isNaN(reference)) continue
    sum += reference
    count++
  }
  return sum / count
}
