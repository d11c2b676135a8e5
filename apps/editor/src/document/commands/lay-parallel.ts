/** Where the copy of a chain stands: below all branches, as its original stands; what lies there makes room. */
import { type End, type Graph, readAnnotations, withNote } from '@chirpflow/graph'
import type { Chain } from '../alternative-chain.ts'
import { comparisonsOf } from '../branches.ts'
import type { Context } from '../context.ts'
import {
  type Box,
  boxAt,
  boxRound,
  freePlace,
  gapAcross,
  overlap,
  type Place,
  placedBoxes,
  type SizeOf,
  snap,
} from '../places.ts'
import { withPlaces } from './edit.ts'

/** Room for the heading of the branch below. */
const gapBetween = 36
/** Least distance of a copy to what is not of its branch. */
const apart = 12
/** Between the last node on a note and its foot. */
const footOfNote = 20

/** Places the copies (`names`: original to copy), which have no place yet. */
export function layParallel(
  graph: Graph,
  names: ReadonlyMap<string, string>,
  chain: Chain,
  context: Context,
): Graph {
  const boxes = placedBoxes(graph, context.sizeOf)
  const top = Math.min(...[...names.keys()].map((id) => boxes.get(id)!.top))
  const branches = new Set([...names.keys(), ...siblings(graph, chain, context)])
  const line = Math.max(...[...branches].map((id) => boxes.get(id)!.bottom))
  const shifted = (by: number) => shiftAll(graph, names, boxes, by, context.sizeOf)

  // what begins above the line and reaches below it is passed by, what lies below it makes room
  const stays = [...boxes.values()].filter((box) => box.top < line && box.bottom > line)
  let by = line + gapBetween - top
  for (const box of stays.sort((a, b) => a.bottom - b.bottom)) {
    const isHit = shifted(by).some((copy) => overlap(copy.box, box, apart))
    if (isHit) by = box.bottom + gapBetween - top
  }
  const laid = shifted(snapUp(by))
  const room = makeRoomBelow(graph, line, boxRound(laid.map(({ box }) => box))!, boxes)
  return withPlaces(room, Object.fromEntries(laid.map(({ copy, place }) => [copy, place])))
}

/** Nodes of the branches that are there already. */
function siblings(graph: Graph, { judge }: Chain, { registry }: Context): readonly string[] {
  const comparison = comparisonsOf(graph, registry).find(({ node }) => node === judge)
  return comparison?.branches.flatMap(({ nodes }) => nodes) ?? []
}

function shiftAll(
  graph: Graph,
  names: ReadonlyMap<string, string>,
  boxes: ReadonlyMap<string, Box>,
  by: number,
  sizeOf: SizeOf,
) {
  return [...names].map(([id, copy]) => {
    const { left, top } = boxes.get(id)!
    const place: Place = [left, top + by]
    return { copy, place, box: boxAt(place, sizeOf(graph.nodes[copy].type)) }
  })
}

/** All that lies below the line goes down alike until the box is free; a note round it grows. */
function makeRoomBelow(
  graph: Graph,
  line: number,
  box: Box,
  boxes: ReadonlyMap<string, Box>,
): Graph {
  const below = [...boxes].filter(([, { top }]) => top >= line)
  const lacks = below
    .filter(([, other]) => overlap(other, box, gapBetween - 1))
    .map(([, { top }]) => box.bottom + gapBetween - top)
  const by = snapUp(Math.max(0, ...lacks))
  let edited = withPlaces(
    graph,
    by === 0 ? {} : Object.fromEntries(below.map(([id, { left, top }]) => [id, [left, top + by]])),
  )
  for (const [id, note] of Object.entries(readAnnotations(graph).notes)) {
    const [x, y] = note.at
    const [width, height] = note.size
    const holds = y < line && y + height >= line && x < box.right && x + width > box.left
    const more = Math.max(by, snapUp(box.bottom + footOfNote - (y + height)))
    if (y >= line && by > 0) edited = withNote(edited, id, { ...note, at: [x, y + by] })
    else if (holds && more > 0)
      edited = withNote(edited, id, { ...note, size: [width, height + more] })
  }
  return edited
}

/** Right of the ends and of all that they feed, at the middle between them. */
export function placeJudge(
  graph: Graph,
  judge: string,
  ends: readonly End[],
  { sizeOf }: Context,
): Graph {
  const boxes = placedBoxes(graph, sizeOf)
  const round = boxRound(ends.map(({ node }) => boxes.get(node)!))!
  const fed = graph.links
    .filter(({ from, to }) => ends.some(({ node }) => node === from.node) && boxes.has(to.node))
    .map(({ to }) => boxes.get(to.node)!)
    .filter((box) => box.top < round.bottom && box.bottom > round.top)
  const right = Math.max(round.right, ...fed.map((box) => box.right))
  const size = sizeOf(graph.nodes[judge].type)
  const middle = (round.top + round.bottom - size.height) / 2
  const wanted: Place = [right + 2 * gapAcross, middle]
  return withPlaces(graph, { [judge]: freePlace(graph, wanted, size, sizeOf) })
}

function snapUp(value: number): number {
  return snap(Math.ceil(value / 4) * 4)
}
