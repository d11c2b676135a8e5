/** Subtracts breathing harmonics that are rebuilt from lines of the spectrum. */
import { constantRatePhase, harmonicReference } from './harmonic-notch.ts'

/**
 * x: displacement; frequency of breathing, Hz; residual like x, its mean kept; weights: the cosine,
 * then the sine amplitude of each harmonic.
 */
export type Reconstruction = (
  x: Float64Array,
  frequency: number,
  residual: Float64Array,
  weights: Float64Array,
) => void

/**
 * Plans y = sum_h (2 / M) |X[k_h]| cos(2 pi h f n / rate + arg X[k_h]), k_h = round(h f M / rate), with X
 * the unpadded spectrum of x less its mean, and gives x - y. Reference [30] of Zhang et al., Sci. Rep.
 * 16:2333 (2026), which describes it in one sentence: our reading.
 */
export function createReconstruction(
  size: number,
  rate: number,
  harmonics: readonly number[],
): Reconstruction {
  const count = harmonics.length
  const phase = new Float64Array(size)
  const u = new Float64Array(2 * count * size)
  return (x, frequency, residual, weights) => {
    constantRatePhase(frequency, rate, phase)
    harmonicReference(phase, harmonics, u)
    const mean = x.reduce((sum, value) => sum + value, 0) / size
    harmonics.forEach((h, i) => {
      const turn = (2 * Math.PI * Math.round((h * frequency * size) / rate)) / size
      let [re, im] = [0, 0]
      for (let n = 0; n < size; n++) {
        re += (x[n] - mean) * Math.cos(turn * n)
        im -= (x[n] - mean) * Math.sin(turn * n)
      }
      // A cos(a + p) = A cos p cos a - A sin p sin a
      weights[i] = (2 / size) * re
      weights[count + i] = (-2 / size) * im
    })
    residual.set(x)
    weights.forEach((weight, i) => {
      for (let n = 0, at = i * size; n < size; n++, at++) residual[n] -= weight * u[at]
    })
  }
}
