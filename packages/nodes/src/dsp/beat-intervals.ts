/** Judges between which beats (or breaths) of a stretch of signal a rate can be told. */
import { medianOf } from './median.ts'

/** What was found in a stretch: places in samples, rising, and how sure each is, 0 to 1. */
export interface Beats {
  readonly at: readonly number[]
  readonly quality: readonly number[]
  /** 1 at samples that no beat can be told beside. */
  readonly spoiled?: Uint8Array
}

/** From one beat that is known to another. */
export interface BeatInterval {
  /** Samples. */
  readonly from: number
  readonly to: number
  /** How many beats it takes: 2 with one of another shape between; NaN where nothing can be said. */
  readonly beats: number
  /** Mean over the beats at its ends and those beside them. */
  readonly quality: number
}

export interface IntervalRules {
  /** Least and largest rate, beats a sample. */
  readonly low: number
  readonly high: number
  /** Beats below it are no ends of intervals. */
  readonly leastBeat: number
  /** Where the mean quality of four beats lies below it, nothing is said. */
  readonly leastMean: number
  /** How much shorter and longer than the median an interval may be. */
  readonly shortest: number
  readonly longest: number
  /** Samples that were missing; a beat cannot be told next to them. */
  readonly missing?: Uint8Array
}

/** How far the halves of a double interval may be from the median. */
const doubleTolerance = 0.25

/**
 * Intervals between successive good beats. One that is more than `longest` medians long has lost a
 * beat, one shorter than `shortest` has a false one at an end. A beat of bad quality (ectopic, or
 * noise in its place) between two good ones counts where both halves come to the median, as is usual
 * for heart rate variability (Task Force of the ESC and NASPE, Circulation 93:1043, 1996).
 */
export function intervalsOf({ at, quality, spoiled }: Beats, rules: IntervalRules): BeatInterval[] {
  const good = at.map((_, index) => index).filter((index) => quality[index] >= rules.leastBeat)
  const usual = medianOf(good.slice(1).map((index, n) => at[index] - at[good[n]]))
  return good.slice(1).map((last, n): BeatInterval => {
    const first = good[n]
    const [from, to] = [at[first], at[last]]
    const count = last - first
    const around = quality.slice(Math.max(0, first - 1), last + 2)
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length
    const ratio = (to - from) / count / usual
    const single = count === 1 && ratio >= rules.shortest && ratio <= rules.longest
    const double = count === 2 && Math.abs(ratio - 1) <= doubleTolerance
    const rate = count / (to - from)
    const sound =
      (single || double) &&
      mean >= rules.leastMean &&
      rate >= rules.low &&
      rate <= rules.high &&
      !anyWithin(rules.missing, from, to) &&
      !anyWithin(spoiled, from, to)
    return { from, to, beats: sound ? count : Number.NaN, quality: Math.max(0, mean) }
  })
}

function anyWithin(marks: Uint8Array | undefined, from: number, to: number): boolean {
  return marks?.subarray(Math.ceil(from), Math.floor(to) + 1).includes(1) ?? false
}
