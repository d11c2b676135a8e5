/** Lines nodes up along an edge, or spaces them evenly. */
import type { Command } from '../context.ts'
import { boxOf, boxRound, type Place } from '../places.ts'
import { nodesOf } from './edit.ts'
import { move } from './move.ts'

export interface Align {
  readonly nodes: readonly string[]
  /** centre: on one vertical line; middle: on one horizontal line. */
  readonly edge: 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
}

export const align: Command<Align> = (graph, { nodes, edge }, context) => {
  const placed = context.placed(graph)
  const ids = nodesOf(graph, nodes)
  const boxes = ids.map((id) => boxOf(placed, id, context.sizeOf))
  const round = boxRound(boxes)
  const label = `Align ${ids.length} nodes`
  if (!round || ids.length < 2) return { graph, label }
  const places = ids.map((id, index): [string, Place] => {
    const { left, top, right, bottom } = boxes[index]
    const [width, height] = [right - left, bottom - top]
    const to: Record<Align['edge'], Place> = {
      left: [round.left, top],
      centre: [(round.left + round.right - width) / 2, top],
      right: [round.right - width, top],
      top: [left, round.top],
      middle: [left, (round.top + round.bottom - height) / 2],
      bottom: [left, round.bottom - height],
    }
    return [id, to[edge]]
  })
  const outcome = move(graph, { nodes: Object.fromEntries(places) }, context)
  return 'refused' in outcome ? outcome : { ...outcome, label }
}
