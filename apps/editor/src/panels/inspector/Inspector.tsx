/** The panel on the right: the page of whatever is selected. */
import { lazy, Suspense } from 'react'
import { selectionOf } from '../../state/edit.ts'
import { useDocument, useEditor, useUi } from '../../state/editor.ts'
import { useLooksLive } from '../../state/live.ts'
import { GraphPart } from './GraphPart.tsx'
import { GroupPart } from './GroupPart.tsx'
import { LinkPart, LinksPart } from './LinkPart.tsx'
import { ManyPart } from './ManyPart.tsx'
import { NodePart } from './NodePart.tsx'
import { NotePart } from './NotePart.tsx'
import './inspector.css'

const NowPanel = lazy(() => import('../../live/NowPanel.tsx'))

export function Inspector() {
  return (
    <div className="inspector">
      <Selected />
    </div>
  )
}

function Selected() {
  const live = useLooksLive()
  const { nodes, groups, notes, links } = useSelection()
  if (groups.length === 1 && nodes.length > 0) {
    const [id] = groups
    return <SoleGroup id={id} nodes={nodes} />
  }
  if (nodes.length === 1) return <NodePart key={nodes[0]} id={nodes[0]} />
  if (nodes.length > 1) return <ManyPart nodes={nodes} />
  if (notes.length > 0) return <NotePart key={notes[0]} id={notes[0]} />
  if (links.length === 1) return <LinkPart link={links[0]} />
  if (links.length > 1) return <LinksPart links={links} />
  return live ? (
    <Suspense>
      <NowPanel />
    </Suspense>
  ) : (
    <GraphPart />
  )
}

/** A group and nothing beside it; else all the nodes. */
function SoleGroup({ id, nodes }: { id: string; nodes: readonly string[] }) {
  const alone = useUi(({ selectedNodes }) => selectedNodes.length === 1)
  return alone ? <GroupPart key={id} id={id} /> : <ManyPart nodes={nodes} />
}

/** Asked again whenever the document or the selection changes: it is small. */
function useSelection() {
  const editor = useEditor()
  useDocument(({ graph }) => graph)
  useUi(({ selectedNodes }) => selectedNodes)
  useUi(({ selectedNotes }) => selectedNotes)
  useUi(({ selectedLinks }) => selectedLinks)
  return selectionOf(editor)
}
