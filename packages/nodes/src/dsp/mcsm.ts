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
  const takeOut = removed.length <= 8 ? createSubtraction(size, removed) : undefined
  const signal = new Float64Array(2 * size)
  const turned = new Float64Array(2 * size)
  const even = new Float64Array(2 * size)
  const odd = new Float64Array(2 * size)
  const powers = new Float64Array(2 * size)
  const lags = new Float64Array(2 * size)

  /** Fills even and odd lines of the signal without its standing part. */
  function splitLines(): void {
    fft.forward(signal, even)
    takeOut?.(even, signal)
    for (const q of removed) {
      even[2 * q] = 0
      even[2 * q + 1] = 0
    }
    if (!takeOut) fft.inverse(even, signal)
    for (let i = 0; i < 2 * size; i += 2) {
      const re = signal[i]
      const im = signal[i + 1]
      turned[i] = re * turn[i] - im * turn[i + 1]
      turned[i + 1] = re * turn[i + 1] + im * turn[i]
    }
    fft.forward(turned, odd)
  }
  const { firstLag, power } = options

  /** Sum over lags firstLag .. size - 1; powers are scaled as the inverse transform, 1 / (2 size). */
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
  return (rows, count, coefficients) => {
    const scale = 1 / (2 * size)
    for (let row = 0; row < count; row++) {
      signal.set(rows.subarray(row * 2 * size, (row + 1) * 2 * size))
      splitLines()
      for (let i = 0; i < 2 * size; i += 2) {
        powers[i] = (even[i] * even[i] + even[i + 1] * even[i + 1]) * scale
        powers[i + 1] = (odd[i] * odd[i] + odd[i + 1] * odd[i + 1]) * scale
      }
      fft.forward(powers, lags)
      coefficients[row] = sumLags()
    }
  }
}

/**
 * Takes lines out of the signal itself, cheaper than a transform back when they are few. Lines q and -q,
 * A and B, are (A + B) cos(2 pi q n / size) + i (A - B) sin(2 pi q n / size) together.
 */
function createSubtraction(size: number, removed: readonly number[]) {
  const pairs = removed
    .filter((q) => 2 * q <= size)
    .map((q) => {
      const wave = Float64Array.from({ length: 2 * size }, (_, i) => {
        const angle = (Math.PI * ((q * (i - (i % 2))) % (2 * size))) / size
        return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
      })
      return { q, wave }
    })
  return (lines: Float64Array, signal: Float64Array): void => {
    for (const { q, wave } of pairs) {
      // line 0 and the one at half the rate are their own partners
      const i = 2 * q
      const j = q === 0 ? 0 : 2 * (size - q)
      const share = (i === j ? 0.5 : 1) / size
      const sumRe = (lines[i] + lines[j]) * share
      const sumIm = (lines[i + 1] + lines[j + 1]) * share
      const differenceRe = (lines[i] - lines[j]) * share
      const differenceIm = (lines[i + 1] - lines[j + 1]) * share
      for (let n = 0; n < 2 * size; n += 2) {
        const c = wave[n]
        const s = wave[n + 1]
        signal[n] = signal[n] - (sumRe * c - differenceIm * s)
        signal[n + 1] = signal[n + 1] - (sumIm * c + differenceRe * s)
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
    const top = !(coefficients[bin - 1] > value) && !(coefficients[bin + 1] > value)
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
      if (left[bin] > (best < 0 ? Number.NEGATIVE_INFINITY : left[best])) best = bin
    }
    if (best < 0) break
    picked.push(best)
    left.fill(Number.NEGATIVE_INFINITY, Math.max(0, best - exclusion), best + exclusion + 1)
  }
  return picked
}
