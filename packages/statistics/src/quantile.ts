/** Quantiles of a list, as numpy.quantile has them. */

/**
 * The value below which a share of the list lies, linear between order statistics.
 * Reorders the list, which must hold numbers only; NaN of none.
 */
export function quantileOf(values: Float64Array, share: number): number {
  if (values.length === 0) return Number.NaN
  const place = share * (values.length - 1)
  const below = Math.floor(place)
  const low = select(values, below)
  if (below === place) return low
  let high = Infinity
  for (let at = below + 1; at < values.length; at++) high = Math.min(high, values[at])
  return low + (place - below) * (high - low)
}

/** The value at `place` of the sorted list; moves it there, lesser ones before it (Hoare, FIND, 1961). */
function select(values: Float64Array, place: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]
    let left = low
    let right = high
    while (left <= right) {
      while (values[left] < pivot) left++
      while (values[right] > pivot) right--
      if (left > right) break
      const swapped = values[left]
      values[left++] = values[right]
      values[right--] = swapped
    }
    if (place <= right) high = right
    else if (place >= left) low = left
    else break
  }
  return values[place]
}
