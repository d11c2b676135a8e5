/**
 * Figures of error from sums over moments, so that the figures of any set of moments (a recording, a
 * block, a resample) come from adding up the sums of its parts.
 */

/** Places in a list of sums. x is an answer, y the reference, both less a fixed `origin`; e = x - y. */
const place = {
  judged: 0,
  answered: 1,
  absolute: 2,
  square: 3,
  relative: 4,
  within1Percent: 5,
  within4Percent: 6,
  within5PerMinute: 7,
  x: 8,
  y: 9,
  xx: 10,
  yy: 11,
  xy: 12,
} as const

/** Numbers in a list of sums. */
export const sumCount = 13
export const answeredAt = place.answered

/** Sums of one judged moment, written to `sums` from `at` on. NaN is no answer. Rates in Hz. */
export function writeMoment(
  sums: Float64Array,
  at: number,
  answer: number,
  reference: number,
  origin: number,
): void {
  sums[at + place.judged] = 1
  if (Number.isNaN(answer)) return
  const error = Math.abs(answer - reference)
  const x = answer - origin
  const y = reference - origin
  sums[at + place.answered] = 1
  sums[at + place.absolute] = error
  sums[at + place.square] = error * error
  sums[at + place.relative] = error / reference
  sums[at + place.within1Percent] = Number(error < 0.01 * reference)
  sums[at + place.within4Percent] = Number(error < 0.04 * reference)
  sums[at + place.within5PerMinute] = Number(error < 5 / 60)
  sums[at + place.x] = x
  sums[at + place.y] = y
  sums[at + place.xx] = x * x
  sums[at + place.yy] = y * y
  sums[at + place.xy] = x * y
}

/** The figures that sums give, in the order in which they are written. */
export const figureNames = [
  'meanAbsoluteError',
  'rootMeanSquareError',
  'meanRelativeError',
  'correlation',
  'concordance',
  'within1Percent',
  'within4Percent',
  'within5PerMinute',
  'coverage',
] as const

export type FigureName = (typeof figureNames)[number]

/** What varies by less than this share of the rate is constant: no heart does, and rounding may. */
const leastDeviation = 1e-6

/**
 * Writes the figures of `sums` to `out`, in the order of figureNames; NaN where they say nothing.
 *
 * correlation: Pearson, s_xy / sqrt(s_xx s_yy); NaN where either is constant. concordance: Lin,
 * Biometrics 45:255 (1989), 2 s_xy / (s_xx + s_yy + (mean x - mean y)^2), moments over n.
 */
export function writeFigures(sums: Float64Array, origin: number, out: Float64Array): void {
  const n = sums[place.answered]
  const meanX = sums[place.x] / n
  const meanY = sums[place.y] / n
  const xx = sums[place.xx] / n - meanX * meanX
  const yy = sums[place.yy] / n - meanY * meanY
  const xy = sums[place.xy] / n - meanX * meanY
  const least = (leastDeviation * origin) ** 2
  const spread = xx + yy + (meanX - meanY) ** 2
  const varies = xx > least && yy > least
  out[0] = sums[place.absolute] / n
  out[1] = Math.sqrt(sums[place.square] / n)
  out[2] = sums[place.relative] / n
  out[3] = varies ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : Number.NaN
  out[4] = spread > least ? (2 * xy) / spread : Number.NaN
  out[5] = sums[place.within1Percent] / n
  out[6] = sums[place.within4Percent] / n
  out[7] = sums[place.within5PerMinute] / n
  out[8] = n / sums[place.judged]
}
