/** Takes the harmonics of breathing out of a displacement by an adaptive filter with them as reference. */
import { createFlatBand, type Edges } from './flat-band.ts'

/** Writes 2 pi f n / rate, the phase of a breath that never changes its rate. */
export function constantRatePhase(frequency: number, rate: number, output: Float64Array): void {
  const step = (2 * Math.PI * frequency) / rate
  for (let n = 0; n < output.length; n++) output[n] = step * n
}

/**
 * Writes cos(h p) of every harmonic h, then sin(h p): 2 * harmonics.length rows of phase.length
 * numbers. Zhang et al., Sci. Rep. 16:2333 (2026), eq. (16)-(17). Harmonics are whole numbers >= 1.
 */
export function harmonicReference(
  phase: Float64Array,
  harmonics: readonly number[],
  output: Float64Array,
): void {
  const size = phase.length
  const sines = harmonics.length * size
  for (let n = 0; n < size; n++) {
    const c = Math.cos(phase[n])
    const s = Math.sin(phase[n])
    let power = 1
    let re = c
    let im = s
    for (let i = 0; i < harmonics.length; i++) {
      if (harmonics[i] < power) {
        power = 1
        re = c
        im = s
      }
      for (; power < harmonics[i]; power++) {
        const next = re * c - im * s
        im = re * s + im * c
        re = next
      }
      output[i * size + n] = re
      output[sines + i * size + n] = im
    }
  }
}

/** d: samples; u: `weights.length` rows of d.length; error like d; weights as they end. */
export type AdaptiveFilter = (
  d: Float64Array,
  u: Float64Array,
  error: Float64Array,
  weights: Float64Array,
) => void

/** x: displacement; phase of breathing like x; residual like x; weights: 2 * harmonics.length. */
export type HarmonicNotch = (
  x: Float64Array,
  phase: Float64Array,
  residual: Float64Array,
  weights: Float64Array,
) => void

/**
 * Plans it for displacements of `size` samples: mean, zero-phase band-pass (none without `band`), then
 * `filter` along the breathing phase (Zhang et al. 2026, eq. (17)-(18)).
 */
export function createHarmonicNotch(
  size: number,
  rate: number,
  harmonics: readonly number[],
  filter: AdaptiveFilter,
  band?: Edges,
): HarmonicNotch {
  const flatten = createFlatBand(size, rate, band)
  const d = new Float64Array(size)
  const u = new Float64Array(2 * harmonics.length * size)
  return (x, phase, residual, weights) => {
    flatten(x, d)
    harmonicReference(phase, harmonics, u)
    filter(d, u, residual, weights)
  }
}
