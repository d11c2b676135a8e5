/** Fresh ids, and how labels name what they are about. */
import { annotationIds, type Graph } from '@chirpflow/graph'

/** Every name that a node must not take: nodes, and what wires and places speak of without a node. */
export function takenNames(graph: Graph): Set<string> {
  const taken = new Set([...Object.keys(graph.nodes), ...Object.keys(graph.view)])
  for (const { from, to } of graph.links) {
    taken.add(from.node)
    taken.add(to.node)
  }
  return taken
}

/** range-fft, range-fft-2, range-fft-3: the first that is free. */
export function freshName(wanted: string, taken: ReadonlySet<string>): string {
  const word = /^[A-Za-z]/.test(wanted) ? wanted : `node-${wanted}`
  if (!taken.has(word)) return word
  const base = word.replace(/-[0-9]+$/, '')
  for (let count = 2; ; count++) if (!taken.has(`${base}-${count}`)) return `${base}-${count}`
}

/** A fresh id for a group or a note. */
export function freshAnnotation(graph: Graph, kind: 'groups' | 'notes', wanted: string): string {
  return freshName(wanted, new Set(annotationIds(graph, kind)))
}

/** "range", or "3 nodes". */
export function nameAll(ids: readonly string[], what = 'node'): string {
  return ids.length === 1 ? ids[0] : `${ids.length} ${what}s`
}
