/** The commands of the table that only the canvas can do: walking, ports, connecting, opening groups. */
import { useEffect, useRef } from 'react'
import { provideHandlers } from '../state/command.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import type { KeyPress } from '../state/keys.ts'
import { openGroup } from './group.ts'
import { beginMove } from './keyboard.ts'
import { type CanvasParts, useParts } from './local.ts'
import { type Direction, firstCard, walk } from './navigation.ts'
import type { Plane } from './use-plane.ts'
import { portKey } from './wires.ts'

export function useHandlers(plane: Plane): void {
  const editor = useEditor()
  const parts = useParts()
  const now = useRef(plane)
  now.current = plane
  useEffect(
    () =>
      provideHandlers(editor, {
        'canvas.walk': (press) => step(editor, parts, now.current, press, false),
        'canvas.extend': (press) => step(editor, parts, now.current, press, true),
        'canvas.move': () => beginMove(editor, parts),
        'selection.enter': () => enter(editor, parts),
        'selection.rename': () => rename(editor, parts),
        'selection.view-which': () => pick(editor, parts, 'view'),
        'selection.connect': () => pick(editor, parts, 'connect'),
        'selection.next-port': () => nextPort(editor, parts, 1),
        'selection.previous-port': () => nextPort(editor, parts, -1),
      }),
    [editor, parts],
  )
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

function step(
  editor: Editor,
  parts: CanvasParts,
  { geometry, wires }: Plane,
  press: KeyPress | undefined,
  extend: boolean,
): void {
  const direction = press && directions[press.key]
  if (!direction) return
  const active = document.activeElement
  const wire = active?.closest<SVGGElement>('[data-wire]')?.dataset.wire
  const port = active?.closest<HTMLElement>('[data-port]')
  const sideways = direction === 'left' || direction === 'right'
  if (wire && !extend) {
    stepFromWire(editor, parts, wires, wire, direction)
    return
  }
  if (port && sideways && !extend) {
    const side = port.dataset.side === 'input' ? 'input' : 'output'
    const end = side === 'input' ? 1 : 0
    const along = wires.find(({ id }) => id.split(' -> ')[end] === port.dataset.port)
    if (along && (side === 'output') === (direction === 'right')) {
      focusWire(parts, along.id)
      return
    }
  }
  const at = cardWithFocus(editor, parts)
  const arcs = wires.map(({ from, to }) => [from, to] as const)
  const next =
    at === undefined
      ? firstCard(geometry.boxes)
      : walk(at, direction, { boxes: geometry.boxes, arcs })
  if (next === undefined) {
    editor.ui.setState({ announcement: `Nothing lies ${words[direction]}.` })
    return
  }
  goTo(editor, parts, next, extend)
}

const words = { left: 'to the left', right: 'to the right', up: 'above', down: 'below' }

/** From a wire, to its ends; up and down, to the others of the same ends. */
function stepFromWire(
  editor: Editor,
  parts: CanvasParts,
  wires: Plane['wires'],
  id: string,
  direction: Direction,
): void {
  const wire = wires.find((one) => one.id === id)
  if (!wire) return
  if (direction === 'left' || direction === 'right') {
    goTo(editor, parts, direction === 'left' ? wire.from : wire.to, false)
    return
  }
  const beside = wires.filter(({ from, to }) => from === wire.from || to === wire.to)
  const at = beside.indexOf(wire) + (direction === 'down' ? 1 : -1)
  focusWire(parts, beside[(at + beside.length) % beside.length].id)
}

/** The card that keys speak of. */
function cardWithFocus({ ui }: Editor, { local, geometry }: CanvasParts): string | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset.card
  const { selectedNodes } = ui.getState()
  const { stop } = local.getState()
  if (focused) return focused
  if (selectedNodes.length > 0) {
    return stop !== undefined && selectedNodes.includes(stop) ? stop : selectedNodes.at(-1)
  }
  return stop !== undefined && geometry.current.boxes.has(stop) ? undefined : stop
}

