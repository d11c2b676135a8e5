/** What each moment was answered while it was live, and what it is answered now that a parameter has changed. */

import { countUntil } from './count-until.ts'

export interface Estimate {
  /** s since the first frame. */
  readonly time: number
  /** NaN is no answer. */
  readonly value: number
  /** Share of its window that arrived, 0 to 1. */
  readonly coverage: number
  /** 0 to 1; NaN where none is known. */
  readonly confidence: number
  /** What made it: equal makers give equal answers. */
  readonly maker: string
}

export interface EstimateLog {
  /** Another run begins, from what was kept of the past. */
  begin(): void
  /**
   * The next estimates of the run under way, oldest first. One at a later moment than any before is live;
   * at an earlier one it is made anew.
   */
  take(estimates: readonly Estimate[]): void
  /** First answers, oldest first. */
  live(): readonly Estimate[]
  /** Answers of the run under way for moments whose first one was made otherwise. */
  again(): readonly Estimate[]
  clear(): void
}

const timeOf = ({ time }: Estimate) => time

/** Keeps the last `most` moments. */
export function createEstimateLog(most = 20_000): EstimateLog {
  let live: Estimate[] = []
  let again: Estimate[] = []

  return {
    begin() {
      again = []
    },
    take(estimates) {
      const newest = live.at(-1)?.time ?? Number.NEGATIVE_INFINITY
      for (const estimate of estimates) {
        const { time, maker } = estimate
        if (time > newest) live.push(estimate)
        else {
          const first = live[countUntil(live, time, timeOf) - 1]
          if (first?.time === time && first.maker !== maker) again.push(estimate)
        }
      }
      if (live.length > most) live = live.slice(-most)
    },
    live: () => live,
    again: () => again,
    clear() {
      live = []
      again = []
    },
  }
}

/** The last one not later than a moment, if its window is not over; `period` is from one to the next. */
export function estimateAt(
  estimates: readonly Estimate[],
  time: number,
  period: number,
): Estimate | undefined {
  const found = estimates[countUntil(estimates, time + 1e-6, timeOf) - 1]
  return found && time - found.time <= 1.5 * period ? found : undefined
}
