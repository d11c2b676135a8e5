/** The analytic signal of a real one, by the Fourier transform. */
import { createFft } from './fft.ts'

/**
 * Plans x + i H(x), interleaved, for `size` real samples taken as one period: lines above 0 and below
 * half the rate twice, negative ones not at all (scipy.signal.hilbert; Marple, IEEE TSP 47, 1999).
 */
export function createAnalyticSignal(
  size: number,
): (x: Float64Array, output: Float64Array) => void {
  const fft = createFft(size, 'double')
  const lines = new Float64Array(2 * size)
  return (x, output) => {
    lines.fill(0)
    for (let n = 0; n < size; n++) lines[2 * n] = x[n]
    fft.forward(lines, output)
    for (let k = 1; k < size; k++) {
      const gain = 2 * k < size ? 2 : 2 * k === size ? 1 : 0
      output[2 * k] = gain * output[2 * k]
      output[2 * k + 1] = gain * output[2 * k + 1]
    }
    fft.inverse(output, lines)
    output.set(lines)
  }
}
