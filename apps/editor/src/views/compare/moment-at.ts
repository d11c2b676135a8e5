/** Place of the moment nearest to a time; undefined where that lies more than two steps outside of them. */
export function momentAt(time: readonly number[], place: number): number | undefined {
  if (time.length === 0) return undefined
  let low = 0
  let high = time.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (time[middle] < place) low = middle + 1
    else high = middle
  }
  const far = (at: number) => Math.abs(time[at] - place)
  const nearest = low > 0 && far(low - 1) <= far(low) ? low - 1 : low
  const step = time.length > 1 ? (time[time.length - 1] - time[0]) / (time.length - 1) : 1
  return far(nearest) > 2 * step ? undefined : nearest
}
