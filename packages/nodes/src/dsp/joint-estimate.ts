/** Heart rate of a window by joint least squares, with a stated probability. */
import { createJointFit } from './joint-fit.ts'
import { createRateEstimator } from './rate-estimate.ts'
import { normaliseLog, probabilityNear, refinedPeak } from './rate-posterior.ts'
import { layoutRates, rateAt } from './tone-grid.ts'
import { detrend } from './unwrap.ts'

/** Breathing rates tried about the first estimate, Hz. */
const span = 0.015
const steps = 31
/**
 * How much of the likelihood counts: the nuisance amplitudes at their best, not averaged over, make it
 * too sharp. Chosen on simulation so that the stated probability is the share found.
 */
const weight = 0.65

/**
 * Plans estimates of windows of `size` samples at `rate` Hz. `spectrum` becomes what a tone of each rate
 * explains beyond breathing, `posterior` ln p = weight * -size / 2 * ln(residual) + constant.
 */
export function createJointEstimate(
  size: number,
  rate: number,
  options: {
    readonly harmonics: number
    readonly low: number
    readonly high: number
    readonly breathingBand: readonly [number, number]
    /** In the unit of the displacement. */
    readonly leastNoise: number
  },
) {
  const grid = layoutRates(rate, options.low, options.high)
  const breathingRate = createRateEstimator('zero-padded', size, rate, ...options.breathingBand)
  const fit = createJointFit(size, rate, options.harmonics, grid)
  const flat = new Float64Array(size)
  const left = new Float64Array(grid.count)
  const tried = new Float64Array(steps)
  const floor = size * options.leastNoise ** 2

  return (x: Float64Array, spectrum: Float64Array, posterior: Float64Array) => {
    detrend('constant', x, flat)
    const first = breathingRate(flat)
    for (let i = 0; i < steps; i++) {
      tried[i] = Math.max(
        0.8 * options.breathingBand[0],
        first - span + (2 * span * i) / (steps - 1),
      )
    }
    const best = fit(flat, tried, left)
    if (Number.isNaN(best.breathing)) {
      spectrum.fill(Number.NaN)
      posterior.fill(Number.NaN)
      return { rate: Number.NaN, breathing: Number.NaN, confidence: 0, edge: false }
    }
    for (let k = 0; k < grid.count; k++) {
      const over = Math.min(left[k], best.alone)
      spectrum[k] = best.alone - over
      posterior[k] = weight * (-size / 2) * Math.log((over + floor) / (best.left + floor))
    }
    const peak = refinedPeak(posterior)
    normaliseLog(posterior)
    const found = rateAt(grid, peak)
    return {
      rate: found,
      breathing: best.breathing,
      confidence: probabilityNear(posterior, (k) => rateAt(grid, k), found),
      edge: peak === 0 || peak === grid.count - 1,
    }
  }
}
