/** Commands that change the document: history, clipboard, and what is selected. */
import { readParts } from '../document/clipboard.ts'
import {
  type Align,
  align,
  copyParts,
  cut,
  disconnect,
  distribute,
  duplicate,
  group,
  paste,
  remove,
  setOff,
  tidy,
  ungroup,
} from '../document/index.ts'
import type { Command } from './command.ts'
import { edit, selectionOf, sentence } from './edit.ts'
import type { Editor } from './editor.ts'

const anySelected = (editor: Editor) => {
  const { nodes, notes } = selectionOf(editor)
  return nodes.length + notes.length > 0 ? undefined : 'Select nodes or notes first.'
}
const nodesSelected = (least: number) => (editor: Editor) => {
  const { nodes } = selectionOf(editor)
  if (nodes.length >= least) return undefined
  return least === 1 ? 'Select a node first.' : `Select at least ${least} nodes first.`
}

/** What is selected, as text for the clipboard; undefined where nothing is. */
export function copySelection(editor: Editor): string | undefined {
  if (anySelected(editor)) return undefined
  const { nodes, notes } = selectionOf(editor)
  const { document } = editor
  return copyParts(document.getState().graph, { nodes, notes }, document.context)
}

export function cutSelection(editor: Editor): void {
  const { nodes, notes } = selectionOf(editor)
  edit(editor, cut, { nodes, notes })
}

export function pasteText(editor: Editor, text: string): void {
  const read = readParts(text)
  if ('refused' in read) editor.ui.setState({ announcement: sentence(read.refused) })
  else edit(editor, paste, { text })
}

/** Sets it, or sets it back where all of them stand so already. */
function toggleOff(off: true | 'bypass') {
  return (editor: Editor) => {
    const { nodes } = selectionOf(editor)
    const { graph } = editor.document.getState()
    const all = nodes.every((id) => graph.nodes[id].off === off)
    edit(editor, setOff, { nodes, off: all ? undefined : off })
  }
}

function removeSelection(reconnect: boolean) {
  return (editor: Editor) => {
    const { nodes, notes, links } = selectionOf(editor)
    edit(editor, remove, { nodes, notes, links, reconnect })
  }
}

const somethingSelected = (editor: Editor) =>
  anySelected(editor) && selectionOf(editor).links.length === 0
    ? 'Select nodes, notes or wires first.'
    : undefined

export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    context: 'anywhere',
    keys: ['Ctrl+Z'],
    when: ({ document }) =>
      document.getState().past.length > 0 || document.getState().gesture
        ? undefined
        : 'There is nothing to undo.',
    run: ({ document, ui }) => {
      const label = document.undo()
      if (label) ui.setState({ announcement: `Undone: ${label}.` })
    },
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    context: 'anywhere',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    when: ({ document }) =>
      document.getState().future.length > 0 ? undefined : 'There is nothing to redo.',
    run: ({ document, ui }) => {
      const label = document.redo()
      if (label) ui.setState({ announcement: `Redone: ${label}.` })
    },
  },
  {
    id: 'edit.cut',
    title: 'Cut',
    group: 'Edit',
    context: 'anywhere',
    keys: ['Ctrl+X'],
    native: true,
    when: anySelected,
    run: async (editor) => {
      await navigator.clipboard.writeText(copySelection(editor) ?? '')
      cutSelection(editor)
    },
  },
  {
    id: 'edit.copy',
    title: 'Copy',
    group: 'Edit',
    context: 'anywhere',
    keys: ['Ctrl+C'],
    native: true,
    when: anySelected,
    run: (editor) => navigator.clipboard.writeText(copySelection(editor) ?? ''),
  },
  {
    id: 'edit.paste',
    title: 'Paste',
    group: 'Edit',
    context: 'anywhere',
    keys: ['Ctrl+V'],
    native: true,
    run: async (editor) => pasteText(editor, await navigator.clipboard.readText()),
  },
]

