/** Holm's correction of p-values for several tests. */

/**
 * Adjusted p-values, in the order given: the k-th least (k from 1) of m times m - k + 1, never less
 * than the one before it, never above 1. Holm, Scand. J. Statist. 6:65 (1979).
 */
export function correctHolm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b])
  const corrected = new Array<number>(values.length)
  let least = 0
  for (const [rank, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (values.length - rank) * values[index]))
    corrected[index] = least
  }
  return corrected
}
