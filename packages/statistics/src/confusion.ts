/** What wrong answers have hit instead: half, double, a multiple of breathing, a mixture. */
import { isJudged } from './series.ts'
import type { Confusion, Series } from './types.ts'

/** An answer nearer to the reference than this share of it is no error. */
const right = 0.04

/**
 * How near an answer must come to a landmark, as a share of the reference: some quarter of a line
 * of a 12.8 s window at 70 /min. Wider, and multiples of slow breathing would fill the whole band.
 */
const near = 0.02

/** 'within', 'half', 'double', 'mixed', 'other', or the multiple of breathing as a number. */
export type Hit = 'within' | 'half' | 'double' | 'mixed' | 'other' | number

/**
 * What an answer has hit: the reference (within 4 %), else the nearest landmark within 2 % of the
 * reference, the earlier one where two are as near: half and double the reference, multiples of
 * breathing, reference plus and minus breathing. Rates in Hz; breathing NaN where it is not known.
 */
export function classifyAnswer(answer: number, reference: number, breathing: number): Hit {
  if (Math.abs(answer - reference) < right * reference) return 'within'
  const marks: [Hit, number][] = [
    ['half', reference / 2],
    ['double', 2 * reference],
  ]
  if (isJudged(breathing)) {
    const multiple = Math.max(1, Math.round(answer / breathing))
    marks.push([multiple, multiple * breathing])
    marks.push(['mixed', reference + breathing], ['mixed', reference - breathing])
  }
  let hit: Hit = 'other'
  let nearest = near * reference
  for (const [name, rate] of marks) {
    const distance = Math.abs(answer - rate)
    if (distance >= nearest) continue
    nearest = distance
    hit = name
  }
  return hit
}

/** Shares of all answered moments of one chain, its answers by recording; NaN where it has none. */
export function confusionOf(
  recordings: readonly Series[],
  answers: readonly Float64Array[],
): Confusion {
  const counts = new Map<Hit, number>()
  let answered = 0
  for (const [at, { reference, breathing }] of recordings.entries()) {
    for (const [moment, answer] of answers[at].entries()) {
      if (Number.isNaN(answer)) continue
      const hit = classifyAnswer(answer, reference[moment], breathing?.[moment] ?? Number.NaN)
      counts.set(hit, (counts.get(hit) ?? 0) + 1)
      answered++
    }
  }
  const share = (hit: Hit) => (answered === 0 ? Number.NaN : (counts.get(hit) ?? 0) / answered)
  const multiples = [...counts.keys()].filter((hit) => typeof hit === 'number')
  return {
    within: share('within'),
    half: share('half'),
    double: share('double'),
    breathing: Object.fromEntries(multiples.map((multiple) => [multiple, share(multiple)])),
    mixed: share('mixed'),
    other: share('other'),
  }
}
