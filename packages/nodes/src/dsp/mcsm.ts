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
 * R is the transform of the power at 2 size lines of the padded signal. The even ones are the zeroed
 * spectrum itself, the odd ones a transform of `size` points of the signal turned by half a line. Back
 * goes one transform of even + i odd powers: with E and O the transforms of each and
 * t = exp(-i pi l / size), |R[l]| = |E[l] + t O[l]| and |R[size - l]| = |E[l] - t O[l]|.
 */
export function createMcsm(
  size: number,
  rate: number,
  options: McsmOptions = mcsmDefaults,
): (rows: Float32Array | Float64Array, count: number, coefficients: Float64Array) => void {
  const fft = createFft(size, 'double')
  const mask = dopplerMask(size, rate, options.low, options.high)
  const turn = new Float64Array(2 * size)
  for (let m = 0; m < size; m++) {
    turn[2 * m] = Math.cos((Math.PI * m) / size)
    turn[2 * m + 1] = -Math.sin((Math.PI * m) / size)
  }
  const removed = Array.from(mask.keys()).filter((q) => mask[q] === 0)
  const correct = removed.length <= 8 ? createCorrection(size, removed) : undefined
  const signal = new Float64Array(2 * size)
  const turned = new Float64Array(2 * size)
  const even = new Float64Array(2 * size)
  const odd = new Float64Array(2 * size)
  const powers = new Float64Array(2 * size)
  const lags = new Float64Array(2 * size)

  /** `turned` = `signal`, turned by half a line. */
  function turnSignal(): void {
    for (let i = 0; i < 2 * size; i += 2) {
      const re = signal[i]!
      const im = signal[i + 1]!
      turned[i] = re * turn[i]! - im * turn[i + 1]!
      turned[i + 1] = re * turn[i + 1]! + im * turn[i]!
    }
  }
  /** Fills even and odd lines of the signal without its standing part. */
  function splitLines(): void {
    fft.forward(signal, even)
    if (correct) {
      turnSignal()
      // the mean that the correction takes from every line is a first sample
      for (const q of removed) {
        turned[0] = turned[0]! - even[2 * q]! / size
        turned[1] = turned[1]! - even[2 * q + 1]! / size
      }
      fft.forward(turned, odd)
      correct(even, odd)
    }
    for (const q of removed) {
      even[2 * q] = 0
      even[2 * q + 1] = 0
    }
    if (!correct) {
      fft.inverse(even, signal)
      turnSignal()
      fft.forward(turned, odd)
    }
  }
  const { firstLag, power } = options

  /** Sum over lags firstLag .. size - 1; powers are scaled as the inverse transform, 1 / (2 size). */
  function sumLags(): number {
    let sum = 0
    for (let l = 1; l <= size / 2; l++) {
      const i = 2 * l
      const j = 2 * (size - l)
      // E = (Z[l] + conj Z[-l]) / 2, O = (Z[l] - conj Z[-l]) / 2i
      const evenRe = (lags[i]! + lags[j]!) / 2
      const evenIm = (lags[i + 1]! - lags[j + 1]!) / 2
      const oddRe = (lags[i + 1]! + lags[j + 1]!) / 2
      const oddIm = (lags[j]! - lags[i]!) / 2
      const re = oddRe * turn[i]! - oddIm * turn[i + 1]!
      const im = oddRe * turn[i + 1]! + oddIm * turn[i]!
      const near = (evenRe + re) ** 2 + (evenIm + im) ** 2
      const far = (evenRe - re) ** 2 + (evenIm - im) ** 2
      if (l >= firstLag) sum += power === 2 ? near : Math.sqrt(near)
      if (size - l >= firstLag && 2 * l < size) sum += power === 2 ? far : Math.sqrt(far)
    }
    return sum
  }
  return (rows, count, coefficients) => {
    const scale = 1 / (2 * size)
    for (let row = 0; row < count; row++) {
      for (let i = 0, from = row * 2 * size; i < 2 * size; i++) signal[i] = rows[from + i]!
      splitLines()
      for (let i = 0; i < 2 * size; i += 2) {
        powers[i] = (even[i]! * even[i]! + even[i + 1]! * even[i + 1]!) * scale
        powers[i + 1] = (odd[i]! * odd[i]! + odd[i + 1]! * odd[i + 1]!) * scale
      }
      fft.forward(powers, lags)
      coefficients[row] = sumLags()
    }
  }
}

/**
 * Takes the removed lines S[q] out of the odd lines too, cheaper than there and back when they are few:
 * line q leaks (1 - i cot(pi (k - q + 1/2) / size)) S[q] / size into odd line k (a geometric series). The
 * part without i is the same in all lines; it is taken out before.
 */
function createCorrection(size: number, removed: readonly number[]) {
  // two periods, so that k - q needs no wrapping
  const leak = Float64Array.from(
    { length: 2 * size },
    (_, d) => 1 / (size * Math.tan((Math.PI * (d + 0.5)) / size)),
  )
  return (even: Float64Array, odd: Float64Array): void => {
    for (const q of removed) {
      const re = even[2 * q]!
      const im = even[2 * q + 1]!
      for (let i = 0, d = size - q; i < 2 * size; i += 2, d++) {
        odd[i] = odd[i]! - im * leak[d]!
        odd[i + 1] = odd[i + 1]! + re * leak[d]!
      }
    }
  }
}

/** How many lines the mask of `dopplerMask` leaves. */
export function dopplerLines(size: number, rate: number, low: number): number {
  return dopplerMask(size, rate, low).reduce((count, line) => count + line, 0)
}

/**
 * The coefficients where one is above 0 and not below its neighbours, -Infinity elsewhere: the flank of
 * a strong target is no target.
 */
export function maximaOf(coefficients: Float64Array): Float64Array {
  return coefficients.map((value, bin) => {
    const top = !(coefficients[bin - 1]! > value) && !(coefficients[bin + 1]! > value)
    return top && value > 0 ? value : Number.NEGATIVE_INFINITY
  })
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
