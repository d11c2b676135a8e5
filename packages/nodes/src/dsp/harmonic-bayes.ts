/** Heart rate of a window from a model of breathing and heart together, with its probability. */
import { type ChestPrior, createBreathingFit } from './breathing-fit.ts'
import { createHeartFit } from './heart-fit.ts'
import { createBandNoise, createNoiseVariance } from './noise-variance.ts'
import { createRateEstimator } from './rate-estimate.ts'
import { moveUp, normaliseLog, probabilityNear, refinedPeak, tolerance } from './rate-posterior.ts'
import { createRedWeight } from './red-noise.ts'
import { createToneEvidence } from './tone-evidence.ts'
import { layoutRates, rateAt } from './tone-grid.ts'
import { detrend } from './unwrap.ts'

/** Deviations of the weights of breathing harmonics 1 to 6, m; generic, chosen on simulation. */
const breathingDeviations = [2e-3, 0.7e-3, 0.5e-3, 0.4e-3, 0.2e-3, 0.1e-3] as const

/**
 * Power to which the probability is raised: the larger of two estimates of noise makes it too blunt. Chosen
 * on simulation so that the stated probability is the share found.
 */
const sharpness = 1.3

/**
 * Power of the weight of red noise: the fit of breathing takes some of that noise along. Chosen on 150 random
 * walks, so that one in ten at most is answered with a confidence of .9 and more.
 */
const redPower = 1.5

/** The generic prior with so many harmonics; those above the sixth are as weak as that. */
export function genericPrior(harmonics: number): Pick<ChestPrior, 'breathing' | 'heart'> {
  const breathing = Array.from(
    { length: harmonics },
    (_, h) => breathingDeviations[h] ?? breathingDeviations[5],
  )
  return { breathing, heart: 0.4e-3 }
}

export interface HarmonicBayesOptions extends ChestPrior {
  /** Rates that are looked for, Hz. */
  readonly low: number
  readonly high: number
  /** Of breathing, Hz. */
  readonly breathingBand: readonly [number, number]
  /** Least noise, in the unit of the displacement. */
  readonly leastNoise: number
}

export interface HarmonicBayes {
  /** Mean rate over the window, Hz; NaN for no answer. */
  readonly rate: number
  readonly breathing: number
  /** 0 .. 1: probability that the rate is right within 4 %. */
  readonly confidence: number
  /** The likeliest rate is the first or last of the grid. */
  readonly edge: boolean
}

/**
 * Plans estimates of windows of `size` samples at `slowRate` Hz; log probabilities of the
 * mean rate go to `posterior`.
 */
export function createHarmonicBayes(
  size: number,
  slowRate: number,
  options: HarmonicBayesOptions,
): (x: Float64Array, posterior: Float64Array) => HarmonicBayes {
  const grid = layoutRates(slowRate, options.low, options.high)
  const breathingRate = createRateEstimator('zero-padded', size, slowRate, ...options.breathingBand)
  const noise = createNoiseVariance(
    size,
    slowRate,
    Math.min(5, 0.4 * slowRate),
    options.leastNoise ** 2,
  )
  const bandNoise = createBandNoise(size, slowRate, options.low, 2.5 * options.high)
  const redWeight = createRedWeight(size, slowRate, options.low, options.high)
  const breathingFit = createBreathingFit(size, slowRate, options)
  const evidence = createToneEvidence(
    size,
    grid,
    breathingFit.columns.length,
    options.heart,
    options.second,
  )
  const heartFit = createHeartFit(size, slowRate, options)
  const flat = new Float64Array(size)
  const rest = new Float64Array(size)
  const [cosine, sine] = [new Float64Array(size), new Float64Array(size)]
  return (x, posterior) => {
    detrend('constant', x, flat)
    const first = breathingRate(flat)
    if (Number.isNaN(first)) {
      posterior.fill(Number.NaN)
      return { rate: Number.NaN, breathing: Number.NaN, confidence: 0, edge: false }
    }
    const quiet = noise(flat)
    const breathing = breathingFit.fit(flat, first, quiet)
    breathingFit.remainder(quiet, rest)
    const variance = Math.max(quiet, bandNoise(rest))
    if (!evidence(breathingFit.target, breathingFit.columns, variance, posterior)) {
      posterior.fill(Number.NaN)
      return { rate: Number.NaN, breathing, confidence: 0, edge: false }
    }
    const tone = rateAt(grid, refinedPeak(posterior))
    for (let n = 0; n < size; n++) {
      const angle = (2 * Math.PI * tone * (n - (size - 1) / 2)) / slowRate
      cosine[n] = options.heart * Math.cos(angle)
      sine[n] = options.heart * Math.sin(angle)
    }
    breathingFit.remainder(variance, rest, [cosine, sine])
    const weight = redWeight(rest, tone, variance)
    for (let k = 0; k < grid.count; k++) posterior[k] *= sharpness * weight ** redPower
    normaliseLog(posterior)
    const peak = refinedPeak(posterior)
    const found = rateAt(grid, peak)
    const confidence = probabilityNear(posterior, (k) => rateAt(grid, k), found)
    const mean = heartFit(flat, breathingFit, found, variance)
    // a fit that has run elsewhere is none
    const rate = Math.abs(mean - found) <= tolerance * found ? mean : found
    moveUp(posterior, (rate - found) / grid.step)
    return {
      rate,
      breathing,
      confidence,
      edge: peak === 0 || peak === grid.count - 1,
    }
  }
}
