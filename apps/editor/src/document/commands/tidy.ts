/** Lays out the nodes, all or some; frames follow the nodes that stood on them. */
import { type Graph, readAnnotations, withNote } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { layoutGraph } from '../layout.ts'
import { boxOf, boxRound, snapPlace } from '../places.ts'
import { nodesOf, withPlaces } from './edit.ts'
import { nodesOnNote } from './notes.ts'

export interface Tidy {
  /** All by default. */
  readonly nodes?: readonly string[]
  /** Widest lane. */
  readonly laneWidth?: number
}

export const tidy: Command<Tidy> = (graph, { nodes, laneWidth }, context) => {
  const { registry, sizeOf } = context
  const placed = context.placed(graph)
  const only = nodesOf(graph, nodes ?? Object.keys(graph.nodes))
  const label = nodes ? `Tidy ${only.length} nodes` : 'Tidy all'
  const there = boxRound(only.map((id) => boxOf(placed, id, sizeOf)))
  if (!there) return { graph, label }
  const origin = [there.left, there.top] as const
  const places = layoutGraph(graph, { registry, sizeOf, only, origin, laneWidth })
  const same = only.every((id) =>
    places[id].every((value, axis) => value === placed.view[id][axis]),
  )
  if (same && placed === graph) return { graph, label }

  let edited: Graph = withPlaces(placed, places)
  for (const [id, note] of Object.entries(readAnnotations(graph).notes)) {
    const inside = nodesOnNote(placed, id, sizeOf)
    const before = boxRound(inside.map((node) => boxOf(placed, node, sizeOf)))
    const after = boxRound(inside.map((node) => boxOf(edited, node, sizeOf)))
    if (!before || !after) continue
    const at = snapPlace([
      after.left - (before.left - note.at[0]),
      after.top - (before.top - note.at[1]),
    ])
    const size = [
      note.size[0] + (after.right - after.left) - (before.right - before.left),
      note.size[1] + (after.bottom - after.top) - (before.bottom - before.top),
    ] as const
    edited = withNote(edited, id, { ...note, at, size })
  }
  return { graph: edited, label }
}
