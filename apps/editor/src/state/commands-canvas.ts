/** Commands of the canvas: adding, selecting, zooming; walking and wiring are done by the canvas itself. */
import { annotationIds, formatLink, wireName } from '@chirpflow/graph'
import { addNote, whyNotBranched } from '../document/index.ts'
import { boxOf, boxRound } from '../document/places.ts'
import { openView } from '../views/open-view.ts'
import { whyNoDifference } from '../views/plot/difference.ts'
import type { Command } from './command.ts'
import { tidyCommand } from './commands-edit.ts'
import { edit, selectionOf, sentence } from './edit.ts'
import type { CanvasHandle, Editor } from './editor.ts'

export { openView }

const noCanvas = ({ canvas }: Editor) => (canvas ? undefined : 'The canvas is not shown.')

function onCanvas(
  id: string,
  title: string,
  keys: readonly string[],
  act: (canvas: CanvasHandle) => void,
): Command {
  return {
    id: `canvas.${id}`,
    title,
    group: 'Canvas',
    context: 'canvas',
    keys,
    when: noCanvas,
    run: ({ canvas }) => canvas && act(canvas),
  }
}

/** Done by the canvas, which provides the handler. */
function byCanvas(id: string, title: string, keys: readonly string[], unlisted?: true): Command {
  return {
    id,
    title,
    group: id.startsWith('canvas') ? 'Canvas' : 'Selection',
    context: id.startsWith('canvas') ? 'canvas' : 'selection',
    keys,
    ...(unlisted ? { unlisted } : {}),
  }
}

/** Opens the palette over the canvas, perhaps to insert on a wire. */
function openAdd({ canvas, ui }: Editor, link?: string): void {
  if (!canvas) return
  const at = canvas.middle()
  ui.setState({
    overlay: { kind: 'add', at, screen: canvas.toScreen(at), ...(link ? { link } : {}) },
  })
}

const none = { selectedNodes: [], selectedNotes: [], selectedLinks: [] }

/** Between a note and the nodes that it frames; above them stands its heading. */
const frame = { side: 20, head: 40 }

const newNote = { text: 'Note', size: [240, 120] } as const

/** A note that frames the nodes that are selected, with room for its heading. */
function roundSelection(editor: Editor) {
  const { context, getState } = editor.document
  const placed = context.placed(getState().graph)
  const box = boxRound(selectionOf(editor).nodes.map((id) => boxOf(placed, id, context.sizeOf)))
  if (!box) return undefined
  const [left, top] = [box.left - frame.side, box.top - frame.head]
  const size = [box.right + frame.side - left, box.bottom + frame.side - top] as const
  return { text: newNote.text, at: [left, top] as const, size }
}

export const canvasCommands: readonly Command[] = [
  {
    id: 'canvas.add',
    title: 'Add a node',
    group: 'Canvas',
    context: 'canvas',
    keys: ['A'],
    when: noCanvas,
    run: (editor) => openAdd(editor),
  },
  {
    id: 'canvas.note',
    title: 'Add a note',
    group: 'Canvas',
    context: 'canvas',
    keys: ['N'],
    when: noCanvas,
    run: (editor) => {
      const at = editor.canvas?.middle() ?? ([0, 0] as const)
      edit(editor, addNote, roundSelection(editor) ?? { ...newNote, at })
    },
  },
  tidyCommand,
  {
    id: 'canvas.select-all',
    title: 'Select all',
    group: 'Canvas',
    context: 'canvas',
    keys: ['Ctrl+A'],
    run: ({ document, ui }) => {
      const { graph } = document.getState()
      ui.setState({
        selectedNodes: Object.keys(graph.nodes),
        selectedNotes: annotationIds(graph, 'notes').map((id) => `note:${id}`),
        selectedLinks: graph.links.map(formatLink),
      })
    },
  },
  {
    id: 'canvas.select-none',
    title: 'Select nothing',
    group: 'Canvas',
    context: 'canvas',
    keys: ['Escape'],
    run: ({ ui }) => ui.setState(none),
  },
  onCanvas('zoom-in', 'Zoom in', ['+'], (canvas) => canvas.zoomBy(1.25)),
  onCanvas('zoom-out', 'Zoom out', ['-'], (canvas) => canvas.zoomBy(0.8)),
  onCanvas('fit', 'Fit all', ['Shift+1'], (canvas) => canvas.fit()),
  onCanvas('fit-selection', 'Fit the selection', ['Shift+2'], (canvas) => canvas.fit(true)),
  onCanvas('zoom-100', 'Zoom to 100 %', ['Shift+0'], (canvas) => canvas.zoomTo(1)),
  byCanvas(
    'canvas.walk',
    'Walk along wires and siblings',
    ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    true,
  ),
  byCanvas(
    'canvas.extend',
    'Extend the selection',
    ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    true,
  ),
  byCanvas('canvas.move', 'Move by arrows, Enter ends', ['M']),
]

