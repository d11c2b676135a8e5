/** Drawing a wire: by dragging from a port, or by a click on one port and then on another. */
import { type End, type Link, wireName } from '@chirpflow/graph'
import type { MouseEvent, PointerEvent } from 'react'
import { connect } from '../document/index.ts'
import { edit } from '../state/edit.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import { clear, drawWire } from './draw-wire.ts'
import { endOf, linkBetween, otherSide, verdictsFor } from './fits.ts'
import { type CanvasParts, useParts } from './local.ts'
import type { PortView } from './ports.ts'
import { refuse } from './refuse.ts'
import type { Point, Side } from './sizes.ts'
import { isEmptyCanvas, nearestPort, soleFit } from './targets.ts'
import { type PlacedPort, portKey } from './wires.ts'

/** In pixels of the screen. */
const snapReach = 24
const refuseReach = 13
const dragFrom = 4
/** Nearer to an edge than this, the canvas moves on under the wire. */
const edge = 36

export function usePortGestures(port: PortView, side: Side) {
  const editor = useEditor()
  const parts = useParts()
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return
      event.stopPropagation()
      if (parts.gesture.current) parts.gesture.current.finish([event.clientX, event.clientY])
      else press(editor, parts, port, side, event.nativeEvent)
    },
    /** By keyboard: the list of what fits. */
    onClick(event: MouseEvent) {
      if (event.detail !== 0) return
      const card = parts.geometry.current.ports.get(portKey(side, port.wire))?.card
      if (card)
        parts.local.setState({ picking: { kind: 'connect', card, port: { end: port.end, side } } })
    },
  }
}

function press(
  editor: Editor,
  parts: CanvasParts,
  port: PortView,
  side: Side,
  down: globalThis.PointerEvent,
): void {
  let gesture: ReturnType<typeof begin> | undefined
  const start = () => {
    const { graph } = editor.document.getState()
    const picked =
      side === 'input'
        ? graph.links.filter(({ to }) => wireName(to) === port.wire).at(-1)
        : undefined
    if (!picked) return begin(editor, parts, port.end, side)
    const copies = down.ctrlKey || down.metaKey
    return begin(editor, parts, picked.from, 'output', copies ? undefined : picked)
  }
  const move = (event: globalThis.PointerEvent) => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > dragFrom
    if (gesture || !far) return
    gesture = start()
    gesture.moveTo([event.clientX, event.clientY])
  }
  const up = (event: globalThis.PointerEvent) => {
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
    window.removeEventListener('pointercancel', up)
    if (gesture) gesture.finish([event.clientX, event.clientY])
    // A click: the wire follows the pointer until the next one.
    else if (event.type === 'pointerup') start().untilClick()
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', up)
  window.addEventListener('pointercancel', up)
}

function begin(editor: Editor, parts: CanvasParts, end: End, side: Side, instead?: Link) {
  const { local, geometry, viewport } = parts
  const verdicts = verdictsFor(editor, end, side, instead)
  const other = otherSide(side)
  const fitting = new Map<string, number>()
  for (const [wire, verdict] of verdicts) {
    const card = verdict ? undefined : geometry.current.ports.get(portKey(other, wire))?.card
    if (card) fitting.set(card, (fitting.get(card) ?? 0) + 1)
  }
  local.setState({
    connecting: { end, side, verdicts, fitting, ...(instead ? { instead } : {}) },
    over: undefined,
    refusal: undefined,
    card: undefined,
  })
  let last: Point | undefined
  let target: PlacedPort | undefined
  let panning = 0

  const moved = (event: globalThis.PointerEvent) => moveTo([event.clientX, event.clientY])
  const clicked = (event: globalThis.PointerEvent) => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.preventDefault()
    finish([event.clientX, event.clientY])
  }

  function moveTo(screen: Point): void {
    last = screen
    const to = editor.canvas?.toCanvas(screen)
    const from = geometry.current.ports.get(portKey(side, wireName(end)))?.point
    if (!to || !from) return
    const reach = (pixels: number) => pixels / viewport.current.zoom
    const ports = [...geometry.current.ports.values()].filter((port) => port.side === other)
    const fits = ({ wire }: PlacedPort) => verdicts.has(wire) && verdicts.get(wire) === undefined
    target =
      nearestPort(ports.filter(fits), to, reach(snapReach)) ??
      nearestPort(
        ports.filter((port) => !fits(port)),
        to,
        reach(refuseReach),
      )
    const over = target && { key: portKey(other, target.wire), fits: fits(target) }
    if (over?.key !== local.getState().over?.key) {
      local.setState({ over, refusal: undefined })
      const refusal = target && verdicts.get(target.wire)
      if (target && refusal)
        refuse(editor, parts, linkBetween(end, side, endOf(target)), refusal, screen)
    }
    const tip = target?.point ?? to
    drawWire(parts, side === 'output' ? [from, tip] : [tip, from], over && !over.fits)
    if (panning === 0) panning = requestAnimationFrame(panAtEdge)
  }

  function panAtEdge(): void {
    panning = 0
    const box = parts.root.current?.getBoundingClientRect()
    if (!box || !last || !parts.gesture.current) return
    const [x, y] = last
    const toward = (near: number, far: number) => (near < edge ? 8 : far < edge ? -8 : 0)
    const by = [toward(x - box.left, box.right - x), toward(y - box.top, box.bottom - y)] as const
    const inside = x > box.left && x < box.right && y > box.top && y < box.bottom
    if (!inside || (by[0] === 0 && by[1] === 0)) return
    parts.panBy(by)
    moveTo(last)
  }

  function stop(): void {
    cancelAnimationFrame(panning)
    window.removeEventListener('pointermove', moved)
    window.removeEventListener('pointerdown', clicked, true)
    parts.gesture.current = undefined
  }

  function finish(screen: Point): void {
    moveTo(screen)
    stop()
    const { refusal } = local.getState()
    if (refusal) {
      local.setState({ refusal: { ...refusal, stays: true } })
      return
    }
    const put = target ?? soleFit(parts, screen, verdicts, other)
    clear(parts)
    if (put) {
      edit(editor, connect, {
        ...linkBetween(end, side, endOf(put)),
        ...(instead ? { instead } : {}),
      })
    } else if (isEmptyCanvas(parts, screen)) {
      editor.ui.setState({
        overlay: {
          kind: 'add',
          at: editor.canvas?.toCanvas(screen) ?? [0, 0],
          screen,
          from: { ...end, side },
        },
      })
    }
  }

  const gesture = {
    moveTo,
    finish,
    cancel() {
      stop()
      clear(parts)
    },
    untilClick() {
      window.addEventListener('pointermove', moved)
      window.addEventListener('pointerdown', clicked, true)
    },
  }
  window.addEventListener('pointermove', moved)
  parts.gesture.current = gesture
  return gesture
}
