/** Dragging cards and notes: places are local until the end, and one step of undo then. */
import type { NodeChange } from '@xyflow/react'
import { useMemo, useRef, useState } from 'react'
import { editNote, insertOnWire, move } from '../document/index.ts'
import { boxAt, boxRound, type Place } from '../document/places.ts'
import { edit } from '../state/edit.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import { snapTo } from './guides.ts'
import { type CanvasParts, useParts } from './local.ts'
import { type Fitting, findWireFor } from './on-wire.ts'
import type { Moved, Plane, PlaneNode } from './use-plane.ts'

const nothing: Moved = { places: new Map(), sizes: new Map() }
/** Pixels of the screen. */
const guideReach = 5

interface Drag {
  /** Where everything was. */
  readonly base: ReadonlyMap<string, Place>
  /** Cards that go with a note or a frame. */
  readonly riders: ReadonlyMap<string, readonly string[]>
  /** A card without wires could be put on one. */
  readonly lone?: string
  readonly fitting: Fitting
}

export function useDragging() {
  const editor = useEditor()
  const parts = useParts()
  const [moved, setMoved] = useState<Moved>(nothing)
  const latest = useRef<Moved>(nothing)
  const drag = useRef<Drag | undefined>(undefined)

  return useMemo(() => {
    const show = (next: Moved) => {
      latest.current = next
      setMoved(next)
    }
    const end = () => {
      drag.current = undefined
      parts.gesture.current = undefined
      parts.local.setState({ guides: [], lit: undefined })
    }
    /** The rest of the pointer's way means nothing then. */
    const cancel = () => {
      end()
      show(nothing)
    }
    return {
      start(plane: Plane, id: string) {
        drag.current = beginDrag(plane, id)
        parts.gesture.current = { finish() {}, cancel }
        parts.local.setState({ card: undefined, pointed: undefined })
      },
      change(plane: Plane, changes: readonly NodeChange<PlaneNode>[]) {
        const places = new Map<string, Place>()
        for (const change of changes) {
          if (change.type === 'position' && change.dragging && change.position) {
            places.set(change.id, [change.position.x, change.position.y])
          }
          if (change.type !== 'dimensions' || change.resizing === undefined) continue
          if (change.resizing && change.dimensions) {
            const { width, height } = change.dimensions
            show({ places: new Map(), sizes: new Map([[change.id, [width, height]]]) })
          } else {
            const size = latest.current.sizes.get(change.id)
            if (size) edit(editor, editNote, { note: change.id.slice('note:'.length), size })
            show(nothing)
          }
        }
        if (places.size === 0 || !drag.current) return
        show({ places: settle(plane, drag.current, places, parts), sizes: new Map() })
        const { lone, fitting } = drag.current
        const card = lone && plane.model.cards.find(({ id }) => id === lone)
        const place = card && latest.current.places.get(card.id)
        const lit =
          card && place
            ? findWireFor(editor, plane, fitting, { node: card.id }, [
                place[0] + card.size.width / 2,
                place[1] + card.size.height / 2,
              ])
            : undefined
        if (lit !== parts.local.getState().lit) parts.local.setState({ lit })
      },
      stop(plane: Plane, alone: boolean) {
        const dragged = drag.current
        const { lit } = parts.local.getState()
        end()
        const { places } = latest.current
        if (dragged && places.size > 0) {
          const wire = alone ? undefined : plane.wires.find(({ id }) => id === lit)
          if (wire && dragged.lone) {
            const at = places.get(dragged.lone)
            edit(editor, insertOnWire, { link: wire.link, node: dragged.lone, at })
          } else commit(editor, plane, dragged, places)
        }
        show(nothing)
      },
      moved,
    }
  }, [editor, parts, moved])
}

function beginDrag(plane: Plane, id: string): Drag {
  const base = new Map<string, Place>(
    plane.nodes.map((node) => [node.id, [node.position.x, node.position.y]]),
  )
  const riders = new Map<string, string[]>()
  for (const node of plane.nodes) {
    if (node.type !== 'box') continue
    const frame = plane.model.frames.find((one) => one.id.slice(6) === node.id.slice(6))
    const [left, top] = base.get(node.id)!
    const [right, bottom] = [left + (node.width ?? 0), top + (node.height ?? 0)]
    const inside = [...plane.geometry.boxes].flatMap(([card, box]) =>
      box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom
        ? [card]
        : [],
    )
    riders.set(node.id, node.id.startsWith('frame:') ? [...(frame?.members ?? [])] : inside)
  }
  const wired = plane.wires.some(({ from, to }) => from === id || to === id)
  const card = plane.model.cards.find((one) => one.id === id)
  const lone = card?.kind === 'node' && !wired ? { lone: id } : {}
  return { base, riders, ...lone, fitting: new Map() }
}

/** The places asked for, brought onto guides, with everything that rides along. */
function settle(
  plane: Plane,
  { base, riders }: Drag,
  wanted: ReadonlyMap<string, Place>,
  { local, viewport }: CanvasParts,
): Map<string, Place> {
  const cards = new Map(plane.model.cards.map((card) => [card.id, card]))
  const carried = new Set([...wanted.keys()].flatMap((id) => riders.get(id) ?? []))
  const round = boxRound(
    [...wanted].flatMap(([id, at]) => {
      const card = cards.get(id)
      return card ? [boxAt(at, card.size)] : []
    }),
  )
  const others = [...plane.geometry.boxes].flatMap(([id, box]) =>
    wanted.has(id) || carried.has(id) ? [] : [box],
  )
  const snapped = round
    ? snapTo(round, others, guideReach / viewport.current.zoom)
    : { dx: 0, dy: 0, guides: [] }
  local.setState({ guides: snapped.guides })
  const places = new Map<string, Place>()
  for (const [id, [x, y]] of wanted) {
    const at: Place = [x + snapped.dx, y + snapped.dy]
    const from = base.get(id) ?? at
    if (!id.startsWith('frame:')) places.set(id, at)
    for (const rider of riders.get(id) ?? []) {
      const start = base.get(rider)
      if (!start || wanted.has(rider)) continue
      places.set(rider, [start[0] + at[0] - from[0], start[1] + at[1] - from[1]])
    }
  }
  return places
}

function commit(
  editor: Editor,
  { model }: Plane,
  { base }: Drag,
  places: ReadonlyMap<string, Place>,
): void {
  const { document } = editor
  const { view } = document.context.placed(document.getState().graph)
  const nodes: Record<string, Place> = {}
  const notes: Record<string, Place> = {}
  const cards = new Map(model.cards.map((card) => [card.id, card]))
  for (const [id, at] of places) {
    if (id.startsWith('note:')) notes[id.slice('note:'.length)] = at
    const from = base.get(id) ?? at
    for (const member of cards.get(id)?.members ?? []) {
      const [x, y] = view[member]
      nodes[member] = [x + at[0] - from[0], y + at[1] - from[1]]
    }
  }
  edit(editor, move, { nodes, notes })
}
