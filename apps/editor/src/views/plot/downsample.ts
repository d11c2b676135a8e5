/** Long lines in few pixels: lowest and highest of each pixel column, so no peak is ever lost. */

/** x and y, two for each point; NaN in y lifts the pen. */
export type Points = number[]

/**
 * Points of samples from..to in data coordinates. Where more than two samples fall on a column of
 * `perColumn` samples, the lowest and highest in order of occurrence stand for all of them.
 */
export function pointsOf(
  values: ArrayLike<number>,
  start: number,
  step: number,
  from: number,
  to: number,
  perColumn: number,
): Points {
  const points: Points = []
  const width = Math.floor(perColumn)
  if (width <= 2) {
    for (let i = from; i < to; i++) points.push(start + i * step, values[i])
    return points
  }
  // Columns begin at multiples of their width, so panning does not make a peak flicker.
  for (let left = from - (from % width); left < to; left += width) {
    let low = -1
    let high = -1
    let gap = -1
    for (let i = Math.max(from, left); i < Math.min(to, left + width); i++) {
      if (Number.isNaN(values[i])) gap = i
      else {
        if (low < 0 || values[i] < values[low]) low = i
        if (high < 0 || values[i] > values[high]) high = i
      }
    }
    if (low >= 0) {
      const [one, two] = low < high ? [low, high] : [high, low]
      points.push(start + one * step, values[one])
      if (two !== one) points.push(start + two * step, values[two])
    }
    if (gap >= 0) points.push(start + gap * step, Number.NaN)
  }
  return points
}
