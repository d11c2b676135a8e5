/** What a Fourier transform plan is, whatever computes it. */

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
