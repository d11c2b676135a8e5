/** A series averaged over a stretch of time that ends at each of other moments. */

/** Values at rising times; NaN is no value. */
export interface Timed {
  readonly time: ArrayLike<number>
  readonly value: ArrayLike<number>
  /** Seconds that each speaks about, up to its time; no more than since the one before. */
  readonly step: ArrayLike<number>
}

/** Times that differ by less, s, are one: they are sums of steps that no float holds. */
const rounding = 1e-6

/**
 * Plans means of a series: at each of `moments`, rising, the mean of the values at times in
 * (t - window, t] when `shift` s are added to their times; NaN where what these values speak about
 * covers less than half of the window.
 */
export function createTrailingMean({ time, value, step }: Timed) {
  const size = time.length
  const values = new Float64Array(size + 1)
  const counts = new Float64Array(size + 1)
  const seconds = new Float64Array(size + 1)
  for (let k = 0; k < size; k++) {
    const known = !Number.isNaN(value[k])
    values[k + 1] = values[k] + (known ? value[k] : 0)
    counts[k + 1] = counts[k] + Number(known)
    seconds[k + 1] = seconds[k] + (known ? step[k] : 0)
  }
  return (moments: ArrayLike<number>, window: number, shift = 0): Float64Array => {
    const means = new Float64Array(moments.length).fill(Number.NaN)
    let first = 0
    let next = 0
    for (let at = 0; at < moments.length; at++) {
      const end = moments[at] - shift
      const begin = end - window
      while (first < size && time[first] <= begin + rounding) first++
      while (next < size && time[next] <= end + rounding) next++
      const count = counts[next] - counts[first]
      if (next <= first || count === 0) continue
      // only the first of them can speak about what lies before the window
      const before = Number.isNaN(value[first]) ? 0 : step[first] - (time[first] - begin)
      const covered = seconds[next] - seconds[first] - Math.max(0, before)
      if (covered >= window / 2 - rounding) means[at] = (values[next] - values[first]) / count
    }
    return means
  }
}

/**
 * Seconds that each value speaks about when they come at no fixed rate: since the one before, and at
 * most twice the median of these times, so that a gap stays one.
 */
export function stepsOf(time: readonly number[]): Float64Array {
  const gaps = Float64Array.from(time.slice(1), (later, at) => later - time[at])
  const usual = gaps.slice().sort()[gaps.length >> 1] ?? 0
  return Float64Array.from(time, (_, at) => (at === 0 ? usual : Math.min(gaps[at - 1], 2 * usual)))
}