const alignments: readonly (readonly [Align['edge'], string])[] = [
  ['left', 'left edges'],
  ['centre', 'centres'],
  ['right', 'right edges'],
  ['top', 'top edges'],
  ['middle', 'middles'],
  ['bottom', 'bottom edges'],
]

export const selectionCommands: readonly Command[] = [
  {
    id: 'selection.bypass',
    title: 'Bypass, or not',
    group: 'Selection',
    context: 'selection',
    keys: ['B'],
    when: nodesSelected(1),
    run: toggleOff('bypass'),
  },
  {
    id: 'selection.disable',
    title: 'Disable, or enable',
    group: 'Selection',
    context: 'selection',
    keys: ['D'],
    when: nodesSelected(1),
    run: toggleOff(true),
  },
  {
    id: 'selection.duplicate',
    title: 'Duplicate',
    group: 'Selection',
    context: 'selection',
    keys: ['Shift+D'],
    when: anySelected,
    run: (editor) => {
      const { nodes, notes } = selectionOf(editor)
      edit(editor, duplicate, { nodes, notes })
    },
  },
  {
    id: 'selection.group',
    title: 'Group',
    group: 'Selection',
    context: 'selection',
    keys: ['Ctrl+G'],
    when: nodesSelected(1),
    run: (editor) => {
      edit(editor, group, { nodes: selectionOf(editor).nodes, title: 'Group' })
    },
  },
  {
    id: 'selection.ungroup',
    title: 'Ungroup',
    group: 'Selection',
    context: 'selection',
    keys: ['Ctrl+Shift+G'],
    when: (editor) => (selectionOf(editor).groups.length > 0 ? undefined : 'Select a group first.'),
    run: (editor) => {
      edit(editor, ungroup, { groups: selectionOf(editor).groups })
    },
  },
  {
    id: 'selection.delete',
    title: 'Delete and reconnect',
    group: 'Selection',
    context: 'selection',
    keys: ['Delete', 'Backspace'],
    when: somethingSelected,
    run: removeSelection(true),
  },
  {
    id: 'selection.delete-only',
    title: 'Only delete',
    group: 'Selection',
    context: 'selection',
    keys: ['Shift+Delete', 'Shift+Backspace'],
    when: somethingSelected,
    run: removeSelection(false),
  },
  {
    id: 'selection.cut-wire',
    title: 'Cut the wire',
    group: 'Selection',
    context: 'selection',
    keys: ['X'],
    when: (editor) => (selectionOf(editor).links.length > 0 ? undefined : 'Select a wire first.'),
    run: (editor) => {
      edit(editor, disconnect, { links: selectionOf(editor).links })
    },
  },
  ...alignments.map(
    ([edge, words]): Command => ({
      id: `selection.align-${edge}`,
      title: `Align ${words}`,
      group: 'Selection',
      context: 'selection',
      when: nodesSelected(2),
      run: (editor) => {
        edit(editor, align, { nodes: selectionOf(editor).nodes, edge })
      },
    }),
  ),
  ...(['x', 'y'] as const).map(
    (along): Command => ({
      id: `selection.space-${along}`,
      title: `Space evenly ${along === 'x' ? 'across' : 'down'}`,
      group: 'Selection',
      context: 'selection',
      when: nodesSelected(3),
      run: (editor) => {
        edit(editor, distribute, { nodes: selectionOf(editor).nodes, along })
      },
    }),
  ),
]

export const tidyCommand: Command = {
  id: 'canvas.tidy',
  title: 'Tidy the selection, or all',
  group: 'Canvas',
  context: 'canvas',
  keys: ['L'],
  when: ({ document }) =>
    Object.keys(document.getState().graph.nodes).length > 0 ? undefined : 'The graph is empty.',
  run: (editor) => {
    const { nodes } = selectionOf(editor)
    const laneWidth = editor.canvas?.laneWidth()
    edit(editor, tidy, nodes.length > 1 ? { nodes, laneWidth } : { laneWidth })
  },
}
