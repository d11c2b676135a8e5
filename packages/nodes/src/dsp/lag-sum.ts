/** Sum over the lags of a signal's autocorrelation, the core of all forms of MCSM. */
import { createFft } from './fft.ts'

export interface Lags {
  /** First lag of the sum, samples. */
  readonly firstLag: number
  /** Sum of |R| (1) or of |R|^2 (2). */
  readonly power: 1 | 2
}

/**
 * Plans sum_{l = firstLag}^{size - 1} |R[l]|^power, R[l] = sum_m x[m] conj x[m+l] (no wrap-around), of
 * `size` complex samples (interleaved), given with their Fourier transform.
 *
 * R is the transform of the power at 2 size lines of the padded signal. The even ones are the spectrum
 * itself, the odd ones a transform of `size` points of the signal turned by half a line. Back goes one
 * transform of even + i odd powers: with E and O the transforms of each and t = exp(-i pi l / size),
 * |R[l]| = |E[l] + t O[l]| and |R[size - l]| = |E[l] - t O[l]|.
 */
export function createLagSum(
  size: number,
  { firstLag, power }: Lags,
): (signal: Float64Array, spectrum: Float64Array) => number {
  const fft = createFft(size, 'double')
  const turn = new Float64Array(2 * size)
  for (let m = 0; m < size; m++) {
    turn[2 * m] = Math.cos((Math.PI * m) / size)
    turn[2 * m + 1] = -Math.sin((Math.PI * m) / size)
  }
  const turned = new Float64Array(2 * size)
  const odd = new Float64Array(2 * size)
  const powers = new Float64Array(2 * size)
  const lags = new Float64Array(2 * size)

  function sumLags(): number {
    let sum = 0
    for (let l = 1; l <= size / 2; l++) {
      const i = 2 * l
      const j = 2 * (size - l)
      // E = (Z[l] + conj Z[-l]) / 2, O = (Z[l] - conj Z[-l]) / 2i
      const evenRe = (lags[i] + lags[j]) / 2
      const evenIm = (lags[i + 1] - lags[j + 1]) / 2
      const oddRe = (lags[i + 1] + lags[j + 1]) / 2
      const oddIm = (lags[j] - lags[i]) / 2
      const re = oddRe * turn[i] - oddIm * turn[i + 1]
      const im = oddRe * turn[i + 1] + oddIm * turn[i]
      const near = (evenRe + re) ** 2 + (evenIm + im) ** 2
      const far = (evenRe - re) ** 2 + (evenIm - im) ** 2
      if (l >= firstLag) sum += power === 2 ? near : Math.sqrt(near)
      if (size - l >= firstLag && 2 * l < size) sum += power === 2 ? far : Math.sqrt(far)
    }
    return sum
  }

  return (signal, even) => {
    for (let i = 0; i < 2 * size; i += 2) {
      const re = signal[i]
      const im = signal[i + 1]
      turned[i] = re * turn[i] - im * turn[i + 1]
      turned[i + 1] = re * turn[i + 1] + im * turn[i]
    }
    fft.forward(turned, odd)
    // the inverse transform's 1 / (2 size)
    const scale = 1 / (2 * size)
    for (let i = 0; i < 2 * size; i += 2) {
      powers[i] = (even[i] * even[i] + even[i + 1] * even[i + 1]) * scale
      powers[i + 1] = (odd[i] * odd[i] + odd[i + 1] * odd[i + 1]) * scale
    }
    fft.forward(powers, lags)
    return sumLags()
  }
}