/** Opens the list of what could stand in a node's place, beside the node or at a point of the screen. */
export function openAlternatives(
  editor: Editor,
  node: string,
  screen: readonly [number, number] | undefined,
): void {
  const { canvas, document, ui } = editor
  const { context } = document
  const placed = context.placed(document.getState().graph)
  const { left, bottom } = boxOf(placed, node, context.sizeOf)
  const at = screen ?? canvas?.toScreen([left, bottom + 8])
  if (at) ui.setState({ overlay: { kind: 'alternative', node, screen: at } })
}

/** The first output of the node that is selected. */
function firstWire(editor: Editor): string | undefined {
  const [node] = selectionOf(editor).nodes
  const type = editor.document.getState().graph.nodes[node]?.type
  const port = Object.keys(editor.registry.get(type ?? '')?.outputs ?? {})[0]
  return port === undefined ? undefined : wireName({ node, port })
}

/** Of two wires that are selected, or the first outputs of two nodes, in the order they were chosen. */
function twoWires(editor: Editor): readonly [string, string] | undefined {
  const { nodes, links } = selectionOf(editor)
  const { graph } = editor.document.getState()
  const firstOf = (node: string) => {
    const [port] = Object.keys(editor.registry.get(graph.nodes[node].type)?.outputs ?? {})
    return port === undefined ? [] : [wireName({ node, port })]
  }
  const wires = [
    ...new Set([...links.map(({ from }) => wireName(from)), ...nodes.flatMap(firstOf)]),
  ]
  return wires.length === 2 ? [wires[0], wires[1]] : undefined
}

export const wiringCommands: readonly Command[] = [
  {
    id: 'selection.alternative',
    title: 'Add alternative',
    group: 'Selection',
    context: 'selection',
    keys: ['Shift+A'],
    when: (editor) => {
      const { nodes } = selectionOf(editor)
      if (nodes.length !== 1) return 'Select the node that something else could stand for.'
      const { context, getState } = editor.document
      const refused = whyNotBranched(getState().graph, nodes[0], context)
      return refused && sentence(refused)
    },
    run: (editor) => openAlternatives(editor, selectionOf(editor).nodes[0], undefined),
  },
  byCanvas('selection.enter', 'Go to the first field; open a group', ['Enter'], true),
  byCanvas('selection.rename', 'Rename', ['F2']),
  {
    id: 'selection.view',
    title: 'View the first output',
    group: 'Selection',
    context: 'selection',
    keys: ['V'],
    when: (editor) => {
      const { nodes, links } = selectionOf(editor)
      if (nodes.length === 0 && links.length === 0) return 'Select a node or a wire first.'
      return links.length > 0 || firstWire(editor) ? undefined : 'The node has no output.'
    },
    run: (editor) => {
      const [link] = selectionOf(editor).links
      const wire = link ? wireName(link.from) : firstWire(editor)
      if (wire) openView(editor, wire)
    },
  },
  {
    id: 'selection.view-difference',
    title: 'View the difference of two wires',
    group: 'Selection',
    context: 'selection',
    when: (editor) => {
      const wires = twoWires(editor)
      if (!wires) return 'Select two wires, or two nodes, first.'
      const { signals } = editor.session.store.getState().plan
      const [a, b] = wires.map((wire) => signals.get(wire))
      if (!a || !b) return 'What flows there is not known yet.'
      return whyNoDifference(a, b)
    },
    run: (editor) => {
      const wires = twoWires(editor)
      if (wires) openView(editor, wires[0], wires[1])
    },
  },
  byCanvas('selection.view-which', 'View an output of your choice', ['Shift+V']),
  byCanvas('selection.connect', 'Connect: a port, then what fits', ['C']),
  byCanvas('selection.next-port', 'Next port', ['P'], true),
  byCanvas('selection.previous-port', 'Previous port', ['Shift+P'], true),
  {
    id: 'selection.insert',
    title: 'Insert a node on the wire',
    group: 'Selection',
    context: 'selection',
    keys: ['I'],
    when: (editor) => (selectionOf(editor).links.length > 0 ? undefined : 'Select a wire first.'),
    run: (editor) => openAdd(editor, formatLink(selectionOf(editor).links[0])),
  },
]
