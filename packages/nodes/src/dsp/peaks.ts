/** Tells peaks from what lies between them. */
import { medianOf } from './median.ts'

/** Of rising places nearer to each other than `least` samples, those where `height` is largest. */
export function apart(at: readonly number[], height: Float64Array, least: number): number[] {
  const kept: number[] = []
  for (const place of at) {
    const last = kept.at(-1)
    if (last === undefined || place - last >= least) kept.push(place)
    else if (height[Math.round(place)] > height[Math.round(last)]) kept[kept.length - 1] = place
  }
  return kept
}

/** Half of the usual distance of places, in whole samples, and at most `most`. */
export function halfBeat(at: readonly number[], most: number): number {
  const usual = medianOf(at.slice(1).map((place, n) => place - at[n]))
  return Math.round(Math.min(most, (usual || most) / 2))
}

/** Median height of that half of the places that are most like the others: bursts do not count. */
export function heightOfBest(
  x: Float64Array,
  at: readonly number[],
  quality: readonly number[],
): number {
  const least = medianOf(quality)
  return medianOf(at.filter((_, n) => quality[n] >= least).map((place) => x[Math.round(place)]))
}

/** 1 where x swings beyond `least` and is further than `near` samples from each of the places. */
export function loudBetween(
  x: Float64Array,
  at: readonly number[],
  least: number,
  near: number,
): Uint8Array {
  const marks = Uint8Array.from(x, (value) => (Math.abs(value) > least ? 1 : 0))
  for (const place of at) {
    marks.fill(0, Math.max(0, Math.round(place - near)), Math.round(place + near) + 1)
  }
  return marks
}
