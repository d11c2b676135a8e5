/** Picks the largest of the coefficients of range bins. */

/**
 * The coefficients where one is above 0, finite and not below its neighbours, -Infinity elsewhere: the
 * flank of a strong target is no target.
 */
export function maximaOf(coefficients: Float64Array): Float64Array {
  return coefficients.map((value, bin) => {
    const top = !(coefficients[bin - 1] > value) && !(coefficients[bin + 1] > value)
    return top && value > 0 && value < Infinity ? value : -Infinity
  })
}

/**
 * The `count` largest coefficients in first .. last (included), best first; the neighbours of a pick
 * within `exclusion` bins are left out. Ties go to the lower bin; fewer are returned when none is left.
 */
export function pickBins(
  coefficients: Float64Array,
  count = 1,
  exclusion = 0,
  first = 0,
  last = coefficients.length - 1,
): number[] {
  const left = coefficients.slice()
  const picked: number[] = []
  while (picked.length < count) {
    let best = -1
    for (let bin = first; bin <= last; bin++) {
      if (left[bin] > (best < 0 ? -Infinity : left[best])) best = bin
    }
    if (best < 0) break
    picked.push(best)
    left.fill(-Infinity, Math.max(0, best - exclusion), best + exclusion + 1)
  }
  return picked
}
