/** The error function, to some 1e-15. */

/**
 * erf(x) = 2 / sqrt(pi) exp(-x^2) sum_n 2^n x^(2n+1) / (1 3 5 ... (2n+1)) (Abramowitz and Stegun,
 * 7.1.6). All terms have one sign, so nothing cancels; from |x| = 6 on the result rounds to 1, and
 * before that rounding must not carry a share beyond it.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (Math.abs(x) >= 6) return Math.sign(x)
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  const value = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  return Math.max(-1, Math.min(1, value))
}
