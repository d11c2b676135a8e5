/** Fixed IIR filters with zeros at the harmonics of breathing: one notch each, or a comb. */
import type { Sections } from './butterworth.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'

/**
 * A second-order notch at `frequency` whose -3 dB width is `width` (both Hz), by the bilinear transform:
 * b = g [1, -2 cos w, 1], a = [1, -2 g cos w, 2 g - 1], g = 1 / (1 + tan(pi width / rate))
 * (scipy.signal.iirnotch; Orfanidis, Introduction to Signal Processing).
 */
export function designNotch(frequency: number, width: number, rate: number): Sections {
  const gain = 1 / (1 + Math.tan((Math.PI * width) / rate))
  const middle = -2 * gain * Math.cos((2 * Math.PI * frequency) / rate)
  return Float64Array.of(gain, middle, gain, middle, 2 * gain - 1)
}

/** scipy.signal.filtfilt continues a signal by three times the coefficients of a section. */
const pad = 9

/**
 * Runs a notch at each of `frequencies` that is below half the rate over x, forward and backward, one
 * after the other.
 */
export function runNotches(
  x: Float64Array,
  frequencies: readonly number[],
  width: number,
  rate: number,
  output: Float64Array,
): void {
  output.set(x)
  for (const frequency of frequencies) {
    if (frequency >= rate / 2) continue
    createZeroPhaseFilter(designNotch(frequency, width, rate), x.length, pad)(output, output)
  }
}

/**
 * y[n] = g (x[n] - x[n-D]) + radius y[n-D], g = (1 + radius) / 2, D = round(rate / frequency): notches at
 * 0 and at every multiple of rate / D, from a zero state. The first D samples pass as they are. Not in
 * place.
 */
export function runComb(
  x: Float64Array,
  frequency: number,
  radius: number,
  rate: number,
  output: Float64Array,
): void {
  const delay = Math.round(rate / frequency)
  const gain = (1 + radius) / 2
  for (let n = 0; n < x.length; n++) {
    output[n] = gain * x[n]
    if (n >= delay) output[n] += radius * output[n - delay] - gain * x[n - delay]
  }
}
