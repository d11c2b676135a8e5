/** Double precision Fourier transforms: by radix 4 for powers of two, a chirp-z convolution otherwise. */
import { createChirpZ } from './chirp-z.ts'
import type { Fft } from './fft-plan.ts'
import { createRadix4, isPowerOfTwo } from './radix4.ts'

/** See createFft. Throws RangeError unless `size` is a positive integer. */
export function createDoubleFft(size: number): Fft<Float64Array> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(`a Fourier transform needs a positive whole length, not ${size}`)
  }
  const one = isPowerOfTwo(size) ? powerOfTwo(size) : anyLength(size)
  const width = 2 * size
  const half = 2 * (Math.floor(size / 2) + 1)
  const row = new Float64Array(width)
  const result = new Float64Array(width)
  const each = (
    transform: (output: Float64Array, input: Float64Array) => void,
    input: Float64Array,
    output: Float64Array,
    rows: number,
  ) => {
    if (rows === 1 && input !== output) {
      transform(output, input)
      return
    }
    for (let r = 0; r < rows; r++) {
      for (let i = 0, from = r * width; i < width; i++) row[i] = input[from + i]
      transform(result, row)
      output.set(result, r * width)
    }
  }
  return {
    size,
    forward: (input, output, rows = 1) => each(one.forward, input, output, rows),
    inverse: (input, output, rows = 1) => each(one.inverse, input, output, rows),
    forwardReal(input, output, rows = 1) {
      if (input === output) throw new RangeError('real rows cannot be transformed in place')
      for (let r = 0; r < rows; r++) {
        for (let i = 0; i < size; i++) row[i] = input[r * size + i]
        one.real(result, row)
        for (let i = 0, to = r * half; i < half; i++) output[to + i] = result[i]
      }
    },
    free() {},
  }
}

function powerOfTwo(size: number) {
  const plan = createRadix4(size)
  return {
    forward: (output: Float64Array, input: Float64Array) => plan.transform(output, input),
    inverse: (output: Float64Array, input: Float64Array) => plan.inverseTransform(output, input),
    real(output: Float64Array, input: Float64Array) {
      plan.realTransform(output, input)
    },
  }
}

/** Bluestein 1970: an N-point transform is a chirp-z transform with N lines. */
function anyLength(size: number) {
  const chirp = createChirpZ(size, 0, size, size)
  const turned = new Float64Array(2 * size)
  return {
    forward: (output: Float64Array, input: Float64Array) => chirp.complex(input, output),
    inverse(output: Float64Array, input: Float64Array) {
      for (let i = 0; i < size; i++) {
        turned[2 * i] = input[2 * i] / size
        turned[2 * i + 1] = -input[2 * i + 1] / size
      }
      chirp.complex(turned, output)
      for (let i = 1; i < 2 * size; i += 2) output[i] = -output[i]
    },
    real: (output: Float64Array, input: Float64Array) => chirp.real(input, output),
  }
}
