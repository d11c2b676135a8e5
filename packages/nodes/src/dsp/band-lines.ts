/** The lines of a long zero-padded spectrum that lie in a band, without computing the others. */
import { createChirpZ } from './chirp-z.ts'
import { createWindow, type WindowName } from './window.ts'

export interface BandLines {
  /** Points of the zero-padded transform; line k is k * rate / fftSize Hz. */
  readonly fftSize: number
  /** First and last line inside the band (edges included). */
  readonly first: number
  readonly last: number
  /** Line of power[0]: one outside the band where there is one, to interpolate with. */
  readonly offset: number
  /** |X|^2 of the lines offset .. offset + power.length - 1, as left by the last call. */
  readonly power: Float64Array
  /** Takes x (`size` samples), removes its mean, tapers, and fills `power`. */
  compute(x: Float64Array): void
}

type Lines = readonly [first: number, last: number]

function findLines(size: number, rate: number, low: number, high: number): Lines | undefined {
  const spacing = 1 / (size * (1 / rate))
  let first = Math.max(0, Math.floor(low / spacing) - 1)
  while (first * spacing < low) first++
  let last = Math.min(Math.floor(size / 2), Math.ceil(high / spacing) + 1)
  while (last * spacing > high) last--
  return last >= first ? [first, last] : undefined
}

function noLine(size: number, rate: number, low: number, high: number): RangeError {
  return new RangeError(
    `no spectral line of ${size} points at ${rate} Hz lies in ${low} to ${high} Hz`,
  )
}

/** First and last of the lines 0 .. size / 2 within low .. high Hz; RangeError when there is none. */
export function linesInBand(size: number, rate: number, low: number, high: number): Lines {
  const lines = findLines(size, rate, low, high)
  if (!lines) throw noLine(size, rate, low, high)
  return lines
}

/**
 * Which lines a plan computes, before it exists, so that an axis can be told; undefined where the band
 * holds none.
 */
export function bandLayout(
  size: number,
  rate: number,
  low: number,
  high: number,
  fftSize = Math.max(16384, 2 ** Math.ceil(Math.log2(size))),
) {
  const lines = findLines(fftSize, rate, low, high)
  if (!lines) return undefined
  const [first, last] = lines
  const offset = Math.max(0, first - 1)
  const count = Math.min(fftSize / 2, last + 1) - offset + 1
  return { fftSize, first, last, offset, count }
}

/**
 * Plans the band's lines of a spectrum padded to `fftSize` points, default 16384 (or the next power of
 * two above a longer signal).
 */
export function createBandLines(
  size: number,
  rate: number,
  low: number,
  high: number,
  window: WindowName = 'rectangular',
  padded?: number,
): BandLines {
  const layout = bandLayout(size, rate, low, high, padded)
  if (!layout) throw noLine(padded ?? size, rate, low, high)
  const { fftSize, first, last, offset, count } = layout
  const transform = createChirpZ(size, offset, count, fftSize)
  const taper = createWindow(window, size)
  const flat = new Float64Array(size)
  const lines = new Float64Array(2 * count)
  const power = new Float64Array(count)
  return {
    fftSize,
    first,
    last,
    offset,
    power,
    compute(x) {
      let mean = 0
      for (let n = 0; n < size; n++) mean += x[n]
      mean /= size
      for (let n = 0; n < size; n++) flat[n] = (x[n] - mean) * taper[n]
      transform.real(flat, lines)
      for (let k = 0, i = 0; k < count; k++, i += 2) {
        power[k] = lines[i] * lines[i] + lines[i + 1] * lines[i + 1]
      }
    },
  }
}

/** Index of the largest of power[from .. to], the first of equals; -1 when all are NaN. */
export function largestLine(power: Float64Array, from: number, to: number): number {
  let best = -1
  let most = -1
  for (let k = from; k <= to; k++) {
    if (power[k] > most) {
      most = power[k]
      best = k
    }
  }
  return best
}

/**
 * Place of the maximum of a parabola through the logarithms of three neighbouring magnitudes, in lines
 * from power[peak], at most half a line. At the end of the array the peak stands for its neighbour.
 */
export function logParabola(power: Float64Array, peak: number): number {
  const log = (k: number) => Math.log(Math.sqrt(power[k]) + 1e-30)
  const left = log(Math.max(0, peak - 1))
  const right = log(Math.min(power.length - 1, peak + 1))
  const curve = left - 2 * log(peak) + right
  if (Math.abs(curve) <= 1e-12) return 0
  return Math.min(0.5, Math.max(-0.5, (0.5 * (left - right)) / curve))
}
