/** Whether answers are right as often as they say: reliability by bands of stated confidence. */
import type { Candidate } from './candidate.ts'
import { intervalOf } from './interval.ts'
import type { Resampling } from './resample.ts'
import type { Calibration, CalibrationBand, Series } from './types.ts'

/** A confidence is the probability of an answer nearer to the reference than this share of it. */
const right = 0.04

/** Bands are .1 wide about 0, .1, .2 ... 1; those at the ends are half as wide. */
const bands = 11
const bandOf = (confidence: number) => Math.min(bands - 1, Math.max(0, Math.round(10 * confidence)))
const edge = (band: number) => Math.min(1, Math.max(0, (band - 0.5) / 10))

interface Sums {
  answers: number
  stated: number
  right: number
}

/**
 * The reliability curve of chain `at`: in each band of confidence, the mean of what its answers state
 * beside the share that is right (DeGroot and Fienberg, The Statistician 32:12, 1983). Answers without
 * a stated confidence are left out; undefined where no answer has one.
 */
export function calibrationOf(
  at: number,
  { answers, errors }: Candidate,
  recordings: readonly Series[],
  resampling: Resampling,
): Calibration | undefined {
  const whole = Array.from({ length: bands }, (): Sums => ({ answers: 0, stated: 0, right: 0 }))
  /** By moment: the band, and whether the answer is right; -1 where there is none. */
  const band: number[] = []
  const isRight: boolean[] = []
  for (const [recording, { confidences, reference }] of recordings.entries()) {
    const stated = confidences?.[at] ?? []
    for (const [moment, answer] of answers[recording].entries()) {
      const confidence = stated[moment]
      const isStated = !Number.isNaN(answer) && Number.isFinite(confidence)
      band.push(isStated ? bandOf(confidence) : -1)
      isRight.push(Math.abs(errors[recording][moment]) < right * reference[moment])
      if (!isStated) continue
      const sums = whole[band.at(-1)!]
      sums.answers++
      sums.stated += confidence
      sums.right += Number(isRight.at(-1))
    }
  }
  const used = [...whole.keys()].filter((one) => whole[one].answers > 0)
  if (used.length === 0) return undefined
  const intervals = resampleShares(
    band.map((one) => used.indexOf(one)),
    isRight,
    used.length,
    resampling,
  )
  const made = used.map((one, place): CalibrationBand => {
    const sums = whole[one]
    return {
      from: edge(one),
      to: edge(one + 1),
      answers: sums.answers,
      stated: sums.stated / sums.answers,
      found: { value: sums.right / sums.answers, ...intervals[place] },
    }
  })
  const all = made.reduce((sum, one) => sum + one.answers, 0)
  const off = made.reduce(
    (sum, { answers: count, found, stated }) => sum + count * Math.abs(found.value - stated),
    0,
  )
  return { bands: made, error: off / all }
}

/** Intervals of the share that is right in each of `count` bands. */
function resampleShares(
  band: readonly number[],
  isRight: readonly boolean[],
  count: number,
  resampling: Resampling,
) {
  // answers and right ones of each band
  const width = 2 * count
  const sums = new Float64Array(band.length * width)
  for (const [moment, one] of band.entries()) {
    if (one < 0) continue
    sums[moment * width + 2 * one] = 1
    sums[moment * width + 2 * one + 1] = Number(isRight[moment])
  }
  const shares = Array.from({ length: count }, () => new Float64Array(resampling.repeats))
  resampling.each(resampling.gather(sums, width), width, (drawn, repeat) => {
    for (const [one, list] of shares.entries()) list[repeat] = drawn[2 * one + 1] / drawn[2 * one]
  })
  return shares.map((list) => intervalOf(list, resampling.tail))
}
