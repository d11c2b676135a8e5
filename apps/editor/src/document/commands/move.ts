/** Moves nodes and notes to new places, snapped to 4. */
import { type Graph, readAnnotations, withNote } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { nameAll } from '../names.ts'
import { type Place, snapPlace } from '../places.ts'
import { hasNode, withPlaces } from './edit.ts'

export interface Move {
  /** Top left corners by id. */
  readonly nodes?: Readonly<Record<string, Place>>
  readonly notes?: Readonly<Record<string, Place>>
}

export const move: Command<Move> = (graph, { nodes = {}, notes = {} }, context) => {
  const placed = context.placed(graph)
  const moved = Object.entries(nodes).filter(
    ([id, place]) => hasNode(graph, id) && !samePlace(placed.view[id], snapPlace(place)),
  )
  const known = readAnnotations(graph).notes
  const carried = Object.entries(notes).filter(
    ([id, place]) => Object.hasOwn(known, id) && !samePlace(known[id].at, snapPlace(place)),
  )
  const wild = [...moved, ...carried].some(([, place]) => !place.every(Number.isFinite))
  if (wild) return { refused: 'a place must be two numbers' }
  const ids = moved.map(([id]) => id)
  const label = ids.length > 0 ? `Move ${nameAll(ids)}` : 'Move note'
  if (ids.length + carried.length === 0) return { graph, label }
  let edited: Graph = withPlaces(placed, Object.fromEntries(moved))
  for (const [id, place] of carried) {
    edited = withNote(edited, id, { ...known[id], at: snapPlace(place) })
  }
  return { graph: edited, label }
}

function samePlace(a: Place, b: Place): boolean {
  return a[0] === b[0] && a[1] === b[1]
}
