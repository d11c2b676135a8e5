/** One interface for Fourier transforms: double precision of any length, single precision by SIMD. */
import { createDoubleFft } from './fft-double.ts'
import type { Fft, Precision } from './fft-plan.ts'
import { createSingleFft, singleSizeAtLeast } from './fft-single.ts'

export type { Fft, Precision } from './fft-plan.ts'

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
