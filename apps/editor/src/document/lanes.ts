/** Long chains are folded: where a row of columns is cut into lanes that fit the window. */

export interface Column {
  /** Width of its widest node. */
  readonly width: number
  /** Categories of its nodes. */
  readonly categories: ReadonlySet<string>
  /** How many outputs have wires that run from left of this column into it or past it. */
  readonly crossings: number
}

/**
 * Cuts columns into lanes no wider than `room` (a wider column stands alone): as few lanes as can be;
 * of those the cut that parts the fewest wires, falls between categories, and leaves even lanes.
 * Returns the first column of each lane.
 */
export function cutLanes(columns: readonly Column[], room: number, gap: number): readonly number[] {
  /** Best way to lay out the columns before each place. */
  const best: { lanes: number; cost: number; from: number }[] = [{ lanes: 0, cost: 0, from: 0 }]
  for (let end = 1; end <= columns.length; end++) {
    let width = -gap
    let found: (typeof best)[number] | undefined
    for (let from = end - 1; from >= 0; from--) {
      width += columns[from].width + gap
      if (width > room && from < end - 1) break
      const lanes = best[from].lanes + 1
      const cost = best[from].cost + costOfCut(columns, from) + (end - from) ** 2
      const better = !found || lanes < found.lanes || (lanes === found.lanes && cost < found.cost)
      if (better) found = { lanes, cost, from }
    }
    best.push(found!)
  }
  const starts: number[] = []
  for (let end = columns.length; end > 0; end = best[end].from) starts.unshift(best[end].from)
  return starts
}

/** In units of the squared lane lengths that it is added to: a wire more costs what a category saves. */
function costOfCut(columns: readonly Column[], at: number): number {
  if (at === 0) return 0
  const before = columns[at - 1].categories
  const parts = [...columns[at].categories].every((category) => !before.has(category))
  return 4 * Math.max(0, columns[at].crossings - 1) + (parts ? 0 : 4)
}
