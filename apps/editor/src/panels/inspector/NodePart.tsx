/** Everything about one node. */
import { type GraphNode, type NodeType, parseLink } from '@chirpflow/graph'
import { useMemo, useState } from 'react'
import { standingOf } from '../../canvas/standing.ts'
import { setNodeNote } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { ParamList } from '../fields/ParamList.tsx'
import { sharedParams } from '../fields/shared-params.ts'
import { Method } from './Method.tsx'
import { NodeHead } from './NodeHead.tsx'
import { OffSwitches } from './OffSwitches.tsx'
import { RunFacts } from './RunFacts.tsx'
import { Signals } from './Signals.tsx'
import { Troubles } from './Troubles.tsx'
import { WordsField } from './WordsField.tsx'

export function NodePart({ id }: { id: string }) {
  const { registry } = useEditor()
  const node = useDocument(({ graph }) => graph.nodes[id])
  const type = registry.get(node.type)
  const status = useSession(({ nodes }) => nodes[id])
  const waitsFor = useSession(({ plan }) => plan.waits.get(id))
  const problems = useProblems(id)
  const standing = standingOf(
    {
      unknown: !type,
      ...(node.off === undefined ? {} : { off: node.off }),
      problem: problems.find(({ severity }) => severity === 'error'),
      warning: problems.find(({ severity }) => severity === 'warning'),
      ...(waitsFor === undefined ? {} : { waitsFor }),
    },
    status,
  )
  return (
    <>
      <NodeHead id={id} node={node} type={type} standing={standing} />
      <Troubles id={id} problems={problems} />
      {type && <KnownNode id={id} node={node} type={type} />}
      <NodeNote key={id} id={id} note={node.note ?? ''} />
    </>
  )
}

function KnownNode({ id, node, type }: { id: string; node: GraphNode; type: NodeType }) {
  const { registry } = useEditor()
  const problems = useProblems(id)
  const params = useMemo(() => {
    const only = { title: '', nodes: { [id]: node }, links: [], view: {}, extra: {} }
    return sharedParams(only, [id], registry)
  }, [id, node, registry])
  return (
    <>
      {params.length > 0 && <ParamList params={params} problems={problems} />}
      <Signals id={id} type={type} />
      <Method type={type} />
      <RunFacts id={id} />
      <OffSwitches id={id} node={node} />
    </>
  )
}

/** Of the node itself and of wires into it. */
export function useProblems(id: string) {
  const problems = useSession((state) => state.problems)
  return useMemo(
    () =>
      problems.filter(
        ({ node, link }) => node === id || (!node && link && parseLink(link)?.to.node === id),
      ),
    [problems, id],
  )
}

function NodeNote({ id, note }: { id: string; note: string }) {
  const editor = useEditor()
  const [open, setOpen] = useState(note !== '')
  return (
    <section className="part" aria-label="Note">
      {open ? (
        <>
          <h3 className="part-title">Note</h3>
          <WordsField
            label="Note on the node"
            value={note}
            focused={note === ''}
            onSet={(text) => {
              edit(editor, setNodeNote, { node: id, text })
              if (text === '') setOpen(false)
            }}
          />
        </>
      ) : (
        <button type="button" className="link-button" onClick={() => setOpen(true)}>
          <Icon name="add" size={14} />
          Add a note
        </button>
      )}
    </section>
  )
}
