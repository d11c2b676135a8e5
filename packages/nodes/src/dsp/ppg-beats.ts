/** Systolic peaks of a photoplethysmogram, whichever way up it was recorded. */

import type { Beats } from './beat-intervals.ts'
import { templateMatch } from './beat-template.ts'
import { designButterworth } from './butterworth.ts'
import { placeOfLargest } from './extremum.ts'
import { medianOf } from './median.ts'
import { apart, halfBeat, heightOfBest } from './peaks.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'
import { standoutBlocks } from './two-averages.ts'

/** Least sampling rate that shows a pulse wave, Hz. */
export const leastPpgRate = 18
/** Two beats are never nearer, s. */
const refractory = 0.25
/** A pulse has at least this share of the usual height. */
const leastHeight = 0.3

/**
 * Plans the search in stretches of `size` samples at `rate` Hz: 0.5 to 8 Hz, the positive half
 * squared, two moving averages of 111 and 667 ms, 2 % offset (Elgendi et al., PLoS ONE 8(10):e76585,
 * 2013). Up is where the pulse rises faster than it falls: the slope's skewness is positive there.
 * Quality is the correlation with the median beat.
 */
export function createPpgBeats(rate: number, size: number): (x: Float64Array) => Beats {
  const sections = designButterworth(2, { kind: 'bandpass', low: 0.5, high: 8 }, rate)
  const filter = createZeroPhaseFilter(sections, size, Math.round(2 * rate))
  const pulse = new Float64Array(size)
  const averages = {
    event: Math.round(0.111 * rate),
    beat: Math.round(0.667 * rate),
    offset: 0.02,
    piece: Math.round(2 * rate),
  }
  return (x) => {
    filter(x, pulse)
    if (slopeSkew(pulse, averages.piece) < 0) for (let n = 0; n < size; n++) pulse[n] = -pulse[n]
    const blocks = standoutBlocks(
      pulse.map((value) => Math.max(0, value) ** 2),
      averages,
    )
    const peaks = apart(
      blocks.map(([from, to]) => placeOfLargest(pulse, from, to)),
      pulse,
      refractory * rate,
    )
    const match = (places: readonly number[]) =>
      templateMatch(pulse, places, halfBeat(places, rate))
    const height = heightOfBest(pulse, peaks, match(peaks))
    const at = peaks.filter((place) => pulse[Math.round(place)] >= leastHeight * height)
    return { at, quality: match(at) }
  }
}

/** Skewness of the slope: the median over pieces, so that neither a step nor a burst decides. */
function slopeSkew(x: Float64Array, piece: number): number {
  const slope = x.subarray(1).map((value, n) => value - x[n])
  const skews: number[] = []
  for (let from = 0; from + piece <= slope.length; from += piece) {
    const part = slope.subarray(from, from + piece)
    const moment = (order: number) => part.reduce((sum, value) => sum + value ** order, 0) / piece
    skews.push(moment(3) / moment(2) ** 1.5)
  }
  return medianOf(skews)
}
