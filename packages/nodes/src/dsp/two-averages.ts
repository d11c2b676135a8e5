/** Blocks of a signal that stand out for as long as an event takes (two moving averages). */
import { medianOf } from './median.ts'

export interface TwoAverages {
  /** Samples that an event takes, and a whole beat. */
  readonly event: number
  readonly beat: number
  /** Share of the mean energy by which an event must stand out. */
  readonly offset: number
  /** Samples over which that mean is taken; the median over all such pieces counts. */
  readonly piece: number
}

/**
 * Where the average of `energy` over an event exceeds that over a beat, for at least an event's
 * length: [from, to) in samples (Elgendi, PLoS ONE 8(9):e73557, 2013, and 8(10):e76585, 2013). The
 * offset is taken from the median of the pieces' means, so that one burst does not hide the rest.
 */
export function standoutBlocks(
  energy: Float64Array,
  { event, beat, offset, piece }: TwoAverages,
): [from: number, to: number][] {
  const short = movingAverage(energy, event)
  const long = movingAverage(energy, beat)
  const least = offset * typicalMean(energy, piece)
  const blocks: [number, number][] = []
  let from = -1
  for (let n = 0; n <= energy.length; n++) {
    const stands = n < energy.length && short[n] > long[n] + least
    if (stands && from < 0) from = n
    if (stands || from < 0) continue
    if (n - from >= event) blocks.push([from, n])
    from = -1
  }
  return blocks
}

function typicalMean(energy: Float64Array, piece: number): number {
  const means: number[] = []
  for (let from = 0; from < energy.length; from += piece) {
    const part = energy.subarray(from, from + piece)
    means.push(part.reduce((sum, value) => sum + value, 0) / part.length)
  }
  return medianOf(means)
}

/** Centred; over what there is at the ends. */
function movingAverage(x: Float64Array, width: number): Float64Array {
  const half = Math.max(0, Math.round((width - 1) / 2))
  const sums = new Float64Array(x.length + 1)
  for (let n = 0; n < x.length; n++) sums[n + 1] = sums[n] + x[n]
  return x.map((_, n) => {
    const from = Math.max(0, n - half)
    const to = Math.min(x.length, n + half + 1)
    return (sums[to] - sums[from]) / (to - from)
  })
}
