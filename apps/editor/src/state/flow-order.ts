/** The place of each node in the order of flow: sources first, a loop where its first id stands. */
import type { Graph } from '@chirpflow/graph'

/** Rank of every node: the longest way from a source to it, in wires. */
export function flowOrder(graph: Graph): ReadonlyMap<string, number> {
  const ids = Object.keys(graph.nodes).sort()
  const next = new Map<string, string[]>(ids.map((id) => [id, []]))
  const waits = new Map(ids.map((id) => [id, 0]))
  for (const { from, to } of graph.links) {
    if (!next.has(from.node) || !waits.has(to.node)) continue
    next.get(from.node)!.push(to.node)
    waits.set(to.node, waits.get(to.node)! + 1)
  }
  const rank = new Map<string, number>(ids.map((id) => [id, 0]))
  const settled = new Set<string>()
  for (const root of [...ids.filter((id) => waits.get(id) === 0), ...ids]) {
    const ready = [root]
    for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
      if (settled.has(id)) continue
      settled.add(id)
      for (const to of next.get(id)!) {
        if (settled.has(to)) continue
        rank.set(to, Math.max(rank.get(to)!, rank.get(id)! + 1))
        waits.set(to, waits.get(to)! - 1)
        if (waits.get(to) === 0) ready.push(to)
      }
    }
  }
  return rank
}

/** Node ids from the sources on; of one rank, by id. */
export function inFlow(graph: Graph): readonly string[] {
  const rank = flowOrder(graph)
  return [...rank.keys()].sort((a, b) => rank.get(a)! - rank.get(b)! || (a < b ? -1 : 1))
}
