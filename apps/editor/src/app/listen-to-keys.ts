/** The one listener for keys: from where the focus stands to the command that a key means there. */

import type { KeyContext } from '../state/command.ts'
import { perform } from '../state/command.ts'
import { commandFor } from '../state/commands.ts'
import { selectionOf } from '../state/edit.ts'
import type { Editor } from '../state/editor.ts'
import { isLive, liveOf } from '../state/live.ts'

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

function isField(target: Element): boolean {
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'range', 'color'].includes(target.type)
  }
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

/** A choice, or a text that stands as a value already: there is nothing of its own to undo. */
const isSettled = (target: Element) => target.matches('select, [data-settled]')

const isUndo = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && ['z', 'y'].includes(key.toLowerCase())

/** Views, lists and forms keep their arrows; elsewhere the keys are the canvas's. */
function contextsAt(editor: Editor, target: Element): readonly KeyContext[] {
  // also where the focus got lost: what stands behind a dialog is not spoken to
  const isBehind = target === document.body && document.querySelector('[role="dialog"]') !== null
  if (isBehind || target.closest('[role="dialog"], [role="menu"], dialog')) return ['anywhere']
  const live: readonly KeyContext[] = isLive(liveOf(editor.ui).getState()) ? ['live'] : []
  if (target.closest('[data-region="view"]')) return ['view', ...live, 'anywhere']
  if (target.closest('[data-region="palette"]')) return ['anywhere']
  if (target.closest('[data-region="inspector"], [data-region="dock"]')) {
    return [...live, 'anywhere']
  }
  const { nodes, notes, links, groups } = selectionOf(editor)
  const selected = nodes.length + notes.length + links.length + groups.length > 0
  return [...(selected ? (['selection'] as const) : []), 'canvas', ...live, 'anywhere']
}

/** A button with the focus takes these itself. */
const sliding = new Set(['Home', 'End'])
const pressing = new Set(['Enter', ' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'])

export function listenToKeys(editor: Editor): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const target = event.target instanceof Element ? event.target : document.body
    const typing = isField(target) && !(isUndo(event) && isSettled(target))
    if (typing && event.key === 'Escape' && !target.closest('[role="dialog"], dialog')) {
      editor.canvas?.focus(editor.ui.getState().selectedNodes[0])
      return
    }
    const plain = !event.ctrlKey && !event.metaKey
    const control = target.closest('button, a[href], summary, input, [role="slider"], [role="tab"]')
    if (plain && control && !typing && pressing.has(event.key)) return
    if (sliding.has(event.key) && target.closest('input, [role="slider"]')) return
    const command = commandFor(event, {
      contexts: contextsAt(editor, target),
      typing,
      singleKeys: editor.ui.getState().singleKeys,
      mac: isMac,
    })
    if (!command || command.native) return
    event.preventDefault()
    perform(editor, command, event)
  }
  addEventListener('keydown', listen)
  return () => removeEventListener('keydown', listen)
}
