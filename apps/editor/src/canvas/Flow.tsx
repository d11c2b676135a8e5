/** The pannable plane: cards, frames and notes as nodes of React Flow, wires in a layer of their own. */
import {
  Background,
  BackgroundVariant,
  MiniMap,
  type Node,
  type NodeChange,
  type NodeProps,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useKeyPress,
  ViewportPortal,
} from '@xyflow/react'
import { memo, useCallback, useMemo } from 'react'
import { type Editor, useEditor } from '../state/editor.ts'
import { openAddAt } from './add-at.ts'
import { Branches } from './Branches.tsx'
import { CardView } from './CardView.tsx'
import { Controls } from './Controls.tsx'
import { useDrops } from './drop.ts'
import { Guides } from './Guides.tsx'
import { openGroup } from './group.ts'
import { type LocalStore, useParts } from './local.ts'
import type { Card } from './model.ts'
import { type BoxNode, NoteBox } from './NoteBox.tsx'
import { useDragging } from './use-dragging.ts'
import { useHandle } from './use-handle.ts'
import { useHandlers } from './use-handlers.ts'
import { type PlaneNode, usePlane } from './use-plane.ts'
import { Wires } from './Wires.tsx'

const CardNode = memo(function CardNode({ data, selected }: NodeProps<Node<{ card: Card }>>) {
  return <CardView card={data.card} selected={selected} />
})
const BoxNodeView = memo(function BoxNodeView({ data, selected }: NodeProps<BoxNode>) {
  return <NoteBox box={data.box} selected={selected} />
})
const nodeTypes: NodeTypes = { card: CardNode, box: BoxNodeView }

const grid: [number, number] = [4, 4]
const several = ['Shift', 'Control', 'Meta']
const middleButton = [1]

export function Flow() {
  const editor = useEditor()
  const parts = useParts()
  const dragging = useDragging()
  const plane = usePlane(dragging.moved)
  const { onMoveStart, onMoveEnd, onMove } = useHandle(plane)
  useHandlers(plane)
  const drops = useDrops(plane)
  // With Space held, dragging pans over cards too.
  const spaceHeld = useKeyPress('Space')

  const { change } = dragging
  const onNodesChange = useCallback(
    (changes: NodeChange<PlaneNode>[]) => {
      select(editor, changes)
      change(plane, changes)
    },
    [editor, plane, change],
  )
  const wires = useMemo(
    () => <Wires wires={plane.wires} routes={plane.geometry.routes} />,
    [plane.wires, plane.geometry.routes],
  )

  const branches = useMemo(() => <Branches plane={plane} />, [plane])

  return (
    <ReactFlow
      nodes={plane.nodes}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onNodeDragStart={(_, node) => dragging.start(plane, node.id)}
      onNodeDragStop={(event) => dragging.stop(plane, event.altKey)}
      onMoveStart={onMoveStart}
      onMove={onMove}
      onMoveEnd={onMoveEnd}
      onPaneClick={() => {
        editor.ui.setState({ selectedNodes: [], selectedNotes: [], selectedLinks: [] })
        parts.root.current?.focus({ preventScroll: true })
      }}
      onDoubleClick={(event) => onDoubleClick(editor, parts.local, event)}
      onPaneContextMenu={(event) => openMenu(event, 'canvas')}
      onNodeContextMenu={(event, node) => {
        const { selectedNodes, selectedNotes } = editor.ui.getState()
        if (![...selectedNodes, ...selectedNotes].includes(node.id)) {
          const note = node.type === 'box'
          editor.ui.setState({
            selectedNodes: note && node.id.startsWith('note:') ? [] : [node.id],
            selectedNotes: note && node.id.startsWith('note:') ? [node.id] : [],
            selectedLinks: [],
          })
        }
        openMenu(
          event,
          node.type === 'box' ? 'note' : node.id.startsWith('group:') ? 'group' : 'node',
        )
      }}
      onDragOver={drops.onDragOver}
      onDragLeave={drops.onDragLeave}
      onDrop={drops.onDrop}
      minZoom={0.05}
      maxZoom={2}
      nodesDraggable={!spaceHeld}
      panOnScroll
      panOnScrollSpeed={1}
      panOnDrag={middleButton}
      panActivationKeyCode="Space"
      zoomOnDoubleClick={false}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      selectionKeyCode={null}
      multiSelectionKeyCode={several}
      deleteKeyCode={null}
      snapToGrid
      snapGrid={grid}
      nodeDragThreshold={3}
      paneClickDistance={3}
      nodesFocusable={false}
      edgesFocusable={false}
      nodesConnectable={false}
      elevateNodesOnSelect={false}
      disableKeyboardA11y
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--dots)" />
      <ViewportPortal>
        {wires}
        {branches}
        <Guides />
      </ViewportPortal>
      <MiniMap
        pannable
        zoomable
        ariaLabel="Overview"
        position="bottom-right"
        nodeComponent={MiniNode}
        nodeClassName={failedInOverview}
        maskColor="color-mix(in srgb, var(--canvas) 55%, transparent)"
        bgColor="var(--panel)"
      />
      <Controls />
    </ReactFlow>
  )

  function openMenu(
    event: MouseEvent | React.MouseEvent,
    on: 'canvas' | 'node' | 'group' | 'note',
  ): void {
    event.preventDefault()
    const box = parts.root.current?.getBoundingClientRect()
    const wire = (event.target as Element).closest('[data-wire]')
    parts.local.setState({
      menu: {
        at: [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)],
        on: wire ? 'wire' : on,
      },
      card: undefined,
    })
  }
}

function failedInOverview(node: PlaneNode): string {
  return 'card' in node.data && node.data.card.problem ? 'failed' : ''
}

/** Of the overview: grey, the selected in accent, the failed in error. */
function MiniNode(props: {
  id: string
  x: number
  y: number
  width: number
  height: number
  className: string
  selected: boolean
}) {
  const { id, x, y, width, height, className, selected } = props
  if (id.startsWith('note:') || id.startsWith('frame:')) return null
  return (
    <rect
      className={`mini-node ${className}`}
      data-mini={id}
      data-selected={selected || undefined}
      {...{ x, y, width, height }}
      rx={16}
    />
  )
}

/** On nothing: add a node. On a title: rename. On a group: open it. */
function onDoubleClick(editor: Editor, local: LocalStore, event: React.MouseEvent): void {
  if (!(event.target instanceof Element)) return
  const card = event.target.closest<HTMLElement>('[data-card]')?.dataset.card
  if (event.target.classList.contains('react-flow__pane')) {
    openAddAt(editor, [event.clientX, event.clientY])
  } else if (card?.startsWith('group:')) openGroup(local, card)
  else if (event.target.closest('.card-title')) editor.command('selection.rename')
}

/** Selecting by pointer, as React Flow says it. Notes take no part in boxes that are drawn. */
function select(editor: Editor, changes: readonly NodeChange<PlaneNode>[]) {
  const selections = changes.flatMap((change) => (change.type === 'select' ? [change] : []))
  if (selections.length === 0) return
  editor.ui.setState((state) => {
    const nodes = new Set(state.selectedNodes)
    const notes = new Set(state.selectedNotes)
    for (const { id, selected } of selections) {
      const set = id.startsWith('note:') ? notes : nodes
      if (selected) set.add(id)
      else set.delete(id)
    }
    const clicked = selections.some(({ selected }) => selected)
    return {
      selectedNodes: [...nodes],
      selectedNotes: [...notes],
      ...(clicked ? { selectedLinks: [] } : {}),
    }
  })
}
