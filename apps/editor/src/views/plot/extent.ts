/** From where to where an axis of values reaches, and how that may change while data flow. */
import type { Piece } from './trace.ts'

export type Extent = readonly [low: number, high: number]

/** Lowest and highest finite value; undefined where there is none. */
export function extentOf(...arrays: readonly ArrayLike<number>[]): Extent | undefined {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return low <= high ? [low, high] : undefined
}

export function extentOfPieces(pieces: readonly Piece[]): Extent | undefined {
  return extentOf(...pieces.map(({ values }) => values))
}

/** Room above and below a line: 6 %; what is never negative stands on zero; a constant is centred. */
export function withRoom([low, high]: Extent, grounded: boolean): Extent {
  if (low === high) {
    const room = low === 0 ? 1 : Math.abs(low) * 0.1
    return [low - room, high + room]
  }
  const room = 0.06 * (high - low)
  return [grounded && low >= 0 ? 0 : low - room, high + room]
}

/** Value below which `share` of the finite values lie, from at most some 1000 of them. */
export function quantile(values: ArrayLike<number>, share: number): number | undefined {
  // An odd stride, so that rows of a common even length do not always give the same places.
  const stride = Math.max(1, Math.floor(values.length / 1000)) | 1
  const kept = new Float64Array(Math.ceil(values.length / stride))
  let count = 0
  for (let i = 0; i < values.length; i += stride) {
    if (Number.isFinite(values[i])) kept[count++] = values[i]
  }
  if (count === 0) return undefined
  return kept.subarray(0, count).sort()[Math.min(count - 1, Math.floor(share * count))]
}

export interface AutoRange {
  readonly shown: Extent
  /** Since when the data have been smaller than what is shown, s. */
  readonly smallerSince?: number
}

const shrinkAfter = 5

/**
 * The range to show now: grows at once, shrinks when the data have been smaller for 5 s. `settled`
 * (nothing flows) takes the data as they are. `now` in seconds, of any clock that only rises.
 */
export function autoRange(
  before: AutoRange | undefined,
  data: Extent,
  now: number,
  settled: boolean,
): AutoRange {
  if (!before || settled) return { shown: data }
  const shown: Extent = [Math.min(before.shown[0], data[0]), Math.max(before.shown[1], data[1])]
  const smaller = shown[0] < data[0] || shown[1] > data[1]
  if (!smaller) return { shown }
  const grew = shown[0] < before.shown[0] || shown[1] > before.shown[1]
  const since = grew ? now : (before.smallerSince ?? now)
  return now - since >= shrinkAfter ? { shown: data } : { shown, smallerSince: since }
}
