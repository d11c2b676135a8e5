/**
 * The order of things. A source's moments are its emissions, times rising, and then its end; with
 * several sources the earliest goes first, and at equal times the one whose id is first.
 */

export interface Moment {
  readonly time: number
  /** Id of the source. */
  readonly source: string
  readonly end: boolean
}

export function compareMoments(a: Moment, b: Moment): number {
  if (a.time !== b.time) return a.time - b.time
  if (a.source !== b.source) return a.source < b.source ? -1 : 1
  return Number(a.end) - Number(b.end)
}
