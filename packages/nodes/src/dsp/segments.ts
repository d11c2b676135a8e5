/** Cuts an endless signal into overlapping stretches that are looked at one by one. */

export interface Segment {
  readonly x: Float64Array
  /** Place of its first sample in the signal. */
  readonly first: number
  /** What is found in [from, to) belongs to this segment; beyond, to its neighbours. */
  readonly from: number
  readonly to: number
}

/**
 * Segments of `size` samples; each keeps what is `margin` samples or more from its ends, the first
 * keeps its beginning and the last its end. A signal shorter than `size` is one shorter segment.
 * RangeError unless 2 * margin < size.
 */
export function createSegments(
  size: number,
  margin: number,
  visit: (segment: Segment) => void,
): { push(samples: ArrayLike<number>): void; finish(): void } {
  if (!(2 * margin < size)) throw new RangeError(`margins of ${margin} samples in ${size}`)
  const hop = size - 2 * margin
  /** The newest samples; at the end the last segment looks back over them. */
  const held = new Float64Array(size)
  let filled = 0
  let first = 0
  let kept = 0

  return {
    push(samples) {
      for (let n = 0; n < samples.length; n++) {
        if (filled === size) {
          held.copyWithin(0, hop)
          filled -= hop
          first += hop
        }
        held[filled++] = samples[n]
        if (filled < size) continue
        const to = first + size - margin
        visit({ x: held.slice(), first, from: kept, to })
        kept = to
      }
    },
    finish() {
      const end = first + filled
      if (end === kept) return
      // the samples before `first` are gone: the end is judged with what is held
      visit({ x: held.slice(0, filled), first, from: kept, to: end })
      kept = end
    },
  }
}
