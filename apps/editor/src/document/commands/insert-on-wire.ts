/** Puts a node, new or at hand, into a wire, where its ports fit both ends. */
import {
  formatLink,
  type Graph,
  type Link,
  offerOf,
  refuseLink,
  refuseOffer,
} from '@chirpflow/graph'
import { type Command, type Context, wiringOf } from '../context.ts'
import { freshName, takenNames } from '../names.ts'
import { boxOf, gapAcross, type Place } from '../places.ts'
import { hasLink, hasNode, newNode, withLink, withNode, withoutLinks, withPlaces } from './edit.ts'
import { makeRoom } from './make-room.ts'

export interface InsertOnWire {
  readonly link: Link
  /** A new node of this type ... */
  readonly type?: string
  /** ... or one of the graph. */
  readonly node?: string
  /** Top left corner; left out: between the two ends. */
  readonly at?: Place
}

export const insertOnWire: Command<InsertOnWire> = (graph, args, context) => {
  const { link, type, node: given, at } = args
  const { registry, sizeOf } = context
  if (!hasLink(graph, link)) return { refused: `there is no wire ${formatLink(link)}` }
  if (given === link.from.node || given === link.to.node) {
    return { refused: `${given} is an end of this wire already` }
  }
  const missing = [link.from.node, link.to.node].find((id) => !hasNode(graph, id))
  if (missing !== undefined) return { refused: `there is no node ${missing}` }
  const placed = context.placed(graph)
  const fresh = type === undefined ? undefined : newNode(registry, type)
  const id = fresh ? freshName(fresh.type, takenNames(graph)) : given
  if (id === undefined || (!fresh && !hasNode(graph, id))) {
    return { refused: type ? `there is no node type ${type}` : `there is no node ${given}` }
  }
  const cut = withoutLinks(fresh ? withNode(placed, id, fresh) : placed, [link])
  const place = at ?? (fresh ? between(placed, link, context) : placed.view[id])
  const joined = joinThrough(withPlaces(cut, { [id]: place }), link, id, context)
  if (!joined) {
    return {
      refused: `${fresh ? registry.get(fresh.type)!.title : id} does not fit between ${formatLink(link).replace(' -> ', ' and ')}`,
    }
  }
  return {
    graph: makeRoom(joined, id, sizeOf),
    label: `Insert ${fresh ? registry.get(fresh.type)!.title : id}`,
    made: { nodes: [id] },
  }
}

/** The first pair of free ports, in the order of the definition, that fits both ends. */
function joinThrough(graph: Graph, link: Link, id: string, context: Context): Graph | undefined {
  const type = context.registry.get(graph.nodes[id].type)
  const offer = offerOf(link.from, wiringOf(graph, context))
  if (!type || !offer) return undefined
  for (const [input, port] of Object.entries(type.inputs)) {
    const used = graph.links.some(({ to }) => to.node === id && to.port === input)
    if ((used && port.kind !== 'many') || refuseOffer(port, offer)) continue
    const first = { from: link.from, to: { node: id, port: input } }
    if (refuseLink(first, wiringOf(graph, context))) continue
    const half = withLink(graph, first, context.registry)
    for (const output of Object.keys(type.outputs)) {
      const second = { from: { node: id, port: output }, to: link.to }
      if (refuseLink(second, wiringOf(half, context))) continue
      return withLink(half, second, context.registry)
    }
  }
  return undefined
}

function between(graph: Graph, { from, to }: Link, { sizeOf }: Context): Place {
  const a = boxOf(graph, from.node, sizeOf)
  const b = boxOf(graph, to.node, sizeOf)
  // A wire that returns to the left begins a lane: the new node stands at its head.
  return b.left > a.left ? [b.left, b.top] : [a.right + gapAcross, a.top]
}
