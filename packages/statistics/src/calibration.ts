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

/** Numbers of a band in a list of sums: answers, stated confidence, right answers. */
const perBand = 3

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
  const width = perBand * bands
  const moments = recordings.reduce((sum, { time }) => sum + time.length, 0)
  const sums = new Float64Array(moments * width)
  const whole = new Float64Array(width)
  let moment = 0
  for (const [recording, { confidences, reference }] of recordings.entries()) {
    const stated = confidences?.[at] ?? []
    for (const [place, answer] of answers[recording].entries()) {
      const confidence = stated[place]
      if (!Number.isNaN(answer) && Number.isFinite(confidence)) {
        const isRight = Math.abs(errors[recording][place]) < right * reference[place]
        const first = perBand * bandOf(confidence)
        for (const [k, value] of [1, confidence, Number(isRight)].entries()) {
          sums[moment * width + first + k] = value
          whole[first + k] += value
        }
      }
      moment++
    }
  }
  const resampled = Array.from({ length: bands }, () => new Float64Array(resampling.repeats))
  resampling.each(resampling.gather(sums, width), width, (drawn, repeat) => {
    for (const [band, shares] of resampled.entries()) shares[repeat] = shareOf(drawn, band)
  })
  const made = resampled.map((shares, band): CalibrationBand => {
    const [count, stated] = whole.subarray(perBand * band)
    const found = { value: shareOf(whole, band), ...intervalOf(shares, resampling.tail) }
    return { from: edge(band), to: edge(band + 1), answers: count, stated: stated / count, found }
  })
  const used = made.filter((band) => band.answers > 0)
  const all = used.reduce((sum, band) => sum + band.answers, 0)
  if (all === 0) return undefined
  const off = used.reduce(
    (sum, band) => sum + band.answers * Math.abs(band.found.value - band.stated),
    0,
  )
  return { bands: used, error: off / all }
}

const shareOf = (sums: Float64Array, band: number) =>
  sums[perBand * band + 2] / sums[perBand * band]
