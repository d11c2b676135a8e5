/** Cosine transforms: the spectrum of a signal that is mirrored at both ends is real but for a known turn. */
import { createFft } from './fft.ts'

export interface Dct {
  /** C[k] = sum x[n] cos(pi k (n + 1/2) / size) (DCT-II). */
  forward(x: Float64Array, lines: Float64Array): void
  /** x[n] = (C[0] + 2 sum_{k>0} C[k] cos(pi k (n + 1/2) / size)) / size, the inverse of forward. */
  inverse(lines: Float64Array, x: Float64Array): void
}

/** Plans by one complex FFT of `size` points with reordered samples; Makhoul, IEEE ASSP 28 (1980). */
export function createDct(size: number): Dct {
  const fft = createFft(size, 'double')
  const turn = new Float64Array(2 * size)
  for (let k = 0; k < size; k++) {
    turn[2 * k] = Math.cos((Math.PI * k) / (2 * size))
    turn[2 * k + 1] = Math.sin((Math.PI * k) / (2 * size))
  }
  const half = Math.ceil(size / 2)
  const order = Uint32Array.from({ length: size }, (_, i) =>
    i < half ? 2 * i : 2 * (size - 1 - i) + 1,
  )
  const row = new Float64Array(2 * size)
  const result = new Float64Array(2 * size)
  return {
    forward(x, lines) {
      for (let i = 0; i < size; i++) {
        row[2 * i] = x[order[i]]
        row[2 * i + 1] = 0
      }
      fft.forward(row, result)
      for (let k = 0, i = 0; k < size; k++, i += 2) {
        lines[k] = result[i] * turn[i] + result[i + 1] * turn[i + 1]
      }
    },
    inverse(lines, x) {
      for (let k = 0, i = 0; k < size; k++, i += 2) {
        const re = lines[k]
        const im = k === 0 ? 0 : -lines[size - k]
        row[i] = re * turn[i] - im * turn[i + 1]
        row[i + 1] = re * turn[i + 1] + im * turn[i]
      }
      fft.inverse(row, result)
      for (let i = 0; i < size; i++) x[order[i]] = result[2 * i]
    },
  }
}
