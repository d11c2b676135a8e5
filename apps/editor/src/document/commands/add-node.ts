/** Puts a new node into the graph, joined to the port it was dragged from, if any. */
import { type End, formatLink, type Link, refuseLink } from '@chirpflow/graph'
import { type Command, wiringOf } from '../context.ts'
import { freshName, takenNames } from '../names.ts'
import { boxRound, freePlace, gapDown, type Place, placeAfter, placedBoxes } from '../places.ts'
import { hasNode, newNode, withLink, withNode, withPlaces } from './edit.ts'

export interface AddNode {
  /** Id of a node type. */
  readonly type: string
  /** Top left corner; left out: after the node that it is joined to, or below all others. */
  readonly at?: Place
  /** Where the new node is to be joined: an output of the graph to its input `port` ... */
  readonly from?: End
  /** ... or its output `port` to an input of the graph. */
  readonly to?: End
  readonly port?: string
  /** Stands after this node, without a wire. */
  readonly after?: string
}

export const addNode: Command<AddNode> = (graph, args, context) => {
  const { registry, sizeOf } = context
  const node = newNode(registry, args.type)
  if (!node) return { refused: `there is no node type ${args.type}` }
  const placed = context.placed(graph)
  const id = freshName(args.type, takenNames(graph))
  const near = [args.from?.node, args.after].find((other) => other && hasNode(graph, other))
  const below = boxRound(placedBoxes(placed, sizeOf).values())
  const size = sizeOf(args.type)
  const at =
    args.at ??
    (near
      ? placeAfter(placed, near, size, sizeOf)
      : freePlace(placed, below ? [below.left, below.bottom + gapDown] : [0, 0], size, sizeOf))

  const label = `Add ${registry.get(args.type)!.title}`
  const made = { nodes: [id] }
  const added = withPlaces(withNode(placed, id, node), { [id]: at })
  const link = linkOf(id, args)
  if (!link) return { graph: added, label, made }
  const refusal = refuseLink(link, wiringOf(added, context))
  if (refusal) return { refused: `${formatLink(link)} is no wire: ${refusal.message}` }
  return { graph: withLink(added, link, registry), label, made }
}

function linkOf(id: string, { from, to, port }: AddNode): Link | undefined {
  if (port === undefined) return undefined
  if (from) return { from, to: { node: id, port } }
  return to && { from: { node: id, port }, to }
}
