/** Where things stand on the canvas: sizes, boxes, and positions that snap to 4. */
import type { Graph } from '@chirpflow/graph'

export type Place = readonly [number, number]

export interface Size {
  readonly width: number
  readonly height: number
}

/** How large a node of a type is drawn. */
export type SizeOf = (type: string) => Size

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Between nodes of a lane, and between rows of a lane. */
export const gapAcross = 36
export const gapDown = 24
/** Room for the wire that returns to the left, and for the headings of two frames. */
export const gapBetweenLanes = 96

/** A node with one port on each side: header 28, preview 84, one row 20, signal line 24 and padding. */
export const usualSize: Size = { width: 176, height: 168 }

/** The grid of all positions. */
export function snap(value: number): number {
  return Math.round(value / 4) * 4 + 0
}

export function snapPlace([x, y]: Place): Place {
  return [snap(x), snap(y)]
}

export function boxAt([x, y]: Place, { width, height }: Size): Box {
  return { left: x, top: y, right: x + width, bottom: y + height }
}

/** The box of a node that has a place. */
export function boxOf(graph: Graph, id: string, sizeOf: SizeOf): Box {
  return boxAt(graph.view[id], sizeOf(graph.nodes[id].type))
}

/** The box round several; undefined round none. */
export function boxRound(boxes: Iterable<Box>): Box | undefined {
  let round: Box | undefined
  for (const box of boxes) {
    round = round
      ? {
          left: Math.min(round.left, box.left),
          top: Math.min(round.top, box.top),
          right: Math.max(round.right, box.right),
          bottom: Math.max(round.bottom, box.bottom),
        }
      : box
  }
  return round
}

/** Nodes of the graph that have a place, with their boxes. */
export function placedBoxes(graph: Graph, sizeOf: SizeOf): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const id of Object.keys(graph.nodes)) {
    if (Object.hasOwn(graph.view, id)) boxes.set(id, boxOf(graph, id, sizeOf))
  }
  return boxes
}

export function overlap(a: Box, b: Box, room = 0): boolean {
  return (
    a.left < b.right + room &&
    b.left < a.right + room &&
    a.top < b.bottom + room &&
    b.top < a.bottom + room
  )
}

/** The first free place at or below `wanted` for a box of this size. */
export function freePlace(graph: Graph, wanted: Place, size: Size, sizeOf: SizeOf): Place {
  const boxes = [...placedBoxes(graph, sizeOf).values()].sort((a, b) => a.top - b.top)
  let [x, y] = snapPlace(wanted)
  for (const box of boxes) {
    if (overlap(boxAt([x, y], size), box, gapDown - 1)) y = snapUp(box.bottom + gapDown)
  }
  return [x, y]
}

/** Where a node that follows `id` stands: right of it, or below what stands there. */
export function placeAfter(graph: Graph, id: string, size: Size, sizeOf: SizeOf): Place {
  const { right, top } = boxOf(graph, id, sizeOf)
  return freePlace(graph, [right + gapAcross, top], size, sizeOf)
}

function snapUp(value: number): number {
  return Math.ceil(value / 4) * 4
}
