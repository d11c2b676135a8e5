/**
 * The range selectors that Zhang et al., Sci. Rep. 16:2333 (2026) compare MCSM with: one number says
 * how much the slow-time signal x[m] of a range bin looks like a person. The bin where it is largest is
 * taken.
 */
import { phase, unwrap } from './unwrap.ts'

export const rangeMethods = [
  'mean-amplitude',
  'power',
  'moving-power',
  'amplitude-phase',
  'coherency',
  'curve-length',
  'amplitude-variance',
  'mti',
  'background',
] as const
export type RangeMethod = (typeof rangeMethods)[number]

/** Slow-time samples of a bin, interleaved. */
type Row = Float32Array | Float64Array
export type RangeCoefficient = (row: Row) => number

export interface RangeCoefficientOptions {
  /** Complex samples a row. */
  readonly size: number
  /** Share of the background that is kept from one sample to the next, 0 to 1. */
  readonly keep: number
}

/** NaN in a row gives NaN; a row that stands still gives exactly 0 wherever motion is asked for. */
export function createRangeCoefficient(
  method: RangeMethod,
  { size, keep }: RangeCoefficientOptions,
): RangeCoefficient {
  const magnitude = new Float64Array(size)
  const angle = new Float64Array(size)
  const fill = (row: Row) => {
    amplitude(row, magnitude)
    phase(row, 0, 0, angle)
    unwrap(angle, angle)
  }
  const coefficients: Readonly<Record<RangeMethod, RangeCoefficient>> = {
    'mean-amplitude': (row) => {
      amplitude(row, magnitude)
      return mean(magnitude)
    },
    power: (row) => meanSquare(row, 0, 0),
    'moving-power': (row) => meanSquare(row, meanOf(row, 0), meanOf(row, 1)),
    'amplitude-phase': (row) => {
      fill(row)
      return mean(magnitude) * Math.sqrt(variance(angle))
    },
    coherency: (row) => {
      fill(row)
      return correlation(magnitude, angle)
    },
    'curve-length': (row) => sumSteps(row, Math.sqrt),
    'amplitude-variance': (row) => {
      amplitude(row, magnitude)
      return variance(magnitude)
    },
    mti: (row) => sumSteps(row, (square) => square),
    background: (row) => backgroundPower(row, keep),
  }
  return coefficients[method]
}

/** |x[m]|. */
function amplitude(row: Row, output: Float64Array): void {
  for (let m = 0, i = 0; i < row.length; m++, i += 2) {
    output[m] = Math.sqrt(row[i] * row[i] + row[i + 1] * row[i + 1])
  }
}

function mean(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}

/** Mean of the real (part 0) or imaginary (part 1) parts, about the first so that stillness is exact. */
function meanOf(row: Row, part: 0 | 1): number {
  let sum = 0
  for (let i = part; i < row.length; i += 2) sum += row[i] - row[part]
  return row[part] + (2 * sum) / row.length
}

/** Mean of |x - centre|^2: average power; about the mean, after removal of what stands still. */
function meanSquare(row: Row, re: number, im: number): number {
  let sum = 0
  for (let i = 0; i < row.length; i += 2) sum += (row[i] - re) ** 2 + (row[i + 1] - im) ** 2
  return (2 * sum) / row.length
}

/** Population variance, about the first value so that stillness is exact. */
function variance(values: Float64Array): number {
  const first = values[0]
  let sum = 0
  for (const value of values) sum += value - first
  const centre = first + sum / values.length
  let square = 0
  for (const value of values) square += (value - centre) ** 2
  return square / values.length
}

/** |correlation|; 0 where one of them stands still. */
function correlation(a: Float64Array, b: Float64Array): number {
  const scale = Math.sqrt(variance(a) * variance(b))
  const [meanA, meanB] = [mean(a), mean(b)]
  let product = 0
  for (let m = 0; m < a.length; m++) product += (a[m] - meanA) * (b[m] - meanB)
  return scale === 0 ? 0 : Math.abs(product / a.length / scale)
}

/** Sum of f(|x[m + 1] - x[m]|^2): length of the path (root), or power after a two-pulse canceller. */
function sumSteps(row: Row, f: (square: number) => number): number {
  let sum = 0
  for (let i = 2; i < row.length; i += 2) {
    sum += f((row[i] - row[i - 2]) ** 2 + (row[i + 1] - row[i - 1]) ** 2)
  }
  return sum
}

/**
 * Sum of |x[m] - b[m - 1]|^2 about the background b[m] = keep b[m - 1] + (1 - keep) x[m]: exponential
 * averaging, as in Zetik et al., Proc. SPIE 6201 (2006). It begins at the mean of the row (own reading):
 * begun at x[0], whose noise it would remember, the error on noisy scenes doubles.
 */
function backgroundPower(row: Row, keep: number): number {
  let re = meanOf(row, 0)
  let im = meanOf(row, 1)
  let sum = 0
  for (let i = 0; i < row.length; i += 2) {
    const x = row[i] - re
    const y = row[i + 1] - im
    sum += x * x + y * y
    re += (1 - keep) * x
    im += (1 - keep) * y
  }
  return sum
}
