/** Joins two ports that do not fit through the chain of nodes that findAdapters offers. */
import {
  type AdapterStep,
  type End,
  type Graph,
  hasErrors,
  type Link,
  upstreamOf,
  wireName,
} from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { freshName, takenNames } from '../names.ts'
import { gapAcross, type Place } from '../places.ts'
import { hasNode, newNode, withLink, withNode, withPlaces } from './edit.ts'
import { makeRoom } from './make-room.ts'

export interface InsertAdapters extends Link {
  readonly chain: readonly AdapterStep[]
}

export const insertAdapters: Command<InsertAdapters> = (graph, { from, to, chain }, context) => {
  const { registry, sizeOf } = context
  const missing = [from.node, to.node].find((id) => !hasNode(graph, id))
  if (missing !== undefined) return { refused: `there is no node ${missing}` }
  if (upstreamOf(graph, from.node).has(to.node)) {
    return { refused: `${to.node} feeds ${from.node} already, this would close a loop` }
  }
  const unknown = chain.find(({ type }) => !registry.has(type))
  if (unknown) return { refused: `there is no node type ${unknown.type}` }

  let edited: Graph = context.placed(graph)
  let end: End = from
  let [x, y]: Place = edited.view[from.node]
  x += sizeOf(edited.nodes[from.node].type).width + gapAcross
  const made: string[] = []
  for (const { type, input, output } of chain) {
    const id = freshName(type, takenNames(edited))
    edited = withPlaces(withNode(edited, id, newNode(registry, type)!), { [id]: [x, y] })
    edited = withLink(edited, { from: end, to: { node: id, port: input } }, registry)
    edited = makeRoom(edited, id, sizeOf)
    end = { node: id, port: output }
    x += sizeOf(type).width + gapAcross
    made.push(id)
  }
  edited = withLink(edited, { from: end, to }, registry)

  const wrong = context
    .plan(edited)
    .problems.filter(({ node, link }) => link !== undefined || made.includes(node ?? ''))
  const before = new Set(context.plan(graph).problems.map(({ message }) => message))
  const news = wrong.filter(({ message }) => !before.has(message))
  if (hasErrors(news)) {
    return {
      refused: `${wireName(from)} and ${wireName(to)} cannot be joined so: ${news[0].message}`,
    }
  }
  const what = chain.length === 1 ? registry.get(chain[0].type)!.title : `${chain.length} nodes`
  return { graph: edited, label: `Insert ${what}`, made: { nodes: made } }
}
