/** MCSM: which range bin holds something that keeps moving in a regular way. */
import { dopplerMask } from './doppler-mask.ts'
import { createFft } from './fft.ts'
import { createLagSum, type Lags } from './lag-sum.ts'

export interface McsmOptions extends Lags {
  /** Doppler lines up to ceil(low / spacing) on both sides of 0 are taken out, Hz. */
  readonly low: number
  /** Lines from here on are taken out too, Hz; undefined: none. */
  readonly high?: number
}

/** Zhang et al., Sci. Rep. 16:2333 (2026), eq. (8)-(12). */
export const mcsmDefaults: McsmOptions = { low: 0.05, firstLag: 1, power: 1 }

/** MCSM+: also band-limited, squared, and without the first lags, where what noise is left lives. */
export const mcsmPlusDefaults = { low: 0.05, high: 4, firstLag: 0.25 }

/** `options` in Hz and seconds, at a slow-time rate of `rate` Hz. */
export function mcsmPlus(rate: number, options = mcsmPlusDefaults): McsmOptions {
  const firstLag = Math.max(1, Math.round(options.firstLag * rate))
  return { low: options.low, high: options.high, firstLag, power: 2 }
}

/** Coefficients of rows (range bins) over slow time: rows interleaved, one coefficient a row. */
export type Coefficients = (
  rows: Float32Array | Float64Array,
  count: number,
  coefficients: Float64Array,
) => void

/**
 * Plans the coefficients of rows of `size` complex samples over slow time at `rate` Hz. Eq. (11) is
 * read as the autocorrelation over slow time (no wrap-around) of the signal without its standing part.
 */
export function createMcsm(
  size: number,
  rate: number,
  options: McsmOptions = mcsmDefaults,
): Coefficients {
  const fft = createFft(size, 'double')
  const mask = dopplerMask(size, rate, options.low, options.high)
  const removed = Array.from(mask.keys()).filter((q) => mask[q] === 0)
  const takeOut = removed.length <= 8 ? createSubtraction(size, removed) : undefined
  const sumLags = createLagSum(size, options)
  const signal = new Float64Array(2 * size)
  const lines = new Float64Array(2 * size)
  return (rows, count, coefficients) => {
    for (let row = 0; row < count; row++) {
      signal.set(rows.subarray(row * 2 * size, (row + 1) * 2 * size))
      fft.forward(signal, lines)
      takeOut?.(lines, signal)
      for (const q of removed) {
        lines[2 * q] = 0
        lines[2 * q + 1] = 0
      }
      if (!takeOut) fft.inverse(lines, signal)
      coefficients[row] = sumLags(signal, lines)
    }
  }
}

/**
 * The literal reading of eq. (11): the autocorrelation runs along the Doppler axis of the zeroed
 * spectrum. Otherwise as createMcsm; worse than the mere energy of that spectrum on simulated scenes.
 */
export function createLiteralMcsm(
  size: number,
  rate: number,
  low = mcsmDefaults.low,
): Coefficients {
  const fft = createFft(size, 'double')
  const mask = dopplerMask(size, rate, low)
  const sumLags = createLagSum(size, mcsmDefaults)
  const signal = new Float64Array(2 * size)
  const lines = new Float64Array(2 * size)
  const turned = new Float64Array(2 * size)
  return (rows, count, coefficients) => {
    for (let row = 0; row < count; row++) {
      signal.set(rows.subarray(row * 2 * size, (row + 1) * 2 * size))
      fft.forward(signal, lines)
      for (let i = 0; i < 2 * size; i++) lines[i] *= mask[i >> 1]
      fft.forward(lines, turned)
      coefficients[row] = sumLags(lines, turned)
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
