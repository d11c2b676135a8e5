/** Least mean squares with a reference of unit amplitude. */
import type { AdaptiveFilter } from './harmonic-notch.ts'

/**
 * Plans e = d - w'u, w += 2 step e u from w = 0; the output is e (Widrow & Hoff 1960; in Zhang et al.,
 * Sci. Rep. 16:2333 (2026), the method that Table 4 compares with). Every call starts anew. The step
 * has no unit: w is linear in d, and u has unit amplitude. Stable below 1 / sum_i u_i^2 = 2 / taps.
 */
export function createLms(taps: number, step: number): AdaptiveFilter {
  return (d, u, error, weights) => {
    const size = d.length
    weights.fill(0)
    for (let n = 0; n < size; n++) {
      let e = d[n]
      for (let i = 0, at = n; i < taps; i++, at += size) e -= weights[i] * u[at]
      for (let i = 0, at = n; i < taps; i++, at += size) {
        weights[i] = weights[i] + 2 * step * e * u[at]
      }
      error[n] = e
    }
  }
}
