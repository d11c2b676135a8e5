/** The phase of breathing at every sample of a window, for a reference that follows it. */
import { createAnalyticSignal } from './analytic-signal.ts'
import { createFlatBand, type Edges } from './flat-band.ts'
import { createGaussian } from './gaussian.ts'
import { detrend, phase, unwrap } from './unwrap.ts'

const harmonics = 4
const iterations = 3
/** Width of the Gaussian that a demodulated harmonic is smoothed by, s. */
const smoothing = 1.2
/** Part of the phase error that one iteration takes up, and the most of it, rad. */
const gain = 0.7
const most = 0.5

/** The fundamental is looked for around its mean rate, and never above this, Hz. */
export const highestFundamental = 0.65
const aroundFundamental = (frequency: number): Edges => [
  Math.max(0.05, 0.6 * frequency),
  Math.min(1.45 * frequency, highestFundamental),
]

/**
 * Plans the phase in rad of displacements of `size` samples at `rate` Hz that breathe at about
 * `frequency` Hz (0.1 to 0.5). It starts from the analytic signal of the fundamental; then each harmonic h
 * is demodulated, c_h = smooth(x exp(-i h p)), and
 *
 *   p += 0.7 clip(sum_h h Im(c_h conj m_h) / sum_h h^2 |m_h|^2, +-0.5), m_h the mean of c_h
 *
 * three times: the steps towards the least-squares phase of a waveform that keeps its shape. Own method.
 */
export function createBreathingPhase(
  size: number,
  rate: number,
): (x: Float64Array, frequency: number, output: Float64Array) => void {
  const analytic = createAnalyticSignal(size)
  const smooth = createGaussian(size, smoothing * rate)
  const flat = new Float64Array(size)
  const fundamental = new Float64Array(size)
  const pairs = new Float64Array(2 * size)
  const [mixedRe, mixedIm, slowRe, slowIm, above] = Array.from(
    { length: 5 },
    () => new Float64Array(size),
  )

  /** Adds one harmonic's phase error to `above`; gives its weight. */
  function demodulate(h: number, angle: Float64Array): number {
    for (let n = 0; n < size; n++) {
      mixedRe[n] = flat[n] * Math.cos(h * angle[n])
      mixedIm[n] = -flat[n] * Math.sin(h * angle[n])
    }
    smooth(mixedRe, slowRe)
    smooth(mixedIm, slowIm)
    const re = slowRe.reduce((sum, value) => sum + value, 0) / size
    const im = slowIm.reduce((sum, value) => sum + value, 0) / size
    for (let n = 0; n < size; n++) above[n] += h * (slowIm[n] * re - slowRe[n] * im)
    return h * h * (re * re + im * im)
  }

  return (x, frequency, output) => {
    detrend('constant', x, flat)
    createFlatBand(size, rate, aroundFundamental(frequency), 2, 200)(flat, fundamental)
    analytic(fundamental, pairs)
    phase(pairs, 0, 0, output)
    unwrap(output, output)
    for (let i = 0; i < iterations; i++) {
      above.fill(0)
      let below = 0
      for (let h = 1; h <= harmonics; h++) below += demodulate(h, output)
      for (let n = 0; n < size; n++) {
        output[n] += gain * Math.max(-most, Math.min(most, above[n] / below))
      }
    }
  }
}
