/** Smoothing by a Gaussian kernel. */
import { createDct } from './dct.ts'

/**
 * Plans the convolution with exp(-n^2 / (2 sigma^2)), of sum 1 and cut at 4 sigma, over signals of `size`
 * samples that go on mirrored at both ends (scipy.ndimage.gaussian_filter1d). What is mirrored at both
 * ends is a sum of cosines, and each of them is only scaled. In place is allowed.
 */
export function createGaussian(
  size: number,
  sigma: number,
): (input: Float64Array, output: Float64Array) => void {
  const reach = Math.floor(4 * sigma + 0.5)
  const kernel = Array.from({ length: reach + 1 }, (_, n) => Math.exp(-0.5 * (n / sigma) ** 2))
  const response = (k: number) =>
    kernel.reduce(
      (sum, weight, n) => sum + (n > 0 ? 2 : 1) * weight * Math.cos((Math.PI * k * n) / size),
      0,
    )
  const whole = response(0)
  const gain = Float64Array.from({ length: size }, (_, k) => response(k) / whole)
  const dct = createDct(size)
  const lines = new Float64Array(size)
  return (input, output) => {
    dct.forward(input, lines)
    for (let k = 0; k < size; k++) lines[k] *= gain[k]
    dct.inverse(lines, output)
  }
}
