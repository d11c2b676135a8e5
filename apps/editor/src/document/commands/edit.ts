/** Small steps that the commands are made of. */
import {
  formatLink,
  type Graph,
  type GraphNode,
  type Link,
  type Registry,
  resolveNode,
} from '@chirpflow/graph'
import { type Place, snapPlace } from '../places.ts'

export function hasNode(graph: Graph, id: string): boolean {
  return Object.hasOwn(graph.nodes, id)
}

/** Those of the ids that are nodes, each once, sorted. */
export function nodesOf(graph: Graph, ids: Iterable<string>): string[] {
  return [...new Set(ids)].filter((id) => hasNode(graph, id)).sort()
}

export function withNode(graph: Graph, id: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [id]: node } }
}

export function withPlaces(graph: Graph, places: Readonly<Record<string, Place>>): Graph {
  const snapped = Object.entries(places).map(([id, place]) => [id, snapPlace(place)] as const)
  return { ...graph, view: { ...graph.view, ...Object.fromEntries(snapped) } }
}

/** A new node of a type, with every parameter written out. */
export function newNode(registry: Registry, type: string): GraphNode | undefined {
  const definition = registry.get(type)
  if (!definition) return undefined
  const bare: GraphNode = { type, version: definition.version, params: {}, extra: {} }
  return { ...bare, params: { ...resolveNode(type, bare, registry).params } }
}

/** The graph with the wire; one that stands at an input which takes only one gives way. */
export function withLink(graph: Graph, link: Link, registry: Registry): Graph {
  const type = hasNode(graph, link.to.node)
    ? registry.get(graph.nodes[link.to.node].type)
    : undefined
  const inputs = type?.inputs ?? {}
  const several = Object.hasOwn(inputs, link.to.port) && inputs[link.to.port].kind === 'many'
  const stays = ({ from, to }: Link) =>
    to.node !== link.to.node ||
    to.port !== link.to.port ||
    (several && (from.node !== link.from.node || from.port !== link.from.port))
  return { ...graph, links: [...graph.links.filter(stays), link] }
}

export function withoutLinks(graph: Graph, links: readonly Link[]): Graph {
  const gone = new Set(links.map(formatLink))
  const stay = graph.links.filter((link) => !gone.has(formatLink(link)))
  return stay.length === graph.links.length ? graph : { ...graph, links: stay }
}

export function hasLink(graph: Graph, link: Link): boolean {
  const name = formatLink(link)
  return graph.links.some((other) => formatLink(other) === name)
}
