/** Frequency of the strongest tone in a band, by four methods under one name. */
import { createBandLines, largestLine, linesInBand, logParabola } from './band-lines.ts'
import { createFft } from './fft.ts'

/**
 * zero-padded: peak of a 16384-point spectrum with a parabola through the logarithms;
 * rife: two lines of the unpadded spectrum (Rife & Boorstyn 1974);
 * modified-rife: the same after a shift that puts the tone midway between lines (Deng et al. 2006);
 * bin: the largest unpadded line.
 * On a real tone below about 1 Hz at 12.8 s the image biases rife and modified-rife.
 */
export const rateMethods = ['zero-padded', 'rife', 'modified-rife', 'bin'] as const
export type RateMethod = (typeof rateMethods)[number]

/** Frequency in Hz of a signal of the planned size (any mean); NaN when a sample is NaN or all are 0. */
export type RateEstimator = (x: Float64Array) => number

/**
 * Plans an estimator for `size` samples at `rate` Hz whose peak lies in low .. high Hz (included).
 * RangeError when the band holds no spectral line.
 */
export function createRateEstimator(
  method: RateMethod,
  size: number,
  rate: number,
  low: number,
  high: number,
): RateEstimator {
  if (method === 'zero-padded') {
    const lines = createBandLines(size, rate, low, high)
    return (x) => {
      lines.compute(x)
      const { power, offset } = lines
      const peak = largestLine(power, lines.first - offset, lines.last - offset)
      if (peak < 0 || power[peak] === 0) return Number.NaN
      return ((offset + peak + logParabola(power, peak)) * rate) / lines.fftSize
    }
  }
  return createLineEstimator(method, size, rate, low, high)
}

/** One estimate without a plan of one's own. */
export function estimateRate(
  method: RateMethod,
  x: Float64Array,
  rate: number,
  low: number,
  high: number,
): number {
  return createRateEstimator(method, x.length, rate, low, high)(x)
}

function createLineEstimator(
  method: Exclude<RateMethod, 'zero-padded'>,
  size: number,
  rate: number,
  low: number,
  high: number,
): RateEstimator {
  const [first, last] = linesInBand(size, rate, low, high)
  const fft = createFft(size, 'double')
  const end = Math.floor(size / 2)
  const flat = new Float64Array(size)
  const spectrum = new Float64Array(2 * size + 2)
  const power = new Float64Array(end + 1)
  return (x) => {
    let mean = 0
    for (let n = 0; n < size; n++) mean += x[n]
    mean /= size
    for (let n = 0; n < size; n++) flat[n] = x[n] - mean
    fft.forwardReal(flat, spectrum)
    for (let k = 0; k <= end; k++) power[k] = spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2
    const peak = largestLine(power, first, last)
    if (peak < 0 || power[peak] === 0) return Number.NaN
    if (method === 'bin') return (peak * rate) / size
    const part = twoLines(
      Math.sqrt(power[Math.max(0, peak - 1)]),
      Math.sqrt(power[peak]),
      Math.sqrt(power[Math.min(end, peak + 1)]),
    )
    if (method === 'rife') return ((peak + part) * rate) / size
    return (shiftedPeak(flat, peak, part) * rate) / size
  }
}

/** r |X[k+r]| / (|X[k]| + |X[k+r]|), r = +-1 the side of the larger neighbour. */
function twoLines(below: number, centre: number, above: number): number {
  const larger = Math.max(below, above)
  return ((above > below ? 1 : -1) * larger) / (centre + larger)
}

/**
 * Modified Rife: where the two-line fraction lies outside (1/3, 2/3), lines are taken between the
 * lines, (1/2 - delta) r away, so that the tone falls midway; the strongest of three is taken again.
 * Result in lines.
 */
function shiftedPeak(x: Float64Array, peak: number, part: number): number {
  const delta = Math.abs(part)
  const shift = delta > 1 / 3 && delta < 2 / 3 ? 0 : (0.5 - delta) * (part > 0 ? 1 : -1)
  const at = (k: number) => magnitudeAt(x, k - shift)
  const near = [at(peak - 1), at(peak), at(peak + 1)] as const
  let best = near[1] > near[0] ? 1 : 0
  if (near[2] > near[best]) best = 2
  const line = peak + best - 1
  const below = best === 0 ? at(line - 1) : near[best - 1]
  const above = best === 2 ? at(line + 1) : near[best + 1]
  return line + twoLines(below, near[best], above) - shift
}

/** |sum x[n] exp(-2 pi i line n / size)| for a line that need not be whole. */
function magnitudeAt(x: Float64Array, line: number): number {
  const step = (-2 * Math.PI * line) / x.length
  const turnRe = Math.cos(step)
  const turnIm = Math.sin(step)
  let c = 1
  let s = 0
  let re = 0
  let im = 0
  for (let n = 0; n < x.length; n++) {
    re += x[n] * c
    im += x[n] * s
    const next = c * turnRe - s * turnIm
    s = c * turnIm + s * turnRe
    c = next
  }
  return Math.sqrt(re * re + im * im)
}
