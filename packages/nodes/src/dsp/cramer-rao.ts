/** What no estimator can beat: bounds on a rate and on the displacement read from a range bin. */
import { erf } from './erf.ts'

/**
 * Cramer-Rao standard deviation, in Hz, of the frequency of one real tone in white noise, amplitude,
 * phase and frequency unknown: var = 12 fs^2 / ((2 pi)^2 eta M (M^2 - 1)), eta = A^2 / (2 sigma^2).
 * The usual result for many cycles; the complex case is Rife and Boorstyn, IEEE Trans. IT 20(5), 1974.
 *
 * The bound on a heart rate over M frames is this one, with the heart's displacement as amplitude and
 * `binDisplacementDeviation` as sigma; breathing harmonics nearby only make it worse.
 *
 * @param amplitude A, peak. @param sigma Of the noise in each sample, in the unit of A.
 * @param samples M. @param rate fs, Hz.
 */
export function crbFrequencyDeviation(
  amplitude: number,
  sigma: number,
  samples: number,
  rate: number,
): number {
  const eta = amplitude ** 2 / (2 * sigma ** 2)
  const information = (2 * Math.PI) ** 2 * eta * samples * (samples ** 2 - 1)
  return rate * Math.sqrt(12 / information)
}

/**
 * Share of estimates within `tolerance` (relative) of `frequency`, for an unbiased Gaussian estimator
 * of this standard deviation: erf(tolerance f / (deviation sqrt 2)). At the Cramer-Rao deviation it
 * is the limit to print beside an accuracy; over several trials, take the mean.
 */
export function crbAccuracy(frequency: number, deviation: number, tolerance: number): number {
  return erf((tolerance * frequency) / deviation / Math.SQRT2)
}

/**
 * Standard deviation in m of the displacement read from the phase of one range bin:
 *
 *   sigma_d = lambda / (4 pi) * sqrt(s^2 sum w^2 / (2 C)) / (A sum w)
 *
 * An echo at the bin's centre adds up to A sum w, the noise to variance s^2 sum w^2, and averaging C
 * aligned profiles leaves 1/C of it. Half of that lies across the phasor: it turns the phase, by its
 * ratio to A sum w while that is small. 4 pi / lambda turns phase to displacement. An echo between
 * two bin centres loses amplitude (up to 3.9 dB without a window), so this is then a lower limit.
 *
 * @param options.wavelength At the centre of the sampled ramp, m.
 * @param options.amplitude A, of the echo in each ADC sample.
 * @param options.noiseVariance s^2, of the complex noise in each ADC sample.
 * @param options.window w, one weight per ADC sample.
 * @param options.averaged C, chirps times receivers whose profiles are averaged in phase.
 */
export function binDisplacementDeviation(options: {
  readonly wavelength: number
  readonly amplitude: number
  readonly noiseVariance: number
  readonly window: ArrayLike<number>
  readonly averaged: number
}): number {
  const weights = Array.from(options.window)
  const gain = weights.reduce((sum, weight) => sum + weight, 0)
  const power = weights.reduce((sum, weight) => sum + weight ** 2, 0)
  const across = Math.sqrt((options.noiseVariance * power) / (2 * options.averaged))
  return ((options.wavelength / (4 * Math.PI)) * across) / (options.amplitude * gain)
}
