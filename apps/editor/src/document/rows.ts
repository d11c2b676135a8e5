/** Rows of a lane: a chain runs straight, branches and long wires take rows of their own below it. */
import type { Arc } from './ranks.ts'

/**
 * The row of each node of a lane. `columns` holds its nodes column by column, those that are to stand
 * higher first; arcs that do not run to the right within the lane are left aside.
 */
export function assignRows(
  columns: readonly (readonly string[])[],
  arcs: readonly Arc[],
): ReadonlyMap<string, number> {
  const columnOf = new Map<string, number>()
  columns.forEach((ids, column) => {
    for (const id of ids) columnOf.set(id, column)
  })
  /** What stands in each column: nodes, and '' for a long wire that passes; each with its feeders. */
  const cells = columns.map((ids) => ids.map((id) => ({ name: id, feeders: [] as string[] })))
  const cellOf = new Map(cells.flatMap((column) => column.map((cell) => [cell.name, cell])))
  for (const [from, to] of arcs) {
    const start = columnOf.get(from)
    const end = columnOf.get(to)
    if (start === undefined || end === undefined || end <= start) continue
    let before = from
    for (let column = start + 1; column < end; column++) {
      // Wires of one node share a way; '.' stands in no id.
      const name = `${from}.${column}`
      if (!cellOf.has(name)) {
        const cell = { name, feeders: [before] }
        cellOf.set(name, cell)
        cells[column].push(cell)
      }
      before = name
    }
    cellOf.get(to)!.feeders.push(before)
  }

  const rows = new Map<string, number>()
  for (const column of cells) {
    const wishes = column.map(({ name, feeders }, place) => {
      const from = feeders.map((feeder) => rows.get(feeder)!)
      return { name, place, wish: from.length > 0 ? Math.min(...from) : undefined }
    })
    wishes.sort((a, b) => (a.wish ?? Infinity) - (b.wish ?? Infinity) || a.place - b.place)
    let free = 0
    for (const { name, wish } of wishes) {
      const row = Math.max(free, wish ?? 0)
      rows.set(name, row)
      free = row + 1
    }
  }
  return new Map([...columnOf.keys()].map((id) => [id, rows.get(id)!]))
}
