/** Moves what stands to the right of a node in its row, so that nothing lies under it. */
import type { Graph } from '@chirpflow/graph'
import { gapAcross, placedBoxes, type SizeOf } from '../places.ts'
import { withPlaces } from './edit.ts'

/** Everything that shares the node's height and lies under it or right of it goes right alike. */
export function makeRoom(graph: Graph, id: string, sizeOf: SizeOf): Graph {
  const boxes = placedBoxes(graph, sizeOf)
  const own = boxes.get(id)!
  const middle = (own.left + own.right) / 2
  const right = [...boxes].filter(
    ([other, box]) =>
      other !== id &&
      box.top < own.bottom &&
      own.top < box.bottom &&
      (box.left + box.right) / 2 >= middle,
  )
  const nearest = Math.min(...right.map(([, box]) => box.left))
  const by = own.right + gapAcross - nearest
  if (by <= 0 || !Number.isFinite(by)) return graph
  return withPlaces(
    graph,
    Object.fromEntries(right.map(([other, { left, top }]) => [other, [left + by, top]])),
  )
}
