/** Chirp-z transform: any run of lines of a long, zero-padded Fourier transform at little cost. */
import { createRadix4 } from './radix4.ts'

/** Lines first .. first + lines - 1 of a transform; arrays interleaved (re, im). */
export interface ChirpZ {
  readonly lines: number
  complex(input: Float64Array, output: Float64Array): void
  real(input: Float64Array, output: Float64Array): void
}

/**
 * Plans X[k] = sum_{n < size} x[n] exp(-2 pi i k n / denominator) for the lines first .. first + lines - 1.
 * With k n = (k^2 + n^2 - (k - n)^2) / 2 the sum is a convolution with a chirp, done by an FFT of the
 * next power of two >= size + lines - 1. Angles are reduced as integers, so they stay exact.
 * Bluestein, IEEE Trans. Audio Electroacoust. 18 (1970); Rabiner, Schafer, Rader 1969.
 */
export function createChirpZ(
  size: number,
  first: number,
  lines: number,
  denominator: number,
): ChirpZ {
  const length = 2 ** Math.max(1, Math.ceil(Math.log2(size + lines - 1)))
  const fft = createRadix4(length)
  const chirp = (n: number) => (Math.PI * ((n * n) % (2 * denominator))) / denominator
  const kernel = new Float64Array(2 * length)
  for (let d = 1 - size; d < lines; d++) {
    const at = 2 * ((d + length) % length)
    kernel[at] = Math.cos(chirp(d))
    kernel[at + 1] = Math.sin(chirp(d))
  }
  const response = new Float64Array(2 * length)
  fft.transform(response, kernel)
  // input factor: line shift and chirp; output factor: chirp and the 1 / length of the inverse
  const before = new Float64Array(2 * size)
  for (let n = 0; n < size; n++) {
    const angle = -chirp(n) - (2 * Math.PI * ((first * n) % denominator)) / denominator
    before[2 * n] = Math.cos(angle)
    before[2 * n + 1] = Math.sin(angle)
  }
  const after = new Float64Array(2 * lines)
  for (let k = 0; k < lines; k++) {
    after[2 * k] = Math.cos(chirp(k)) / length
    after[2 * k + 1] = -Math.sin(chirp(k)) / length
  }
  const padded = new Float64Array(2 * length)
  const spectrum = new Float64Array(2 * length)

  /** Convolves `padded`; the inverse transform is a forward one of the conjugate. */
  function convolve(output: Float64Array): void {
    fft.transform(spectrum, padded)
    for (let i = 0; i < 2 * length; i += 2) {
      const re = spectrum[i]! * response[i]! - spectrum[i + 1]! * response[i + 1]!
      spectrum[i + 1] = -(spectrum[i]! * response[i + 1]! + spectrum[i + 1]! * response[i]!)
      spectrum[i] = re
    }
    fft.transform(kernel, spectrum)
    for (let i = 0; i < 2 * lines; i += 2) {
      const re = kernel[i]!
      const im = -kernel[i + 1]!
      output[i] = re * after[i]! - im * after[i + 1]!
      output[i + 1] = re * after[i + 1]! + im * after[i]!
    }
  }
  return {
    lines,
    complex(input, output) {
      for (let i = 0; i < 2 * size; i += 2) {
        padded[i] = input[i]! * before[i]! - input[i + 1]! * before[i + 1]!
        padded[i + 1] = input[i]! * before[i + 1]! + input[i + 1]! * before[i]!
      }
      convolve(output)
    },
    real(input, output) {
      for (let n = 0; n < size; n++) {
        padded[2 * n] = input[n]! * before[2 * n]!
        padded[2 * n + 1] = input[n]! * before[2 * n + 1]!
      }
      convolve(output)
    },
  }
}
