/** The mean power spectrum of the rows of samples of frames, and what it says of how they were read. */

/** What frames look like that were read one way. */
export interface Reading {
  /**
   * Spectral flatness (geometric over arithmetic mean of the mean power spectrum of a chirp), dB. A
   * wrong layout scatters each target's line over several, which can only raise it: noise is 0 dB.
   */
  readonly flatness: number
  /** Share of the energy away from zero that lies at positive beat frequencies. */
  readonly positive: number
}

/** Samples of a chirp that are looked at. */
export const longest = 256

export const decibel = 10 / Math.LN10

/** Of complex rows of so many samples; each has its mean removed, and a Hann window. */
export function createSpectrum(samples: number) {
  const length = Math.min(samples, longest)
  const window = Array.from({ length }, (_, n) => Math.sin((Math.PI * (n + 0.5)) / length) ** 2)
  const angles = Float64Array.from({ length }, (_, n) => (2 * Math.PI * n) / length)
  const circle = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) }
  const power = new Float64Array(length)
  let rows = 0
  return {
    /** Rows one after the other. */
    add(frame: Float32Array): void {
      for (let at = 0; at < frame.length; at += 2 * samples) {
        addPower(frame.subarray(at, at + 2 * length), window, power, circle)
        rows++
      }
    },
    /** undefined before the first row. */
    read(): Reading | undefined {
      return rows === 0 ? undefined : readingOf(power, rows, window)
    },
  }
}

function readingOf(power: Float64Array, rows: number, window: readonly number[]): Reading {
  const { length } = power
  // Rounding to whole counts leaves 1/12 in I and in Q: no line lies below that.
  const floor = window.reduce((sum, w) => sum + w * w, 0) / 6
  let logs = 0
  let total = 0
  let positive = 0
  let negative = 0
  for (let k = 0; k < length; k++) {
    const line = power[k] / rows + floor
    logs += Math.log(line)
    total += line
    // The window spreads what is left of the mean over the lines beside zero.
    if (k >= 2 && 2 * k < length) positive += line
    if (2 * k > length && k <= length - 2) negative += line
  }
  const flatness = decibel * (logs / length - Math.log(total / length))
  return { flatness, positive: positive + negative > 0 ? positive / (positive + negative) : 0.5 }
}

interface Circle {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

/** Adds |DFT|^2 of one row: X(k) = sum of w(n) (x(n) - mean) exp(-j 2 pi k n / N). */
function addPower(
  row: Float32Array,
  window: readonly number[],
  power: Float64Array,
  circle: Circle,
): void {
  const { cos, sin } = circle
  const length = power.length
  let meanRe = 0
  let meanIm = 0
  for (let n = 0; n < length; n++) {
    meanRe += row[2 * n] / length
    meanIm += row[2 * n + 1] / length
  }
  const re = window.map((w, n) => w * (row[2 * n] - meanRe))
  const im = window.map((w, n) => w * (row[2 * n + 1] - meanIm))
  for (let k = 0; k < length; k++) {
    let sumRe = 0
    let sumIm = 0
    for (let n = 0, turn = 0; n < length; n++) {
      sumRe += re[n] * cos[turn] + im[n] * sin[turn]
      sumIm += im[n] * cos[turn] - re[n] * sin[turn]
      turn += k
      if (turn >= length) turn -= length
    }
    power[k] += sumRe * sumRe + sumIm * sumIm
  }
}
