/** Zooming and panning one axis: from a range and the whole to the next range. */
import type { Extent } from './plot/extent.ts'

/** Deepest zoom: this share of the whole. */
const deepest = 1e-4

/** The range scaled by `factor` about `centre`, kept within the whole; undefined is the whole. */
export function zoomed(
  shown: Extent,
  whole: Extent,
  centre: number,
  factor: number,
): Extent | undefined {
  const full = whole[1] - whole[0]
  const size = Math.max(full * deepest, (shown[1] - shown[0]) * factor)
  if (!(size < full)) return undefined
  const share = (centre - shown[0]) / (shown[1] - shown[0])
  return within([centre - share * size, centre + (1 - share) * size], whole)
}

/** The range moved by `by`, as far as the whole reaches. */
export function panned(shown: Extent, whole: Extent, by: number): Extent {
  return within([shown[0] + by, shown[1] + by], whole)
}

function within([low, high]: Extent, whole: Extent): Extent {
  const size = high - low
  if (low < whole[0]) return [whole[0], whole[0] + size]
  return high > whole[1] ? [whole[1] - size, whole[1]] : [low, high]
}
