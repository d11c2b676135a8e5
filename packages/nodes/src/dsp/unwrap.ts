/** Phase of complex samples, its unwrapping, and the removal of a mean or a line. */

/** Writes atan2(im, re) of z - centre, in (-pi, pi]; z interleaved, one angle a pair. */
export function phase(
  z: Float32Array | Float64Array,
  centreRe: number,
  centreIm: number,
  output: Float64Array,
): void {
  for (let n = 0, i = 0; i < z.length; n++, i += 2) {
    output[n] = Math.atan2(z[i + 1] - centreIm, z[i] - centreRe)
  }
}

const turn = 2 * Math.PI

/**
 * Shifts every step beyond pi by whole turns; in place is allowed. A step of exactly pi keeps its
 * sign, as in numpy.unwrap. A NaN spoils everything after it.
 */
export function unwrap(angle: Float64Array, output: Float64Array): void {
  if (angle.length === 0) return
  let before = angle[0]
  let shift = 0
  output[0] = before
  for (let n = 1; n < angle.length; n++) {
    const now = angle[n]
    const step = now - before
    if (!(Math.abs(step) < Math.PI)) {
      let wrapped = step + Math.PI - turn * Math.floor((step + Math.PI) / turn) - Math.PI
      if (wrapped === -Math.PI && step > 0) wrapped = Math.PI
      shift += wrapped - step
    }
    output[n] = now + shift
    before = now
  }
}

/** Subtracts the mean or the least-squares line; in place is allowed. */
export function detrend(
  kind: 'constant' | 'linear',
  input: Float64Array,
  output: Float64Array,
): void {
  const size = input.length
  const middle = (size - 1) / 2
  let sum = 0
  let moment = 0
  for (let n = 0; n < size; n++) {
    sum += input[n]
    moment += (n - middle) * input[n]
  }
  const mean = sum / size
  // sum (n - middle)^2 = size (size^2 - 1) / 12
  const slope = kind === 'linear' && size > 1 ? (12 * moment) / (size * (size * size - 1)) : 0
  for (let n = 0; n < size; n++) output[n] = input[n] - mean - slope * (n - middle)
}
