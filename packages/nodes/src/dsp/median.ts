/** Causal running median: the median of the last values that exist. */

/**
 * Plans a median over the last `size` values; push returns it. NaN values take their place in time but
 * do not count; NaN when no value counts. The mean of the two middle ones for an even number. At the
 * start fewer values are used. RangeError unless size is a whole number >= 1.
 */
export function createRunningMedian(size: number): {
  push(value: number): number
  reset(): void
} {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`a median of ${size} values`)
  const ring = new Float64Array(size).fill(Number.NaN)
  const sorted = new Float64Array(size + 1)
  let next = 0
  let count = 0

  /** First place in sorted[0 .. count) whose value is not below `value`. */
  function place(value: number): number {
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    push(value) {
      const oldest = ring[next]
      if (!Number.isNaN(oldest)) {
        sorted.copyWithin(place(oldest), place(oldest) + 1, count)
        count--
      }
      ring[next] = value
      next = (next + 1) % size
      if (!Number.isNaN(value)) {
        const at = place(value)
        sorted.copyWithin(at + 1, at, count)
        sorted[at] = value
        count++
      }
      if (count === 0) return Number.NaN
      return (sorted[(count - 1) >> 1] + sorted[count >> 1]) / 2
    },
    reset() {
      ring.fill(Number.NaN)
      next = 0
      count = 0
    },
  }
}

/** The running median of a whole series; in place is allowed. */
export function runningMedian(input: Float64Array, size: number, output: Float64Array): void {
  const median = createRunningMedian(size)
  for (let n = 0; n < input.length; n++) output[n] = median.push(input[n])
}

/** Median of the values that are numbers; NaN when there is none. */
export function medianOf(values: Iterable<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const { length } = sorted
  return length === 0 ? Number.NaN : (sorted[(length - 1) >> 1] + sorted[length >> 1]) / 2
}
