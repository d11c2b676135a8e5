/** Gives nodes equal gaps between the two that stand outermost. */
import type { Command } from '../context.ts'
import { boxOf, type Place } from '../places.ts'
import { nodesOf } from './edit.ts'
import { move } from './move.ts'

export interface Distribute {
  readonly nodes: readonly string[]
  readonly along: 'x' | 'y'
}

export const distribute: Command<Distribute> = (graph, { nodes, along }, context) => {
  const placed = context.placed(graph)
  const [near, far] = along === 'x' ? (['left', 'right'] as const) : (['top', 'bottom'] as const)
  const items = nodesOf(graph, nodes)
    .map((id) => ({ id, box: boxOf(placed, id, context.sizeOf) }))
    .sort((a, b) => a.box[near] - b.box[near] || (a.id < b.id ? -1 : 1))
  const label = `Space ${items.length} nodes evenly`
  if (items.length < 3) return { graph, label }
  const taken = items.reduce((sum, { box }) => sum + box[far] - box[near], 0)
  const end = Math.max(...items.map(({ box }) => box[far]))
  const gap = (end - items[0].box[near] - taken) / (items.length - 1)
  let next = items[0].box[near]
  const places = items.map(({ id, box }): [string, Place] => {
    const at = next
    next += box[far] - box[near] + gap
    return [id, along === 'x' ? [at, box.top] : [box.left, at]]
  })
  const outcome = move(graph, { nodes: Object.fromEntries(places) }, context)
  return 'refused' in outcome ? outcome : { ...outcome, label }
}
