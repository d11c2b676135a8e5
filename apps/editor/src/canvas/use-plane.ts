/** Everything that lies on the plane, derived from the document; nothing is made anew that has not changed. */
import { type Annotations, readAnnotations } from '@chirpflow/graph'
import type { Node } from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { type Comparison, comparisonsOf } from '../document/branches.ts'
import { type Box, boxAt, type Place } from '../document/places.ts'
import { useDocument, useEditor, useSession, useUi } from '../state/editor.ts'
import { useLocal, useParts } from './local.ts'
import { buildModel, type Card, keepSame, type Model, placesOf } from './model.ts'
import type { BoxData } from './NoteBox.tsx'
import { header } from './sizes.ts'
import { type Geometry, listWires, placeAll, type Wire } from './wires.ts'

export type PlaneNode = Node<{ card: Card } | { box: BoxData }>

export interface Plane {
  readonly nodes: PlaneNode[]
  readonly model: Model
  readonly annotations: Annotations
  readonly comparisons: readonly Comparison[]
  readonly places: ReadonlyMap<string, Place>
  readonly wires: readonly Wire[]
  readonly geometry: Geometry
}

/** What is dragged at this moment: places, and of notes sizes, by id. */
export interface Moved {
  readonly places: ReadonlyMap<string, Place>
  readonly sizes: ReadonlyMap<string, readonly [number, number]>
}

export function usePlane(moved: Moved): Plane {
  const editor = useEditor()
  const { geometry: shared } = useParts()
  const graph = useDocument((state) => state.graph)
  const plan = useSession((state) => state.plan)
  const problems = useSession((state) => state.problems)
  const openGroups = useLocal((state) => state.openGroups)
  const selectedNodes = useUi((state) => state.selectedNodes)
  const selectedNotes = useUi((state) => state.selectedNotes)
  const placed = editor.document.context.placed(graph)
  const cards = useRef(new Map<string, Card>())
  const wiresBefore = useRef(new Map<string, Wire>())
  const nodesBefore = useRef(new Map<string, PlaneNode>())

  const annotations = useMemo(() => readAnnotations(graph), [graph])
  const { registry } = editor
  const comparisons = useMemo(() => comparisonsOf(placed, registry), [placed, registry])
  const model = useMemo(() => {
    const built = buildModel({
      graph,
      registry,
      plan,
      problems,
      annotations,
      openGroups,
      comparisons,
    })
    const kept = keepSame(cards.current, built.cards)
    cards.current = new Map(kept.map((card) => [card.id, card]))
    return { ...built, cards: kept }
  }, [registry, graph, plan, problems, annotations, openGroups, comparisons])
  const wires = useMemo(() => {
    const kept = keepSame(wiresBefore.current, listWires(graph, plan, problems, model.cardOf))
    wiresBefore.current = new Map(kept.map((wire) => [wire.id, wire]))
    return kept
  }, [graph, plan, problems, model.cardOf])

  const places = useMemo(() => {
    const all = placesOf(model.cards, placed.view)
    for (const [id, place] of moved.places) if (all.has(id)) all.set(id, place)
    return all
  }, [model.cards, placed.view, moved])
  const boxes = useMemo(
    () => listBoxes(model, annotations, places, moved),
    [model, annotations, places, moved],
  )
  const geometry = useMemo(
    () =>
      placeAll(
        model.cards,
        places,
        wires,
        boxes.map(({ at, size }) => boxAt(at, { width: size[0], height: size[1] })),
      ),
    [model.cards, places, wires, boxes],
  )
  useEffect(() => {
    shared.current = geometry
  }, [shared, geometry])

  const nodes = useMemo(() => {
    const chosen = new Set([...selectedNodes, ...selectedNotes])
    const made = [
      ...boxes.map((box) => boxNode(box, chosen.has(box.id))),
      ...model.cards.map((card) => cardNode(card, places.get(card.id)!, chosen.has(card.id))),
    ].map((node) => {
      const before = nodesBefore.current.get(node.id)
      return before && alike(before, node) ? before : node
    })
    nodesBefore.current = new Map(made.map((node) => [node.id, node]))
    return made
  }, [boxes, model.cards, places, selectedNodes, selectedNotes])

  return useMemo(
    () => ({ nodes, model, annotations, comparisons, places, wires, geometry }),
    [nodes, model, annotations, comparisons, places, wires, geometry],
  )
}

function cardNode(card: Card, [x, y]: Place, selected: boolean): PlaneNode {
  const { id, size } = card
  return {
    id,
    type: 'card',
    position: { x, y },
    data: { card },
    selected,
    ...sized(size),
    zIndex: 2,
  }
}

function boxNode(box: BoxData, selected: boolean): PlaneNode {
  const [width, height] = box.size
  return {
    id: box.id,
    type: 'box',
    position: { x: box.at[0], y: box.at[1] },
    data: { box },
    selected,
    selectable: false,
    dragHandle: '.box-head',
    style: { pointerEvents: 'none' },
    ...sized({ width, height }),
    zIndex: 0,
  }
}

function sized({ width, height }: { width: number; height: number }) {
  return { width, height, measured: { width, height } }
}

function alike(a: PlaneNode, b: PlaneNode): boolean {
  const same =
    a.selected === b.selected && a.position.x === b.position.x && a.position.y === b.position.y
  if (!same || a.width !== b.width || a.height !== b.height) return false
  if ('card' in a.data && 'card' in b.data) return a.data.card === b.data.card
  return (
    'box' in a.data &&
    'box' in b.data &&
    a.data.box.text === b.data.box.text &&
    a.data.box.kind === b.data.box.kind
  )
}

const frameRoom = 16

/** Notes, and frames round the nodes of open groups. */
function listBoxes(
  { cards, frames }: Model,
  annotations: Annotations,
  places: ReadonlyMap<string, Place>,
  moved: Moved,
): readonly BoxData[] {
  const notes = Object.entries(annotations.notes).map(([name, note]): BoxData => {
    const id = `note:${name}`
    return {
      id,
      kind: 'note',
      text: note.text,
      at: moved.places.get(id) ?? note.at,
      size: moved.sizes.get(id) ?? note.size,
    }
  })
  const sizes = new Map(cards.map(({ id, size }) => [id, size]))
  const open = frames.map(({ id, title, members }): BoxData => {
    const around: Box[] = members.map((member) => boxAt(places.get(member)!, sizes.get(member)!))
    const left = Math.min(...around.map((box) => box.left)) - frameRoom
    const top = Math.min(...around.map((box) => box.top)) - frameRoom - header
    const right = Math.max(...around.map((box) => box.right)) + frameRoom
    const bottom = Math.max(...around.map((box) => box.bottom)) + frameRoom
    return {
      id: `frame:${id.slice('group:'.length)}`,
      kind: 'group',
      text: title,
      at: [left, top],
      size: [right - left, bottom - top],
    }
  })
  return [...notes, ...open]
}
