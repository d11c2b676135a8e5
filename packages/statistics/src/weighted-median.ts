/** The median of values that count several times, for many ways of counting them. */

/** Values between two marks, at least. */
const leastStride = 64

/**
 * Plans the median of values[i], each counted weight[owner[i]] times; `values` rise, owners are numbers
 * below `owners`. The function that is given takes the weights and the sum of all counts; the
 * mean of the two middle values for an even sum, NaN for none.
 *
 * Counts by owner are kept at marks along the list, as many as make no longer a table than the list, so that
 * with few owners the search for the middle skips most of it.
 */
export function planWeightedMedian(
  values: ArrayLike<number>,
  owner: ArrayLike<number>,
  owners: number,
): (weight: ArrayLike<number>, total: number) => number {
  const stride = Math.max(leastStride, owners)
  const marks = Math.max(0, Math.floor((values.length - 1) / stride))
  const before = new Uint32Array((marks + 1) * owners)
  for (let mark = 1; mark <= marks; mark++) {
    before.copyWithin(mark * owners, (mark - 1) * owners, mark * owners)
    for (let at = (mark - 1) * stride; at < mark * stride; at++) before[mark * owners + owner[at]]++
  }

  function countBefore(mark: number, weight: ArrayLike<number>): number {
    let count = 0
    for (let one = 0; one < owners; one++) count += weight[one] * before[mark * owners + one]
    return count
  }

  return (weight, total) => {
    if (total === 0) return Number.NaN
    const lower = Math.ceil(total / 2)
    const upper = Math.floor(total / 2) + 1
    let first = 0
    let last = marks
    while (first < last) {
      const middle = (first + last + 1) >> 1
      if (countBefore(middle, weight) < lower) first = middle
      else last = middle - 1
    }
    let passed = first === 0 ? 0 : countBefore(first, weight)
    let at = first * stride - 1
    while (passed < lower) passed += weight[owner[++at]]
    const low = values[at]
    while (passed < upper) passed += weight[owner[++at]]
    return (low + values[at]) / 2
  }
}
