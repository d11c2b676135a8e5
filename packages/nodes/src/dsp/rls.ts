/** Recursive least squares with a reference of breathing harmonics (RLSRHS). */
import { designButterworth } from './butterworth.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'
import { detrend } from './unwrap.ts'

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

export interface RlsOptions {
  /** Weight of the past per sample, 0 < forgetting <= 1. */
  readonly forgetting: number
  /** P(0) = p0 I. The reference has unit amplitude, so 1 / p0 is a ridge against sum u^2 = samples / 2. */
  readonly p0: number
  /** Runs the record backwards first and keeps w and P: takes the start-up out of the output. */
  readonly warmUp: boolean
  /** Output d - w(n)'u instead of the a priori d - w(n-1)'u. */
  readonly aPosteriori: boolean
}

export const rlsDefaults: RlsOptions = {
  forgetting: 0.99,
  p0: 0.01,
  warmUp: false,
  aPosteriori: false,
}

/** d: samples; u: `taps` rows of d.length; error like d; weights (taps) as they end. */
export type Rls = (
  d: Float64Array,
  u: Float64Array,
  error: Float64Array,
  weights: Float64Array,
) => void

/**
 * Plans k = P u / (forgetting + u'P u), e = d - w'u, w += k e, P = (P - k u'P) / forgetting from w = 0
 * (Zhang et al. 2026, eq. (18) and Algorithm 1). Every call starts anew. P is symmetric: one triangle is
 * updated and mirrored.
 */
export function createRls(taps: number, options: RlsOptions = rlsDefaults): Rls {
  const { forgetting, p0, warmUp, aPosteriori } = options
  const inverse = new Float64Array(taps * taps)
  const now = new Float64Array(taps)
  const pu = new Float64Array(taps)

  function step(d: number, weights: Float64Array): number {
    let scale = forgetting
    let e = d
    for (let i = 0, row = 0; i < taps; i++, row += taps) {
      let sum = 0
      for (let j = 0; j < taps; j++) sum += inverse[row + j] * now[j]
      pu[i] = sum
      scale += sum * now[i]
      e -= weights[i] * now[i]
    }
    const gain = 1 / scale
    const grow = 1 / forgetting
    let after = d
    for (let i = 0, row = 0; i < taps; i++, row += taps) {
      const k = pu[i] * gain
      weights[i] = weights[i] + k * e
      after -= weights[i] * now[i]
      for (let j = i, other = row + i; j < taps; j++, other += taps) {
        const value = (inverse[row + j] - k * pu[j]) * grow
        inverse[row + j] = value
        inverse[other] = value
      }
    }
    return aPosteriori ? after : e
  }
  return (d, u, error, weights) => {
    const size = d.length
    weights.fill(0)
    inverse.fill(0)
    for (let i = 0; i < taps; i++) inverse[i * taps + i] = p0
    if (warmUp) {
      for (let n = size - 1; n >= 0; n--) {
        for (let i = 0, at = n; i < taps; i++, at += size) now[i] = u[at]
        step(d[n], weights)
      }
    }
    for (let n = 0; n < size; n++) {
      for (let i = 0, at = n; i < taps; i++, at += size) now[i] = u[at]
      error[n] = step(d[n], weights)
    }
  }
}

export interface RlsrhsOptions extends RlsOptions {
  readonly harmonics: readonly number[]
  /** Zero-phase band-pass of order 4 before the filter, Hz; undefined: none, only the mean is removed. */
  readonly band?: readonly [number, number]
}

/** Plans RLSRHS of displacements of `size` samples: mean, band-pass, RLS along a breathing phase. */
export function createRlsrhs(
  size: number,
  rate: number,
  options: RlsrhsOptions,
): (x: Float64Array, phase: Float64Array, residual: Float64Array, weights: Float64Array) => void {
  const { harmonics, band } = options
  const taps = 2 * harmonics.length
  const rls = createRls(taps, options)
  const filter =
    band &&
    createZeroPhaseFilter(
      designButterworth(4, { kind: 'bandpass', low: band[0], high: band[1] }, rate),
      size,
    )
  const d = new Float64Array(size)
  const u = new Float64Array(taps * size)
  return (x, phase, residual, weights) => {
    detrend('constant', x, d)
    filter?.(d, d)
    harmonicReference(phase, harmonics, u)
    rls(d, u, residual, weights)
  }
}
