/** How much later or earlier another series tells the same story. */

/** At least so many moments must have both values for a lag to be looked at. */
const leastMoments = 10

export interface Lag {
  /** s to add to the times of the other series. */
  readonly lag: number
  /** Pearson's r of the two at that lag. */
  readonly correlation: number
  /** The best lag is at the edge of those tried: the real one may lie beyond. */
  readonly atEdge: boolean
}

/**
 * The lag from -most to most, in steps of `step` s, at which `rates` follow the other series best:
 * largest Pearson correlation, refined by a parabola through its neighbours. `otherAt(lag)` is
 * the other series at the moments of `rates` when lag is added to its times. NaN is no value; a lag
 * at which fewer than half of the rates (or ten) meet a value is left out. undefined where no
 * lag has a correlation, because too little is there or nothing varies.
 */
export function findLag(
  rates: ArrayLike<number>,
  otherAt: (lag: number) => ArrayLike<number>,
  most: number,
  step: number,
): Lag | undefined {
  const known = Array.from(rates).filter((rate) => !Number.isNaN(rate)).length
  const least = Math.max(leastMoments, known / 2)
  const reach = Math.floor(most / step + 1e-9)
  const found = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    correlate(rates, otherAt((at - reach) * step), least),
  )
  let best = -1
  for (const [at, r] of found.entries()) {
    if (!Number.isNaN(r) && !(r <= found[best])) best = at
  }
  if (best < 0) return undefined
  const correlation = found[best]
  const [before, after] = [found[best - 1] ?? Number.NaN, found[best + 1] ?? Number.NaN]
  const atEdge = Number.isNaN(before) || Number.isNaN(after)
  const bend = before - 2 * correlation + after
  const shift = atEdge || bend === 0 ? 0 : (before - after) / (2 * bend)
  return { lag: (best - reach + shift) * step, correlation, atEdge }
}

/** Pearson's r over the places where both are numbers; NaN of fewer than `least`, or constants. */
function correlate(a: ArrayLike<number>, b: ArrayLike<number>, least: number): number {
  let n = 0
  let meanA = 0
  let meanB = 0
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) continue
    n++
    meanA += a[i]
    meanB += b[i]
  }
  if (n < least) return Number.NaN
  meanA /= n
  meanB /= n
  let aa = 0
  let bb = 0
  let ab = 0
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) continue
    aa += (a[i] - meanA) ** 2
    bb += (b[i] - meanB) ** 2
    ab += (a[i] - meanA) * (b[i] - meanB)
  }
  // a millionth of the rate is rounding, and no story
  const varies = aa > n * (1e-6 * meanA) ** 2 && bb > n * (1e-6 * meanB) ** 2
  return varies ? ab / Math.sqrt(aa * bb) : Number.NaN
}
