/** fft.js (radix 4, powers of two) behind types of its own: the ones it ships say `any`. */
import FFT from 'fft.js'

/** Arrays are interleaved (re, im); output and input must differ. */
export interface Radix4 {
  transform(output: Float64Array, input: Float64Array): void
  /** Scaled by 1 / size. */
  inverseTransform(output: Float64Array, input: Float64Array): void
  /** Real input of `size` numbers; only the lines 0 .. size / 2 of the output are meant. */
  realTransform(output: Float64Array, input: Float64Array): void
}

export function isPowerOfTwo(size: number): boolean {
  return size > 1 && 2 ** Math.round(Math.log2(size)) === size
}

/** A plan for a power of two >= 2; fft.js throws on any other size. */
export function createRadix4(size: number): Radix4 {
  return new FFT(size) as unknown as Radix4
}
