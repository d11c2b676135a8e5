/** What the canvas does for commands, and what it keeps while it is panned or zoomed. */
import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { usualLaneWidth } from '../document/layout.ts'
import { type Box, boxRound } from '../document/places.ts'
import { type CanvasHandle, useEditor } from '../state/editor.ts'
import { boxesBeside } from './branch-boxes.ts'
import { useParts } from './local.ts'
import { same } from './model.ts'
import { firstCard } from './navigation.ts'
import { isInTheWay } from './overview.ts'
import { bringIntoView } from './use-handlers.ts'
import { usePanning } from './use-panning.ts'
import type { Plane } from './use-plane.ts'

const move = 180
const margin = 16
/** Above a graph that is lower than the window. */
const headroom = 32
/** Of what is larger than the window, the beginning is seen. */
const corner = 12
/** A graph is never shown larger than it is; to fit all of it, smaller, but not to dust. */
const largest = 1
const least = 0.05
/** A document is opened so large that its ports can be read, where most of it is seen then. */
const readable = { zoom: 0.6, from: 0.45 }

/** A lane that fills the window at this zoom is still read with ease. */
const comfortable = 0.85

/** No motion for those who asked for none. */
function duration(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : move
}

export function useHandle(plane: Plane) {
  const editor = useEditor()
  const parts = useParts()
  const flow = useReactFlow()
  const store = useStoreApi()
  const now = useRef(plane)
  now.current = plane

  const note = useCallback(
    (_: unknown, viewport: Viewport) => {
      parts.viewport.current = viewport
      const root = parts.root.current
      const level = viewport.zoom < 0.35 ? 'far' : viewport.zoom < 0.6 ? 'mid' : 'near'
      if (root && root.dataset.zoom !== level) root.dataset.zoom = level
    },
    [parts],
  )

  useEffect(() => {
    const rectOf = (selectionOnly: boolean) => {
      const { geometry, nodes } = now.current
      const beside = selectionOnly ? [] : boxesBeside(now.current)
      const { selectedNodes, selectedNotes } = editor.ui.getState()
      const chosen = new Set([...selectedNodes, ...selectedNotes])
      const all = nodes.map(({ id, position: { x, y }, width = 0, height = 0 }) => ({
        id,
        box: geometry.boxes.get(id) ?? { left: x, top: y, right: x + width, bottom: y + height },
      }))
      const some = all.filter(({ id }) => chosen.has(id))
      const shown = (selectionOnly && some.length > 0 ? some : all).map(({ box }) => box)
      return boxRound([...shown, ...beside])
    }
    /** What was fitted last, and how that looked. */
    let fitted: { readonly rect: Box; readonly viewport: Viewport } | undefined
    const fit = (selectionOnly = false, opening = false) => {
      const rect = rectOf(selectionOnly)
      const { width, height } = store.getState()
      if (!rect || width === 0) return
      const [w, h] = [rect.right - rect.left, rect.bottom - rect.top]
      const room = Math.min((width - 2 * margin) / w, (height - 2 * margin) / h)
      const zoom =
        opening && room > readable.from && room < readable.zoom
          ? readable.zoom
          : Math.max(least, Math.min(largest, room))
      // Small graphs begin at the top left, as one reads; those that fill the room are centred.
      const x = Math.max(corner, (width - w * zoom) / 2)
      const y = Math.max(corner, (height - h * zoom) / 2)
      const top = selectionOnly ? y : Math.min(y, headroom)
      const viewport = { x: x - rect.left * zoom, y: top - rect.top * zoom, zoom }
      fitted = selectionOnly ? undefined : { rect, viewport }
      void flow.setViewport(viewport, { duration: opening ? 0 : duration() })
    }
    /** A graph that nobody has panned, zoomed or made larger since keeps to its window. */
    const refit = () => {
      const rect = rectOf(false)
      if (!fitted || !rect || !same(fitted.rect, rect)) return
      if (same(fitted.viewport, flow.getViewport())) fit(false, true)
    }
    const stopResizing = store.subscribe((state, before) => {
      if (state.width !== before.width || state.height !== before.height) refit()
    })
    const handle: CanvasHandle = {
      fit: (selectionOnly) => fit(selectionOnly),
      zoomTo: (scale) => void flow.zoomTo(scale, { duration: duration() }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: duration() }),
      centreOn(id) {
        const card = now.current.model.cardOf.get(id) ?? id
        const box = now.current.geometry.boxes.get(card)
        if (!box) return
        const zoom = Math.max(0.6, flow.getZoom())
        void flow.setCenter((box.left + box.right) / 2, (box.top + box.bottom) / 2, {
          zoom,
          duration: duration(),
        })
      },
      reveal(id) {
        requestAnimationFrame(() => bringIntoView(parts, now.current.model.cardOf.get(id) ?? id))
      },
      middle() {
        const box = parts.root.current?.getBoundingClientRect()
        return box ? this.toCanvas([box.left + box.width / 2, box.top + box.height / 2]) : [0, 0]
      },
      laneWidth() {
        const { width } = store.getState()
        return width === 0 ? usualLaneWidth : width / comfortable
      },
      toCanvas([x, y]) {
        const at = flow.screenToFlowPosition({ x, y }, { snapToGrid: false })
        return [at.x, at.y]
      },
      toScreen([x, y]) {
        const at = flow.flowToScreenPosition({ x, y })
        return [at.x, at.y]
      },
      focus(node) {
        const card = node === undefined ? undefined : (now.current.model.cardOf.get(node) ?? node)
        const element = card
          ? parts.root.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"]`)
          : undefined
        ;(element ?? parts.root.current)?.focus({ preventScroll: true })
      },
    }
    editor.canvas = handle
    parts.panBy = ([x, y]) => void store.getState().panBy({ x, y })
    // The first sight of a document: all of it, at once.
    let frame = requestAnimationFrame(() => fit(false, true))
    const stop = editor.document.subscribe((state, before) => {
      const other = state.past.length === 0 && state.future.length === 0 && !state.gesture
      if (!other || state.graph === before.graph || before.gesture) return
      if (before.past.length > 0 && state.graph === before.past[0]?.graph) return
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => fit(false, true))
    })
    return () => {
      cancelAnimationFrame(frame)
      stop()
      stopResizing()
      if (editor.canvas === handle) editor.canvas = undefined
    }
  }, [editor, flow, store, parts])

  // The card that Tab leads to always exists.
  useEffect(() => {
    const { stop } = parts.local.getState()
    if (stop !== undefined && plane.geometry.boxes.has(stop)) return
    parts.local.setState({ stop: firstCard(plane.geometry.boxes) })
  }, [plane.geometry.boxes, parts])

  const panning = usePanning()
  const onMoveEnd = useCallback(
    (event: unknown, viewport: Viewport) => {
      note(event, viewport)
      panning.end()
      const root = parts.root.current
      if (root) root.dataset.crowded = String(isInTheWay(now.current, viewport, root))
    },
    [panning.end, parts, note],
  )
  return { onMoveStart: panning.begin, onMove: note, onMoveEnd }
}
