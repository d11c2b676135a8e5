/** Boxes of text behind the nodes; they serve as frames of lanes too. */
import { type Graph, readAnnotations, refuseAnnotations, withNote } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { freshAnnotation } from '../names.ts'
import { boxAt, type Place, placedBoxes, type SizeOf, snap, snapPlace } from '../places.ts'

export interface AddNote {
  readonly text: string
  readonly at: Place
  readonly size: readonly [number, number]
}

/** A note is never smaller: it must hold its heading. */
const least = [80, 40] as const

export const addNote: Command<AddNote> = (graph, { text, at, size }) => {
  const refusal = refuseAnnotations(graph, 'notes')
  if (refusal) return { refused: refusal }
  if (![...at, ...size].every(Number.isFinite)) return { refused: 'a place must be two numbers' }
  const id = freshAnnotation(graph, 'notes', 'note')
  const note = { text, at: snapPlace(at), size: sizeOfNote(size), extra: {} }
  return { graph: withNote(graph, id, note), label: 'Add note', made: { notes: [id] } }
}

export interface EditNote {
  readonly note: string
  readonly text?: string
  readonly at?: Place
  readonly size?: readonly [number, number]
}

/** Changes the text, the place or the size of a note. */
export const editNote: Command<EditNote> = (graph, { note: id, text, at, size }) => {
  const { notes } = readAnnotations(graph)
  if (!Object.hasOwn(notes, id)) return { refused: `there is no note ${id}` }
  if (![...(at ?? []), ...(size ?? [])].every(Number.isFinite)) {
    return { refused: 'a place must be two numbers' }
  }
  const before = notes[id]
  const after = {
    ...before,
    text: text ?? before.text,
    at: at ? snapPlace(at) : before.at,
    size: size ? sizeOfNote(size) : before.size,
  }
  const label = text === undefined ? 'Resize note' : 'Edit note'
  const same =
    after.text === before.text && `${after.at} ${after.size}` === `${before.at} ${before.size}`
  return { graph: same ? graph : withNote(graph, id, after), label }
}

/** Nodes that stand wholly on the note: they move with it. The graph must be placed. */
export function nodesOnNote(graph: Graph, id: string, sizeOf: SizeOf): string[] {
  const note = readAnnotations(graph).notes[id]
  const frame = boxAt(note.at, { width: note.size[0], height: note.size[1] })
  return [...placedBoxes(graph, sizeOf)]
    .filter(
      ([, box]) =>
        box.left >= frame.left &&
        box.top >= frame.top &&
        box.right <= frame.right &&
        box.bottom <= frame.bottom,
    )
    .map(([node]) => node)
}

function sizeOfNote([width, height]: readonly [number, number]): readonly [number, number] {
  return [Math.max(least[0], snap(width)), Math.max(least[1], snap(height))]
}
