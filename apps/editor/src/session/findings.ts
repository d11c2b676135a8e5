/** What the engine has found in files, kept by node parameters, so that the page can plan at once. */
import {
  type Graph,
  type GraphNode,
  type Inspection,
  type Inspections,
  NumberText,
} from '@chirpflow/graph'

export interface Findings {
  /** For each node that was looked into; while a look is under way, what was found there before. */
  of(graph: Graph): Inspections
  add(graph: Graph, found: readonly (readonly [string, Inspection])[]): void
  /** Files have changed. */
  forget(): void
}

/** Findings that are kept, the latest. */
const most = 256

export function createFindings(): Findings {
  const known = new Map<string, Inspection>()
  /** By node id, with the type it had. */
  const last = new Map<string, { readonly type: string; readonly inspection: Inspection }>()
  const keyOf = ({ type, version, params }: GraphNode) => JSON.stringify([type, version, params])
  return {
    of(graph) {
      const inspections = new Map<string, Inspection>()
      for (const [id, node] of Object.entries(graph.nodes)) {
        const before = last.get(id)
        const found =
          known.get(keyOf(node)) ?? (before?.type === node.type ? before.inspection : undefined)
        if (found) inspections.set(id, found)
      }
      return inspections
    },
    add(graph, found) {
      for (const [id, inspection] of found) {
        const node = graph.nodes[id]
        known.delete(keyOf(node))
        known.set(keyOf(node), inspection)
        last.set(id, { type: node.type, inspection })
      }
      for (const oldest of known.keys()) {
        if (known.size <= most) break
        known.delete(oldest)
      }
    },
    forget: () => known.clear(),
  }
}

/** The graph as the engine needs it: plain data, without places, notes and what is not known. */
export function plainGraph({ title, nodes, links }: Graph): Graph {
  const plain = Object.entries(nodes).map(([id, { type, version, params, off }]) => {
    const values = Object.entries(params).map(([name, value]) => [
      name,
      value instanceof NumberText ? Number(value.text) : value,
    ])
    const node: GraphNode = { type, version, params: Object.fromEntries(values), extra: {} }
    return [id, off === undefined ? node : { ...node, off }]
  })
  return { title, nodes: Object.fromEntries(plain), links, view: {}, extra: {} }
}
