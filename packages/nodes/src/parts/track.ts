/** Answers as they come, for as long as a radar stands there: eight bytes each, and what changes of place and coverage. */
import type { Chunk, Signal } from '@chirpflow/graph'

export interface Track {
  add(chunk: Chunk): void
  times(): number[]
  coverages(): number[]
  /** One after the other, as they came. */
  values(): Float64Array
}

/** @param signal of the wire; where it has no rate of its own, times take their eight bytes too */
export function createTrack({ rate, start }: Pick<Signal, 'rate' | 'start'>): Track {
  const values = createPages()
  const times = createPages()
  const indices = createRuns(1)
  const coverages = createRuns(0)
  return {
    add({ data, index, time, coverage }) {
      for (const value of data) values.add(value)
      coverages.add(coverage)
      if (rate > 0) indices.add(index)
      else times.add(time)
    },
    times: () =>
      rate > 0 ? indices.all().map((index) => start + index / rate) : Array.from(times.all()),
    coverages: coverages.all,
    values: values.all,
  }
}

/** Numbers of which each is mostly the one before and `step` more. */
function createRuns(step: number) {
  const firsts: number[] = []
  const counts: number[] = []
  return {
    add(value: number): void {
      const last = firsts.length - 1
      if (last >= 0 && value === firsts[last] + step * counts[last]) counts[last]++
      else {
        firsts.push(value)
        counts.push(1)
      }
    },
    all: (): number[] =>
      firsts.flatMap((first, at) =>
        Array.from({ length: counts[at] }, (_, done) => first + step * done),
      ),
  }
}

/** Numbers of a page, whose memory is taken at once. */
const pageSize = 1024

function createPages() {
  const pages: Float64Array[] = []
  let count = 0
  return {
    add(value: number): void {
      if (count % pageSize === 0) pages.push(new Float64Array(pageSize))
      pages[pages.length - 1][count++ % pageSize] = value
    },
    all(): Float64Array {
      const all = new Float64Array(count)
      for (const [at, page] of pages.entries()) {
        all.set(page.subarray(0, count - at * pageSize), at * pageSize)
      }
      return all
    },
  }
}
