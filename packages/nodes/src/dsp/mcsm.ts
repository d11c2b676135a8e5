/** MCSM: which range bin holds something that keeps moving in a regular way. */
import { createFft } from './fft.ts'

export interface McsmOptions {
  /** Doppler lines up to ceil(low / spacing) on both sides of 0 are taken out, Hz. */
  readonly low: number
  /** Lines from here on are taken out too, Hz; undefined: none. */
  readonly high?: number
  /** First lag of the sum, samples. */
  readonly firstLag: number
  /** Sum of |R| (1) or of |R|^2 (2). */
  readonly power: 1 | 2
}

/** Zhang et al., Sci. Rep. 16:2333 (2026), eq. (8)-(12). */
export const mcsmDefaults: McsmOptions = { low: 0.05, firstLag: 1, power: 1 }

/** MCSM+: also band-limited to 4 Hz, squared, and without the first quarter of a second. */
export function mcsmPlus(rate: number): McsmOptions {
  return { low: 0.05, high: 4, firstLag: Math.max(1, Math.round(0.25 * rate)), power: 2 }
}

/** 1 for the lines that stay, 0 for those of the standing part (and from `high` on). */
export function dopplerMask(
  size: number,
  rate: number,
  low: number,
  high = Number.POSITIVE_INFINITY,
): Float64Array {
  // an exact multiple of the spacing must not round up
  const zeroed = Math.ceil(low / (rate / size) - 1e-9)
  const spacing = 1 / (size * (1 / rate))
  return Float64Array.from({ length: size }, (_, q) => {
    const line = Math.min(q, size - q)
    return q <= zeroed || q >= size - zeroed || line * spacing >= high ? 0 : 1
  })
}

/**
 * Plans the coefficients of `count` rows (range bins) of `size` complex samples over slow time at `rate`
 * Hz: rows interleaved, one coefficient a row. Eq. (11) is read as the autocorrelation over slow time
 * (no wrap-around) of the signal without its standing part, R[l] = sum_m x[m] conj x[m+l].
 *
 * R comes from the power at 2 size lines of the padded signal. Its even lines are the zeroed spectrum
 * itself, its odd lines a transform of `size` points of the signal turned by half a line; two rows' powers
 * go back in one complex transform.
 */
export function createMcsm(
  size: number,
  rate: number,
  options: McsmOptions = mcsmDefaults,
): (rows: Float32Array | Float64Array, count: number, coefficients: Float64Array) => void {
  const fft = createFft(size, 'double')
  const longer = createFft(2 * size, 'double')
  const mask = dopplerMask(size, rate, options.low, options.high)
  const turn = new Float64Array(2 * size)
  for (let m = 0; m < size; m++) {
    turn[2 * m] = Math.cos((Math.PI * m) / size)
    turn[2 * m + 1] = -Math.sin((Math.PI * m) / size)
  }
  const signal = new Float64Array(2 * size)
  const spectrum = new Float64Array(2 * size)
  const powers = new Float64Array(4 * size)
  const lags = new Float64Array(4 * size)

  /** Writes the power at 2 size lines of row `row` into the real (0) or imaginary (1) parts. */
  function writePower(rows: Float32Array | Float64Array, row: number, part: 0 | 1): void {
    for (let i = 0, from = row * 2 * size; i < 2 * size; i++) signal[i] = rows[from + i]!
    fft.forward(signal, spectrum)
    for (let q = 0, i = 0; q < size; q++, i += 2) {
      const keep = mask[q]!
      const re = spectrum[i]! * keep
      const im = spectrum[i + 1]! * keep
      spectrum[i] = re
      spectrum[i + 1] = im
      powers[4 * q + part] = re * re + im * im
    }
    fft.inverse(spectrum, signal)
    for (let i = 0; i < 2 * size; i += 2) {
      const re = signal[i]! * turn[i]! - signal[i + 1]! * turn[i + 1]!
      signal[i + 1] = signal[i]! * turn[i + 1]! + signal[i + 1]! * turn[i]!
      signal[i] = re
    }
    fft.forward(signal, spectrum)
    for (let q = 0, i = 0; q < size; q++, i += 2) {
      powers[4 * q + 2 + part] = spectrum[i]! * spectrum[i]! + spectrum[i + 1]! * spectrum[i + 1]!
    }
  }
  const { firstLag, power } = options
  const squared = power === 2

  return (rows, count, coefficients) => {
    for (let row = 0; row < count; row += 2) {
      const pair = row + 1 < count
      writePower(rows, row, 0)
      if (pair) writePower(rows, row + 1, 1)
      else for (let i = 1; i < 4 * size; i += 2) powers[i] = 0
      longer.forward(powers, lags)
      let one = 0
      let two = 0
      // of z = p + i q with real p and q: P = (Z[l] + conj Z[-l]) / 2, i Q = (Z[l] - conj Z[-l]) / 2
      for (let l = firstLag, i = 2 * firstLag, j = 4 * size - i; l < size; l++, i += 2, j -= 2) {
        const re = lags[i]!
        const im = lags[i + 1]!
        const mirrorRe = lags[j]!
        const mirrorIm = lags[j + 1]!
        const p = (re + mirrorRe) ** 2 + (im - mirrorIm) ** 2
        const q = (re - mirrorRe) ** 2 + (im + mirrorIm) ** 2
        one += squared ? p : Math.sqrt(p)
        two += squared ? q : Math.sqrt(q)
      }
      // half of the sum above, and 1 / (2 size) of the inverse transform
      const scale = (1 / (4 * size)) ** power
      coefficients[row] = one * scale
      if (pair) coefficients[row + 1] = two * scale
    }
  }
}

/**
 * The `count` largest coefficients in first .. last (included), best first; the neighbours of a pick
 * within `exclusion` bins are left out. Ties go to the lower bin; fewer are returned when none is left.
 */
export function pickBins(
  coefficients: Float64Array,
  count = 1,
  exclusion = 0,
  first = 0,
  last = coefficients.length - 1,
): number[] {
  const left = coefficients.slice()
  const picked: number[] = []
  while (picked.length < count) {
    let best = -1
    for (let bin = first; bin <= last; bin++) {
      if (left[bin]! > (best < 0 ? Number.NEGATIVE_INFINITY : left[best]!)) best = bin
    }
    if (best < 0) break
    picked.push(best)
    left.fill(Number.NEGATIVE_INFINITY, Math.max(0, best - exclusion), best + exclusion + 1)
  }
  return picked
}
