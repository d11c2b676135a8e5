/**
 * Many plans in one graph: nodes equal in id, type, parameters and inputs, all the way up, stand in it
 * once, so what chains have in common runs once by construction.
 */
import type { End, Graph, GraphNode, Link, Plan, PlannedNode } from '@chirpflow/graph'

export interface Merger {
  /** Takes in the node and all that feeds it; gives the id that it has in the merged graph. */
  addNode(plan: Plan, id: string): string
  /** The same for the node of an output; what stands in for a bypassed one, where it is. */
  addEnd(plan: Plan, end: End): End
  graph(title: string): Graph
}

export function createMerger(): Merger {
  const nodes: Record<string, GraphNode> = {}
  const links: Link[] = []
  const known = new Map<string, string>()
  const taken = new Map<Plan, Map<string, string>>()

  function take(plan: Plan, target: string): string {
    const ids = taken.get(plan) ?? new Map<string, string>()
    taken.set(plan, ids)
    const wanted = feedersOf(plan, target)
    for (const node of plan.nodes) {
      if (wanted.has(node.id) && !ids.has(node.id)) ids.set(node.id, intern(node, ids, plan))
    }
    const id = ids.get(target)
    if (id === undefined) throw new Error(`${target} is not in the plan that is merged`)
    return id
  }

  function intern(node: PlannedNode, ids: ReadonlyMap<string, string>, plan: Plan): string {
    const inputs = [...node.inputs].map(([port, ends]) => {
      const from = ends.map((end) => ({ node: ids.get(end.node)!, port: end.port }))
      return { port, from }
    })
    const key = keyOf(node, inputs)
    const same = known.get(key)
    if (same !== undefined) return same
    const id = freeId(node.id, nodes, plan)
    known.set(key, id)
    const { type, params } = node
    nodes[id] = { type: type.id, version: type.version, params, extra: {} }
    for (const { port, from } of inputs) {
      for (const end of from) links.push({ from: end, to: { node: id, port } })
    }
    return id
  }

  return {
    addNode: take,
    addEnd(plan, end) {
      const real = plan.bypassed.get(`${end.node}.${end.port}`) ?? end
      return { node: take(plan, real.node), port: real.port }
    },
    graph: (title) => ({ title, nodes: { ...nodes }, links: [...links], view: {}, extra: {} }),
  }
}

/** Two nodes of one graph stay two: a port may take from both. */
function keyOf(
  { id, type, params }: PlannedNode,
  inputs: readonly { readonly port: string; readonly from: readonly End[] }[],
): string {
  const values = Object.keys(params)
    .sort()
    .map((name) => [name, params[name]])
  return JSON.stringify([id, type.id, type.version, values, inputs])
}

/**
 * A port that takes many wires gets them sorted by name, so a new name must stand among the others
 * where the old one did: just before it ("-" comes before the "." of "node.port"), and after all that
 * came before it ("z" is the last sign of an id).
 */
function freeId(id: string, nodes: Readonly<Record<string, GraphNode>>, plan: Plan): string {
  if (!Object.hasOwn(nodes, id)) return id
  const before = plan.nodes.map((other) => `${other.id}.`).filter((other) => other < `${id}.`)
  const last = before.sort().at(-1) ?? ''
  for (let stem = `${id}-`; ; stem += 'z') {
    let number = 2
    while (Object.hasOwn(nodes, `${stem}${number}`)) number++
    if (`${stem}${number}.` > last) return `${stem}${number}`
  }
}

/** The node and all planned nodes that feed it. */
export function feedersOf(plan: Plan, target: string): ReadonlySet<string> {
  const wanted = new Set([target])
  for (const node of [...plan.nodes].reverse()) {
    if (!wanted.has(node.id)) continue
    for (const ends of node.inputs.values()) for (const { node: id } of ends) wanted.add(id)
  }
  return wanted
}

/** The graph of these nodes and all that feed them. */
export function subgraphOf(graph: Graph, targets: Iterable<string>): Graph {
  const feeders = new Map<string, string[]>()
  for (const { from, to } of graph.links) {
    feeders.set(to.node, [...(feeders.get(to.node) ?? []), from.node])
  }
  // A set that grows while it is walked: each node once.
  const wanted = new Set(targets)
  for (const id of wanted) for (const feeder of feeders.get(id) ?? []) wanted.add(feeder)
  const nodes = Object.entries(graph.nodes).filter(([id]) => wanted.has(id))
  return {
    ...graph,
    nodes: Object.fromEntries(nodes),
    links: graph.links.filter(({ to }) => wanted.has(to.node)),
  }
}
