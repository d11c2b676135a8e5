/** Power of what is neither breath nor heartbeat. */
import { createFft } from './fft.ts'
import { medianOf } from './median.ts'

/**
 * Plans the variance of white noise from the Hann periodogram: its mean above `above` Hz, where a chest
 * hardly moves. At least `floor`. RangeError where no line lies above.
 */
export function createNoiseVariance(
  size: number,
  rate: number,
  above: number,
  floor: number,
): (x: Float64Array) => number {
  const periodogram = createPeriodogram(size)
  const first = Math.floor((above * size) / rate) + 1
  const last = Math.floor(size / 2)
  if (first > last) throw new RangeError(`no line above ${above} Hz`)
  return (x) => {
    const power = periodogram(x)
    let sum = 0
    for (let k = first; k <= last; k++) sum += power[k]
    return Math.max(floor, sum / (last - first + 1))
  }
}

/**
 * Plans the variance of noise from the median line of the Hann periodogram from low to high Hz, over
 * ln 2 (a line of white noise is exponential): a few lines of a tone do not count. Own choice, for noise
 * that is stronger where the heart is than far above it.
 */
export function createBandNoise(
  size: number,
  rate: number,
  low: number,
  high: number,
): (x: Float64Array) => number {
  const periodogram = createPeriodogram(size)
  const first = Math.ceil((low * size) / rate)
  const last = Math.min(Math.floor(size / 2), Math.floor((high * size) / rate))
  return (x) => medianOf(periodogram(x).subarray(first, last + 1)) / Math.LN2
}

/** |X|^2 / sum w^2 of the tapered signal without its mean, lines 0 .. size / 2; w as numpy.hanning. */
export function createPeriodogram(size: number): (x: Float64Array) => Float64Array {
  const fft = createFft(size, 'double')
  const taper = Float64Array.from(
    { length: size },
    (_, n) => (1 - Math.cos((2 * Math.PI * n) / (size - 1))) / 2,
  )
  const scale = 1 / taper.reduce((sum, w) => sum + w * w, 0)
  const tapered = new Float64Array(size)
  const lines = new Float64Array(2 * size + 2)
  const power = new Float64Array(Math.floor(size / 2) + 1)
  return (x) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / size
    for (let n = 0; n < size; n++) tapered[n] = (x[n] - mean) * taper[n]
    fft.forwardReal(tapered, lines)
    for (let k = 0; k < power.length; k++) {
      power[k] = (lines[2 * k] ** 2 + lines[2 * k + 1] ** 2) * scale
    }
    return power
  }
}
