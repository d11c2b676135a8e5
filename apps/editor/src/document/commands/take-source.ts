/** Has the graph read from elsewhere: its radar source becomes another, with its id and wires. */
import {
  type Graph,
  type GraphNode,
  type Link,
  type NodeType,
  type ParamValue,
  type Registry,
  resolveNode,
} from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { addNode } from './add-node.ts'
import { hasNode, nodesOf, withNode } from './edit.ts'

export interface TakeSource {
  /** Id of the node type that reads there, such as one that is live. */
  readonly type: string
  readonly params: Readonly<Record<string, ParamValue>>
  /** What the step is called. */
  readonly label: string
  /** Which source gives way, where there are several: those of them that are selected. */
  readonly sources?: readonly string[]
}

/**
 * What hangs on outputs that it does not have, such as a simulator's truth, is switched off with all
 * that needs it. A graph without a source gets one.
 */
export const takeSource: Command<TakeSource> = (graph, given, context) => {
  const { type, params, label, sources = [] } = given
  const { registry } = context
  const wanted = registry.get(type)
  if (!wanted) return { refused: `there is no node type ${type}` }
  const found = replaceable(graph, wanted, registry)
  const chosen = nodesOf(graph, sources).filter((id) => found.includes(id))
  const [id, ...others] = chosen.length > 0 ? chosen : found
  if (id === undefined) {
    const added = addNode(graph, { type }, context)
    if ('refused' in added) return added
    const [made] = added.made?.nodes ?? []
    return { ...added, graph: withParams(added.graph, made, wanted, params), label }
  }
  if (others.length > 0) {
    const names = [id, ...others].join(', ')
    return { refused: `${names} all read a radar: select the one that is to give way` }
  }
  const edited = withSource(context.placed(graph), id, wanted, registry)
  const set = withParams(edited, id, wanted, params)
  return { graph: isSame(graph.nodes[id], set.nodes[id]) ? graph : set, label }
}

/** Sources of that type, else those with the same first output. */
export function replaceable(graph: Graph, wanted: NodeType, registry: Registry): readonly string[] {
  const [port] = Object.keys(wanted.outputs)
  const typeOf = (id: string) => registry.get(graph.nodes[id].type)
  const ids = Object.keys(graph.nodes).sort()
  const same = ids.filter((id) => graph.nodes[id].type === wanted.id)
  if (same.length > 0) return same
  return ids.filter((id) => {
    const type = typeOf(id)
    return type?.category === 'source' && Object.hasOwn(type.outputs, port)
  })
}

function withSource(graph: Graph, id: string, wanted: NodeType, registry: Registry): Graph {
  const old = graph.nodes[id]
  if (old.type === wanted.id) return graph
  const node: GraphNode = { type: wanted.id, version: wanted.version, params: {}, extra: old.extra }
  const stays = ({ from }: Link) => from.node !== id || Object.hasOwn(wanted.outputs, from.port)
  const links = graph.links.filter(stays)
  const gone = graph.links.filter((link) => !stays(link))
  const swapped = { ...withNode(graph, id, node), links }
  const idle = [...idleAfter(swapped, gone, registry)]
  const off = Object.fromEntries(
    idle.map((one) => [one, { ...swapped.nodes[one], off: true as const }]),
  )
  return { ...swapped, nodes: { ...swapped.nodes, ...off } }
}

/** Nodes that have lost what they cannot run without, and those that hang on them. */
function idleAfter(graph: Graph, gone: readonly Link[], registry: Registry): Set<string> {
  const idle = new Set<string>()
  const lose = ({ to }: Link) => {
    const type = hasNode(graph, to.node) ? registry.get(graph.nodes[to.node].type) : undefined
    const input = type && Object.hasOwn(type.inputs, to.port) ? type.inputs[to.port] : undefined
    if (!input || input.kind === 'optional' || idle.has(to.node)) return
    const feeds = (link: Link) =>
      link.to.node === to.node && link.to.port === to.port && !idle.has(link.from.node)
    if (graph.links.some(feeds)) return
    idle.add(to.node)
    for (const link of graph.links) if (link.from.node === to.node) lose(link)
  }
  for (const link of gone) lose(link)
  return idle
}

function withParams(graph: Graph, id: string, type: NodeType, params: TakeSource['params']): Graph {
  const node = graph.nodes[id]
  const bare = { ...node, params: { ...node.params } }
  const own = Object.entries(params).filter(([name]) => Object.hasOwn(type.params, name))
  const known = resolveNode(id, bare, new Map([[type.id, type]])).params
  return withNode(graph, id, { ...node, params: { ...known, ...Object.fromEntries(own) } })
}

function isSame(a: GraphNode, b: GraphNode): boolean {
  return a.type === b.type && JSON.stringify(a.params) === JSON.stringify(b.params)
}
