/** Heart rate of a window by joint least squares, with a stated probability. */
import { createJointFit } from './joint-fit.ts'
import { createRateEstimator } from './rate-estimate.ts'
import { normaliseLog, probabilityNear, refinedPeak } from './rate-posterior.ts'
import { createRedWeight } from './red-noise.ts'
import { createRidge } from './ridge.ts'
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
/** Beside inner products of about size / 2: holds weights where the tone is all but a harmonic. */
const leastRidge = 1e-9

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
  const rest = new Float64Array(size)
  const redWeight = createRedWeight(size, rate, options.low, options.high)
  const floor = size * options.leastNoise ** 2

  const columns = Array.from({ length: 4 + 2 * options.harmonics }, () => new Float64Array(size))
  const ridge = createRidge(size, columns.length)
  const weights = new Float64Array(columns.length)

  /** Least squares of a line, the harmonics of breathing and the tone. */
  function takeOut(x: Float64Array, breathing: number, tone: number, rest: Float64Array): void {
    const [level, ramp, ...waves] = columns
    for (let n = 0; n < size; n++) {
      const t = n - (size - 1) / 2
      level[n] = 1
      ramp[n] = (2 * t) / size
      for (let h = 0; h <= options.harmonics; h++) {
        const angle = (2 * Math.PI * (h === 0 ? tone : h * breathing) * t) / rate
        waves[2 * h][n] = Math.cos(angle)
        waves[2 * h + 1][n] = Math.sin(angle)
      }
    }
    rest.set(x)
    if (Number.isNaN(ridge(columns, x, leastRidge, weights))) return
    for (const [i, column] of columns.entries()) {
      for (let n = 0; n < size; n++) rest[n] -= weights[i] * column[n]
    }
  }

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
      posterior[k] = weight * (size / 2) * Math.log((best.alone + floor) / (over + floor))
    }
    const tone = rateAt(grid, refinedPeak(posterior))
    takeOut(flat, best.breathing, tone, rest)
    const red = redWeight(rest, tone, (best.left + floor) / size)
    for (let k = 0; k < grid.count; k++) posterior[k] *= red
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
