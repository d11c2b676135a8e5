/** Places of extrema between the samples. */

/** Place of the largest of x[from .. to), refined by the parabola through it and its neighbours. */
export function placeOfLargest(x: Float64Array, from: number, to: number): number {
  let best = from
  for (let n = from + 1; n < to; n++) if (x[n] > x[best]) best = n
  if (best === 0 || best === x.length - 1) return best
  const [before, here, after] = x.subarray(best - 1, best + 2)
  const bend = before - 2 * here + after
  const shift = bend < 0 ? (before - after) / (2 * bend) : 0
  return best + Math.max(-0.5, Math.min(0.5, shift))
}
