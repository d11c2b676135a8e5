/** Columns of a left-to-right drawing: which column each node stands in, and a first order in it. */
import { Graph as Drawing, layout } from '@dagrejs/dagre'

/** From one node to another. */
export type Arc = readonly [string, string]

export interface Rank {
  /** Column, from 0. */
  readonly column: number
  /** Smaller stands higher. */
  readonly order: number
}

/** Columns by dagre's network simplex, which keeps wires short; some milliseconds a node. */
export function rankByDagre(ids: readonly string[], arcs: readonly Arc[]): Map<string, Rank> {
  const drawing = new Drawing()
  drawing.setGraph({ rankdir: 'LR' })
  drawing.setDefaultEdgeLabel(() => ({}))
  // dagre keeps names as members of plain objects, which an id like "constructor" would break.
  const name = new Map(ids.map((id, index) => [id, `n${index}`]))
  for (const id of ids) drawing.setNode(name.get(id)!, { width: 1, height: 1 })
  for (const [from, to] of arcs) drawing.setEdge(name.get(from)!, name.get(to)!)
  layout(drawing)
  const place = new Map(
    ids.map((id) => [id, drawing.node(name.get(id)!) as { x: number; y: number }]),
  )
  // All nodes of a rank have one x.
  const columns = [...new Set([...place.values()].map(({ x }) => x))].sort((a, b) => a - b)
  const column = new Map(columns.map((x, index) => [x, index]))
  return new Map(
    ids.map((id) => [id, { column: column.get(place.get(id)!.x)!, order: place.get(id)!.y }]),
  )
}

/** Columns by longest path; linear. A loop is cut at the node whose id comes first. */
export function rankByPath(ids: readonly string[], arcs: readonly Arc[]): Map<string, Rank> {
  const waits = new Map(ids.map((id) => [id, 0]))
  const next = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const [from, to] of arcs) {
    waits.set(to, waits.get(to)! + 1)
    next.get(from)!.push(to)
  }
  const column = new Map<string, number>()
  const ready = ids.filter((id) => waits.get(id) === 0)
  for (const id of ready) column.set(id, 0)
  const settled = new Set<string>()
  let done = 0
  settleReady()
  for (const root of ids) {
    if (settled.has(root)) continue
    ready.push(root)
    settleReady()
  }
  return new Map(ids.map((id, order) => [id, { column: column.get(id)!, order }]))

  function settleReady(): void {
    for (; done < ready.length; done++) {
      const id = ready[done]
      if (settled.has(id)) continue
      settled.add(id)
      const own = column.get(id) ?? 0
      column.set(id, own)
      for (const to of next.get(id)!) {
        if (settled.has(to)) continue
        column.set(to, Math.max(column.get(to) ?? 0, own + 1))
        waits.set(to, waits.get(to)! - 1)
        if (waits.get(to) === 0) ready.push(to)
      }
    }
  }
}

/** Number of nodes on the longest way on from each node: the main chain has the most. */
export function depths(
  ids: readonly string[],
  arcs: readonly Arc[],
  ranks: ReadonlyMap<string, Rank>,
): ReadonlyMap<string, number> {
  const depth = new Map(ids.map((id) => [id, 1]))
  const columnOf = (id: string) => ranks.get(id)!.column
  const backwards = arcs
    .filter(([from, to]) => columnOf(from) < columnOf(to))
    .sort((a, b) => columnOf(b[0]) - columnOf(a[0]))
  for (const [from, to] of backwards) {
    depth.set(from, Math.max(depth.get(from)!, depth.get(to)! + 1))
  }
  return depth
}