function goTo(editor: Editor, parts: CanvasParts, card: string, extend: boolean): void {
  parts.local.setState({ stop: card })
  editor.ui.setState(({ selectedNodes, selectedNotes }) => ({
    selectedNodes: extend ? [...new Set([...selectedNodes, card])] : [card],
    selectedNotes: extend ? selectedNotes : [],
    selectedLinks: [],
  }))
  editor.canvas?.focus(card)
  bringIntoView(parts, card)
}

/** Pans as little as shows all of the card. */
export function bringIntoView(
  { geometry, viewport, root, panBy }: CanvasParts,
  card: string,
): void {
  const box = geometry.current.boxes.get(card)
  const room = root.current?.getBoundingClientRect()
  if (!box || !room) return
  const { x, y, zoom } = viewport.current
  const shift = (near: number, far: number, size: number) =>
    near < 12 ? 12 - near : far > size - 12 ? Math.max(size - 12 - far, 12 - near) : 0
  const by = [
    shift(box.left * zoom + x, box.right * zoom + x, room.width),
    shift(box.top * zoom + y, box.bottom * zoom + y, room.height),
  ] as const
  if (by[0] !== 0 || by[1] !== 0) panBy(by)
}

function focusWire({ root }: CanvasParts, id: string): void {
  root.current?.querySelector<SVGGElement>(`[data-wire="${CSS.escape(id)}"]`)?.focus()
}

function enter(editor: Editor, { local }: CanvasParts): void {
  const [id] = editor.ui.getState().selectedNodes
  if (id?.startsWith('group:')) {
    openGroup(local, id)
    return
  }
  const type = editor.registry.get(editor.document.getState().graph.nodes[id]?.type ?? '')
  const [first] = Object.keys(type?.params ?? {})
  if (first === undefined) editor.ui.setState({ announcement: 'It has no fields.' })
  else editor.ui.setState({ inspector: true, focusParam: first })
}

/** Notes and groups are written where they stand; a node's id in the inspector. */
function rename(editor: Editor, { local }: CanvasParts): void {
  const { selectedNodes, selectedNotes } = editor.ui.getState()
  const [group] = selectedNodes
  if (selectedNotes.length > 0) local.setState({ writing: selectedNotes[0] })
  else if (group?.startsWith('group:')) {
    openGroup(local, group)
    local.setState({ writing: `frame:${group.slice('group:'.length)}` })
  } else {
    editor.ui.setState({ inspector: true })
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('[data-region="inspector"] [data-rename]')?.focus(),
    )
  }
}

function pick(editor: Editor, parts: CanvasParts, kind: 'connect' | 'view'): void {
  const focused = document.activeElement?.closest<HTMLElement>('[data-port]')
  const card = cardWithFocus(editor, parts)
  if (card === undefined) {
    editor.ui.setState({ announcement: 'Select a node first.' })
    return
  }
  const [node, port] = focused?.dataset.port?.split('.') ?? []
  const side = focused?.dataset.side === 'input' ? 'input' : 'output'
  parts.local.setState({
    picking: { kind, card, ...(node ? { port: { end: { node, port }, side } } : {}) },
  })
}

function nextPort(editor: Editor, parts: CanvasParts, by: 1 | -1): void {
  const card = cardWithFocus(editor, parts)
  const { ports } = parts.geometry.current
  const own = [...ports.values()].filter((port) => port.card === card)
  if (own.length === 0) return
  const focused = document.activeElement?.closest<HTMLElement>('[data-port]')
  const key =
    focused &&
    portKey(focused.dataset.side === 'input' ? 'input' : 'output', focused.dataset.port ?? '')
  const at = own.findIndex((port) => portKey(port.side, port.wire) === key)
  const next = own[(at === -1 && by === -1 ? own.length - 1 : at + by + own.length) % own.length]
  parts.root.current
    ?.querySelector<HTMLElement>(`[data-port="${CSS.escape(next.wire)}"][data-side="${next.side}"]`)
    ?.focus({ preventScroll: true })
}
