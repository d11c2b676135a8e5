/** How many items of a list, whose numbers rise, have one that is not above `most`. */
export function countUntil<T>(
  list: readonly T[],
  most: number,
  numberOf: (item: T) => number,
): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numberOf(list[middle]) <= most) low = middle + 1
    else high = middle
  }
  return low
}
