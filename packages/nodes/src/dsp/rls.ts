/** Recursive least squares with a reference of unit amplitude. */
import type { AdaptiveFilter } from './harmonic-notch.ts'

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

/**
 * Plans k = P u / (forgetting + u'P u), e = d - w'u, w += k e, P = (P - k u'P) / forgetting from w = 0
 * (Zhang et al. 2026, eq. (18) and Algorithm 1). Every call starts anew. P is symmetric: one triangle is
 * updated and mirrored.
 */
export function createRls(taps: number, options: RlsOptions = rlsDefaults): AdaptiveFilter {
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
