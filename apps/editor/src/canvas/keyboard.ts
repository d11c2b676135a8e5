/** Keys that act while something is half done on the canvas: Esc ends it, and arrows move what M took up. */

import { readAnnotations } from '@chirpflow/graph'
import { move } from '../document/index.ts'
import type { Place } from '../document/places.ts'
import { selectionOf } from '../state/edit.ts'
import type { Editor } from '../state/editor.ts'
import { clear } from './draw-wire.ts'
import { closeWireCard } from './hover.ts'
import type { CanvasParts } from './local.ts'

/** Listens before everybody else; call the result to stop. */
export function listenForEscape(editor: Editor, parts: CanvasParts): () => void {
  const { local } = parts
  const onKey = (event: KeyboardEvent) => {
    const done =
      (event.key === 'Escape' && !event.shiftKey && endSomething(editor, parts)) ||
      (local.getState().moving && moveByKey(editor, parts, event))
    if (!done) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  // A card of refusal stays until the next click somewhere else.
  const onPress = (event: PointerEvent) => {
    const inside = event.target instanceof Element && event.target.closest('.refusal-card')
    if (local.getState().refusal?.stays && !inside) clear(parts)
    const inMenu = event.target instanceof Element && event.target.closest('.canvas-menu')
    if (local.getState().menu && !inMenu) local.setState({ menu: undefined })
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('pointerdown', onPress, true)
  return () => {
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('pointerdown', onPress, true)
  }
}

/** Whether there was something to end. */
function endSomething(editor: Editor, parts: CanvasParts): boolean {
  const { local, gesture } = parts
  const state = local.getState()
  if (state.menu) local.setState({ menu: undefined })
  else if (state.picking) {
    local.setState({ picking: undefined })
    editor.canvas?.focus(state.picking.card)
  } else if (gesture.current) gesture.current.cancel()
  else if (state.refusal) clear(parts)
  else if (state.moving) endMove(editor, parts, false)
  else if (state.card) closeWireCard(parts)
  else return false
  return true
}

/** Takes up what is selected, to be moved by arrows. */
export function beginMove(editor: Editor, { local }: CanvasParts): void {
  const { nodes, notes } = selectionOf(editor)
  if (nodes.length + notes.length === 0) {
    editor.ui.setState({ announcement: 'Select nodes or notes first.' })
    return
  }
  editor.document.begin()
  local.setState({ moving: true })
  editor.ui.setState({ announcement: 'Arrows move it, Enter ends, Escape takes it back.' })
}

function endMove(editor: Editor, { local }: CanvasParts, keep: boolean): void {
  if (keep) editor.document.commit()
  else editor.document.cancel()
  local.setState({ moving: false })
  editor.ui.setState({ announcement: keep ? 'Moved.' : 'It stands where it stood.' })
}

const steps: Readonly<Record<string, Place>> = {
  ArrowLeft: [-4, 0],
  ArrowRight: [4, 0],
  ArrowUp: [0, -4],
  ArrowDown: [0, 4],
}

function moveByKey(editor: Editor, parts: CanvasParts, event: KeyboardEvent): boolean {
  if (event.key === 'Enter') {
    endMove(editor, parts, true)
    return true
  }
  if (event.key === 'Tab') endMove(editor, parts, true)
  const step = steps[event.key]
  if (!step) return false
  const times = event.shiftKey ? 5 : 1
  const { document } = editor
  const { graph } = document.getState()
  const { nodes, notes } = selectionOf(editor)
  const { view } = document.context.placed(graph)
  const known = readAnnotations(graph).notes
  const by = ([x, y]: Place): Place => [x + step[0] * times, y + step[1] * times]
  document.apply(move, {
    nodes: Object.fromEntries(nodes.map((id) => [id, by(view[id])])),
    notes: Object.fromEntries(notes.map((id) => [id, by(known[id].at)])),
  })
  return true
}
