/** Beats counted in equal steps of time: their rate without the bias of averaging over beats. */

export interface RateCell {
  /** The step ends at (index + 1) * step seconds. */
  readonly index: number
  /** Hz; NaN unless all of the step is known. */
  readonly rate: number
  /** 0 to 1: mean over the step; 0 where there is no rate. */
  readonly quality: number
}

/** An interval that is not sound has NaN beats. Seconds. */
export interface TimedInterval {
  readonly from: number
  readonly to: number
  readonly beats: number
  readonly quality: number
}

/** How far, in parts of an interval, its start may lie from the end of the last and be the same beat. */
const sameBeat = 0.25

/**
 * Plans the count in steps of `step` seconds from 0 on. Each interval spreads its beats evenly over
 * its time (Berger et al., IEEE Trans. Biomed. Eng. 33:900, 1986), so that the mean of the cells over
 * any time is the number of beats in it over its length; the mean of rates one a beat would weigh fast
 * beats more. Intervals must come with rising ends.
 */
export function createRateGrid(step: number): {
  add(interval: TimedInterval): void
  /** The cells that end at or before `until` seconds and were not given yet. */
  settle(until: number): RateCell[]
} {
  /** Of the cells from `next` on: beats, seconds known, seconds weighed by quality. */
  let open: { beats: number; known: number; quality: number }[] = []
  let next = 0
  let last = 0

  function cellAt(index: number) {
    while (open.length <= index - next) open.push({ beats: 0, known: 0, quality: 0 })
    return open[index - next]
  }

  return {
    add({ from, to, beats, quality }) {
      const gap = from - last
      const start = Math.abs(gap) <= sameBeat * (to - from) ? last : Math.max(from, last)
      if (to <= start) return
      // one that overlaps the last is another reading of the same time: nothing is known
      const count = gap < -sameBeat * (to - from) ? Number.NaN : beats
      const rate = count / (to - start)
      last = to
      for (let index = Math.max(next, Math.floor(start / step)); index * step < to; index++) {
        const part = Math.min(to, (index + 1) * step) - Math.max(start, index * step)
        if (part <= 0) continue
        const cell = cellAt(index)
        if (Number.isNaN(rate)) continue
        cell.quality += part * quality
        cell.beats += part * rate
        cell.known += part
      }
    },
    settle(until) {
      const cells: RateCell[] = []
      for (; (next + 1) * step <= until * (1 + 1e-12); next++) {
        const { beats, known, quality } = open[0] ?? { beats: 0, known: 0, quality: 0 }
        open = open.slice(1)
        const whole = known >= step * (1 - 1e-6)
        cells.push({
          index: next,
          rate: whole ? beats / known : Number.NaN,
          quality: whole ? Math.min(1, quality / known) : 0,
        })
      }
      return cells
    },
  }
}
