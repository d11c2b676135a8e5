/** Puts a chosen type into the graph, connected where it fits, as one step of undo. */
import { type NodeType, parseLink } from '@chirpflow/graph'
import { portOffset } from '../../canvas/sizes.ts'
import { addNode, insertOnWire, isRefused, type Outcome } from '../../document/index.ts'
import { freePlace, type Place } from '../../document/places.ts'
import { edit, selectionOf } from '../../state/edit.ts'
import type { Editor } from '../../state/editor.ts'
import { type AddAt, type Choice, joinAfter } from './choices.ts'
import { rememberType } from './last-used.ts'

/** After the selected node (or on the selected wire), else in the middle of what is seen. */
export function insertType(editor: Editor, type: NodeType): string | undefined {
  const { nodes, links } = selectionOf(editor)
  const after = nodes.at(-1)
  if (nodes.length === 0 && links.length > 0) {
    return done(editor, type, edit(editor, insertOnWire, { link: links[0], type: type.id }))
  }
  if (after === undefined) return done(editor, type, addFree(editor, type, middleOf(editor)))
  const join = joinAfter(editor, after, type)
  const outcome = edit(editor, addNode, {
    type: type.id,
    after,
    ...(join ? { from: join.end, port: join.port } : {}),
  })
  const added =
    isRefused(outcome) && join ? edit(editor, addNode, { type: type.id, after }) : outcome
  return done(editor, type, added)
}

/** At the place and to the port or wire that the list was opened for. */
export function insertChoice(editor: Editor, choice: Choice, overlay: AddAt): string | undefined {
  const { type } = choice
  const { from, link, at } = overlay
  const wire = link === undefined ? undefined : parseLink(link)
  if (wire) return done(editor, type, edit(editor, insertOnWire, { link: wire, type: type.id }))
  if (!from) return insertAt(editor, type, at)
  const side = from.side === 'output' ? 'input' : 'output'
  const port = side === 'input' ? choice.port : choice.output
  const ports = Object.keys(side === 'input' ? type.inputs : type.outputs)
  const [x, y] = portOffset(
    editor.document.context.sizeOf(type.id),
    side,
    Math.max(0, ports.indexOf(port ?? '')),
  )
  const end = { node: from.node, port: from.port }
  const outcome = edit(editor, addNode, {
    type: type.id,
    at: [at[0] - x, at[1] - y],
    port,
    ...(from.side === 'output' ? { from: end } : { to: end }),
  })
  return done(editor, type, outcome)
}

function insertAt(editor: Editor, type: NodeType, at: Place): string | undefined {
  const nothing = selectionOf(editor).nodes.length + selectionOf(editor).links.length === 0
  return nothing ? done(editor, type, addFree(editor, type, at)) : insertType(editor, type)
}

function addFree(editor: Editor, type: NodeType, [x, y]: Place): Outcome {
  const { document } = editor
  const { sizeOf } = document.context
  const size = sizeOf(type.id)
  const placed = document.context.placed(document.getState().graph)
  const wanted: Place = [x - size.width / 2, y - size.height / 2]
  return edit(editor, addNode, { type: type.id, at: freePlace(placed, wanted, size, sizeOf) })
}

function middleOf({ canvas }: Editor): Place {
  return canvas?.middle() ?? [0, 0]
}

/** Shows the new node; its id, or undefined where it was refused. */
function done(editor: Editor, type: NodeType, outcome: Outcome): string | undefined {
  if (isRefused(outcome)) return undefined
  rememberType(type.id)
  const made = outcome.made?.nodes?.[0]
  if (made) editor.canvas?.reveal(made)
  return made
}
