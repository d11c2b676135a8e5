/** R peaks of an ECG, whatever its polarity. */

import type { Beats } from './beat-intervals.ts'
import { templateMatch } from './beat-template.ts'
import { designButterworth } from './butterworth.ts'
import { placeOfLargest } from './extremum.ts'
import { medianOf } from './median.ts'
import { apart, halfBeat, heightOfBest, loudBetween } from './peaks.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'
import { standoutBlocks } from './two-averages.ts'

/** Least sampling rate that shows a QRS complex, Hz. */
export const leastEcgRate = 60
/** Two beats are never nearer, s: the ventricle cannot answer again. */
const refractory = 0.25
/** An R peak has at least this share of the usual height; noise of less than `loudest` stays between. */
const leastHeight = 0.35
const loudest = 0.6
/** What belongs to an R peak, to each side of it, s. */
const complex = 0.12
/** Most of a beat that its shape is compared over, to each side, s. */
const widest = 0.3

/**
 * Plans the search in stretches of `size` samples at `rate` Hz: energy in 8 to 20 Hz, two moving
 * averages of 97 and 611 ms, 8 % offset (Elgendi, PLoS ONE 8(9):e73557, 2013). The R peak is the
 * extremum of the sign that stands out more in the stretch's beats, so an inverted lead gives the
 * same beats. Quality is the correlation with the median beat in 1 to 30 Hz.
 * Spoiled is what swings as far as a beat and is none.
 */
export function createEcgBeats(rate: number, size: number): (x: Float64Array) => Beats {
  const pad = Math.round(rate)
  const filter = (low: number, high: number) =>
    createZeroPhaseFilter(designButterworth(2, { kind: 'bandpass', low, high }, rate), size, pad)
  const sharpen = filter(8, Math.min(20, 0.45 * rate))
  const smooth = filter(1, Math.min(30, 0.45 * rate))
  const sharp = new Float64Array(size)
  const shape = new Float64Array(size)
  const averages = {
    event: Math.round(0.097 * rate),
    beat: Math.round(0.611 * rate),
    offset: 0.08,
    piece: Math.round(2 * rate),
  }
  return (x) => {
    sharpen(x, sharp)
    smooth(x, shape)
    const blocks = standoutBlocks(
      sharp.map((value) => value * value),
      averages,
    )
    const most = (sign: number) =>
      medianOf(
        blocks.map(([from, to]) => Math.max(...sharp.subarray(from, to).map((v) => sign * v))),
      )
    const upright = most(1) >= most(-1) ? sharp : sharp.map((value) => -value)
    const peaks = apart(
      blocks.map(([from, to]) => placeOfLargest(upright, from, to)),
      upright,
      refractory * rate,
    )
    const match = (places: readonly number[]) =>
      templateMatch(shape, places, halfBeat(places, widest * rate))
    const height = heightOfBest(upright, peaks, match(peaks))
    const at = peaks.filter((place) => upright[Math.round(place)] >= leastHeight * height)
    const spoiled = loudBetween(sharp, at, loudest * height, complex * rate)
    return { at, quality: match(at), spoiled }
  }
}
