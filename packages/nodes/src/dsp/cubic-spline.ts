/** Smooth curves through points that need not be evenly spaced. */

/**
 * Writes the cubic spline through (x[i], y[i]) at 0, 1, 2 ... into `output`; x rises strictly and reaches
 * over all of these places. At its second and last but one point the third derivative is continuous too
 * (scipy.interpolate.CubicSpline, "not-a-knot"; de Boor, A Practical Guide to Splines, IV).
 * RangeError for fewer than four points.
 */
export function splineThrough(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  output: Float64Array,
): void {
  const slope = slopesOf(x, y)
  for (let n = 0, i = 0; n < output.length; n++) {
    while (i < x.length - 2 && n >= x[i + 1]) i++
    const width = x[i + 1] - x[i]
    const t = n - x[i]
    const mean = (y[i + 1] - y[i]) / width
    const bend = (slope[i] + slope[i + 1] - 2 * mean) / width
    const square = (mean - slope[i]) / width - bend
    output[n] = y[i] + t * (slope[i] + t * (square + (t * bend) / width))
  }
}

/** First derivatives at the points: a tridiagonal system, each row [below, middle, above | right]. */
function slopesOf(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const last = x.length - 1
  if (last < 3) throw new RangeError(`a spline needs four points or more, not ${x.length}`)
  const width = Float64Array.from({ length: last }, (_, i) => x[i + 1] - x[i])
  const mean = width.map((w, i) => (y[i + 1] - y[i]) / w)
  const middle = new Float64Array(last + 1)
  const above = new Float64Array(last + 1)
  const slope = new Float64Array(last + 1)

  const first = x[2] - x[0]
  middle[0] = width[1]
  above[0] = first
  slope[0] = ((width[0] + 2 * first) * width[1] * mean[0] + width[0] ** 2 * mean[1]) / first
  for (let i = 1; i < last; i++) {
    const part = width[i] / middle[i - 1]
    middle[i] = 2 * (width[i - 1] + width[i]) - part * above[i - 1]
    above[i] = width[i - 1]
    slope[i] = 3 * (width[i] * mean[i - 1] + width[i - 1] * mean[i]) - part * slope[i - 1]
  }
  const end = x[last] - x[last - 2]
  const [w, v] = [width[last - 1], width[last - 2]]
  const part = end / middle[last - 1]
  middle[last] = v - part * above[last - 1]
  slope[last] =
    (w ** 2 * mean[last - 2] + (2 * end + w) * v * mean[last - 1]) / end - part * slope[last - 1]
  slope[last] /= middle[last]
  for (let i = last - 1; i >= 0; i--) slope[i] = (slope[i] - above[i] * slope[i + 1]) / middle[i]
  return slope
}
