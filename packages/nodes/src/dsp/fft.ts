/** One interface for Fourier transforms: double precision of any length, single precision by SIMD. */
import { createDoubleFft } from './fft-double.ts'
import { createSingleFft, singleSizeAtLeast } from './fft-single.ts'

export type Precision = 'double' | 'single'

/**
 * Transforms of one length. Complex arrays are interleaved (re, im); `rows` signals (default 1) lie
 * one after the other. Input and output may be the same array. A row's result does not depend on its
 * neighbours.
 */
export interface Fft<A extends Float64Array | Float32Array> {
  readonly size: number
  /** X[k] = sum x[n] exp(-2 pi i k n / size): 2 size numbers a row to 2 size numbers. */
  forward(input: A, output: A, rows?: number): void
  /** x[n] = 1/size sum X[k] exp(2 pi i k n / size). */
  inverse(input: A, output: A, rows?: number): void
  /** Real rows of `size` numbers to the lines 0 .. floor(size / 2): 2 (floor(size / 2) + 1) numbers. */
  forwardReal(input: A, output: A, rows?: number): void
  /** Gives back memory that the garbage collector does not see; the plan is of no use afterwards. */
  free(): void
}

/**
 * A plan for `size` points. Double precision takes any size >= 1 and comes at once; single takes
 * `fftSizeAtLeast(size, 'single')` only (RangeError otherwise) and comes when the WASM module is there.
 */
export function createFft(size: number, precision: 'double'): Fft<Float64Array>
export function createFft(size: number, precision: 'single'): Promise<Fft<Float32Array>>
export function createFft(
  size: number,
  precision: Precision,
): Fft<Float64Array> | Promise<Fft<Float32Array>> {
  return precision === 'double' ? createDoubleFft(size) : createSingleFft(size)
}

/**
 * The smallest fast size >= n: a power of two for double; for single 2^a 3^b 5^c with a >= 4
 * (complex rows) or a >= 5 (`real` rows too).
 */
export function fftSizeAtLeast(n: number, precision: Precision, real = false): number {
  if (precision === 'single') return singleSizeAtLeast(n, real)
  return 2 ** Math.ceil(Math.log2(Math.max(n, 1)))
}
