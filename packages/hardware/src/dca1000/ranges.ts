/** Which whole numbers have been had, as ranges: sorted, apart from each other, [from, to). */

export interface Ranges {
  /** End of the last range; -Infinity where there is none. */
  readonly end: number
  add(from: number, to: number): void
  /** Whether all of [from, to) was added. */
  covers(from: number, to: number): boolean
  /** What of [from, to) was not added, in order. */
  gaps(from: number, to: number): [number, number][]
}

/** @param most ranges that are remembered; beyond it the lowest are given up as if never added */
export function createRanges(most = 4096): Ranges {
  let starts: number[] = []
  let ends: number[] = []

  return {
    get end() {
      return ends.length > 0 ? ends[ends.length - 1] : -Infinity
    },
    add(from, to) {
      if (to <= from) return
      const last = ends.length - 1
      if (last >= 0 && from === ends[last]) ends[last] = to
      else if (last < 0 || from > ends[last]) {
        starts.push(from)
        ends.push(to)
      } else merge(from, to)
      if (ends.length <= most) return
      starts = starts.slice(-most / 2)
      ends = ends.slice(-most / 2)
    },
    covers(from, to) {
      const at = firstEndingAtOrAfter(to)
      return at < ends.length && starts[at] <= from
    },
    gaps(from, to) {
      const gaps: [number, number][] = []
      for (let at = firstEndingAtOrAfter(from); at < ends.length && starts[at] < to; at++) {
        if (starts[at] > from) gaps.push([from, starts[at]])
        from = Math.max(from, ends[at])
      }
      if (from < to) gaps.push([from, to])
      return gaps
    },
  }

  function merge(from: number, to: number): void {
    const first = firstEndingAtOrAfter(from)
    let beyond = first
    while (beyond < ends.length && starts[beyond] <= to) beyond++
    if (beyond > first) {
      from = Math.min(from, starts[first])
      to = Math.max(to, ends[beyond - 1])
    }
    starts.splice(first, beyond - first, from)
    ends.splice(first, beyond - first, to)
  }

  /** What is asked about is nearly always near the end. */
  function firstEndingAtOrAfter(value: number): number {
    let low = 0
    let high = ends.length
    if (high > 1 && ends[high - 2] < value) low = high - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle] >= value) high = middle
      else low = middle + 1
    }
    return low
  }
}
