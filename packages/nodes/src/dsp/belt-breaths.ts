/** Breaths in the signal of a chest belt. */
import type { Beats } from './beat-intervals.ts'
import { designButterworth } from './butterworth.ts'
import { medianOf } from './median.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'

/** Least sampling rate that shows breathing, Hz. */
export const leastBeltRate = 4
/** Hz. */
const band = { low: 0.05, high: 1 }

/**
 * Plans the search in stretches of `size` samples at `rate` Hz. A breath begins where the band-passed
 * signal (0.05 to 1 Hz, zero phase) rises through 0 between a trough and a peak that are both at
 * least 0.3 typical amplitudes away from it; smaller wiggles belong to the breath they are in.
 * Quality is the depth in parts of the typical one, or the inverse where it is deeper; it is 0 where
 * what lies above the band is stronger than what lies in it.
 */
export function createBeltBreaths(rate: number, size: number): (x: Float64Array) => Beats {
  const sections = designButterworth(2, { kind: 'bandpass', ...band }, rate)
  const filter = createZeroPhaseFilter(sections, size, Math.round(10 * rate))
  const above = createZeroPhaseFilter(
    designButterworth(2, { kind: 'highpass', cutoff: band.high }, rate),
    size,
    Math.round(10 * rate),
  )
  const breath = new Float64Array(size)
  const rest = new Float64Array(size)
  return (x) => {
    filter(x, breath)
    above(x, rest)
    const typical = Math.SQRT2 * typicalRms(breath, Math.round(10 * rate))
    const crossings = risesOf(breath, 0.3 * typical)
    const spans = crossings.map((from, n) => [from, crossings[n + 1] ?? size])
    const quality = spans.map(([from, to]) => {
      const part = breath.subarray(Math.floor(from), Math.ceil(to))
      if (rms(rest.subarray(Math.floor(from), Math.ceil(to))) > rms(part)) return 0
      const depth = (Math.max(...part) - Math.min(...part)) / (2 * typical)
      return Math.min(depth, 1 / depth)
    })
    return { at: crossings, quality }
  }
}

/** Rises through 0 that go from below -least to above least, between samples. */
function risesOf(x: Float64Array, least: number): number[] {
  const rises: number[] = []
  let low = false
  let crossing = 0
  for (let n = 1; n < x.length; n++) {
    if (x[n - 1] < 0 && x[n] >= 0) crossing = n - x[n] / (x[n] - x[n - 1])
    if (x[n] < -least) low = true
    if (!low || x[n] <= least) continue
    rises.push(crossing)
    low = false
  }
  return rises
}

/** The median over pieces: a movement that lasts less than half of the stretch does not count. */
function typicalRms(x: Float64Array, piece: number): number {
  const parts: number[] = []
  for (let from = 0; from < x.length; from += piece) parts.push(rms(x.subarray(from, from + piece)))
  return medianOf(parts)
}

function rms(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length)
}
