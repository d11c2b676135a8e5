/** Noise that is stronger at low rates: what speaks for a rate counts by the noise that is there. */
import { medianOf } from './median.ts'
import { createPeriodogram } from './noise-variance.ts'

/** By chance one band may hold so many times the noise of the next above it. */
const usual = 3
/** Fewer lines than this tell no noise. */
const leastLines = 8

/**
 * Plans the weight of log evidence for rates from low to high Hz where white noise of `variance` was taken
 * for granted: variance over the noise at the likeliest tone, at most 1. The noise is told by the median
 * lines of `rest`, what breathing and that tone leave, from low to high, to 2.5 high, and above; where it falls from
 * one of them to the next by more than chance, it is a power law of the steeper fall. White noise keeps the
 * weight 1; the random walk of a phase where nobody is, a body that moves, or a phase that slips do not,
 * and their peaks then say no more than they know. Which rate is likeliest stays. Own method.
 */
export function createRedWeight(
  size: number,
  rate: number,
  low: number,
  high: number,
): (rest: Float64Array, tone: number, variance: number) => number {
  const periodogram = createPeriodogram(size)
  const line = (frequency: number) =>
    Math.min(Math.floor(size / 2), Math.ceil((frequency * size) / rate))
  const edges = [low, high, 2.5 * high, rate / 2].map(line)
  const centres = edges.slice(1).map((to, band) => (Math.sqrt(edges[band] * to) * rate) / size)
  return (rest, tone, variance) => {
    const spectrum = periodogram(rest)
    const noise = centres.map((_, band) => {
      const lines = spectrum.subarray(edges[band], edges[band + 1])
      return lines.length < leastLines ? Number.NaN : medianOf(lines) / Math.LN2
    })
    let slope = 0
    for (let band = 0; band + 1 < noise.length; band++) {
      const fall = noise[band] / noise[band + 1]
      if (!(fall > usual)) continue
      slope = Math.max(slope, Math.log(fall) / Math.log(centres[band + 1] / centres[band]))
    }
    if (slope === 0) return 1
    return Math.min(1, variance / (noise[1] * (centres[1] / tone) ** slope))
  }
}
