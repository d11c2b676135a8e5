/** Nothing is selected: what the file is, what it reads, what came out of it. */
import { readAnnotations } from '@chirpflow/graph'
import { useEffect, useMemo, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { tellExample } from '../../app/examples.ts'
import { useFiles } from '../../app/files/context.ts'
import { showSeconds } from '../../app/format.ts'
import { rateText } from '../../canvas/words.ts'
import { setTitle } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { inFlow } from '../../state/flow-order.ts'
import { Icon } from '../../theme/icons.tsx'
import { Facts } from './Facts.tsx'
import { resultRows } from './result-rows.ts'
import { WordsField } from './WordsField.tsx'

export function GraphPart() {
  const editor = useEditor()
  const title = useDocument(({ graph }) => graph.title)
  const empty = useDocument(({ graph }) => Object.keys(graph.nodes).length === 0)
  return (
    <>
      <header className="inspector-head">
        <WordsField
          className="title-field"
          label="Title of the graph"
          value={title}
          oneLine
          onSet={(text) => void edit(editor, setTitle, { title: text })}
        />
        <Story />
      </header>
      {empty ? (
        <div className="part">
          <p className="part-words">There are no nodes yet.</p>
          <button
            type="button"
            className="button small"
            onClick={() => editor.command('canvas.add')}
          >
            <Icon name="add" size={14} />
            Add a node
          </button>
        </div>
      ) : (
        <>
          <Sources />
          <Results />
          <Counts />
        </>
      )}
    </>
  )
}

/** Of an example, what its README says of it. */
function Story() {
  const example = useFiles(({ origin }) => origin === 'example')
  const name = useDocument((state) => state.name.replace(/\.graph\.json$/, ''))
  const [told, setTold] = useState<{ name: string; text: string }>()
  useEffect(() => {
    if (!example) return
    let wanted = true
    void tellExample(name).then(({ sentence }) => {
      if (wanted) setTold({ name, text: sentence })
    })
    return () => {
      wanted = false
    }
  }, [example, name])
  if (!example || told?.name !== name) return null
  return (
    <>
      <p className="head-summary">{told.text}</p>
      <p className="head-summary">
        Change any value on a node: only what lies after it runs again.
      </p>
    </>
  )
}

function Sources() {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const signals = useSession((state) => state.plan.signals)
  const recording = useSession((state) => state.last?.recording)
  const rows = useMemo(() => {
    const sources = inFlow(graph).filter(
      (id) => editor.registry.get(graph.nodes[id].type)?.category === 'source',
    )
    return sources.map((id) => {
      const { type, params } = graph.nodes[id]
      const known = editor.registry.get(type)!
      const [first] = Object.keys(known.outputs)
      const path = typeof params.path === 'string' ? params.path : ''
      const seed = typeof params.seed === 'number' ? `seed ${params.seed}` : ''
      const rate = signals.get(`${id}.${first}`)?.rate ?? 0
      return { id, title: known.title, what: path || seed || id, rate: rateText(rate) }
    })
  }, [graph, editor, signals])
  if (rows.length === 0) return null
  const select = (id: string) =>
    editor.ui.setState({ selectedNodes: [id], selectedNotes: [], selectedLinks: [] })
  const several = rows.length > 1
  return (
    <Facts
      title={several ? 'Sources' : 'Source'}
      rows={[
        ...rows.map(
          ({ id, title, what }) =>
            [
              several ? `${title} ${id}` : title,
              <button key={id} type="button" className="fact-button" onClick={() => select(id)}>
                {what}
              </button>,
            ] as const,
        ),
        ...(recording ? [['Length', showLength(recording)] as const] : []),
        ...(!several && rows[0].rate ? [['Frames', rows[0].rate] as const] : []),
      ]}
    />
  )
}

function Results() {
  const results = useSession((state) => state.results)
  const old = useSession(({ nodes }) =>
    Object.keys(results).some((id) => nodes[id] && !nodes[id].current),
  )
  const rows = resultRows(results)
  return (
    <Facts title="Results" note={old ? 'from before the last change' : undefined} rows={rows} />
  )
}

function Counts() {
  const graph = useDocument((state) => state.graph)
  const last = useSession((state) => state.last)
  const groups = useMemo(() => Object.keys(readAnnotations(graph).groups).length, [graph])
  const failed = useSession(
    useShallow(({ problems }) => problems.filter(({ severity }) => severity === 'error').length),
  )
  return (
    <Facts
      title="Graph"
      rows={[
        ['Nodes', `${Object.keys(graph.nodes).length}`],
        ['Wires', `${graph.links.length}`],
        ...(groups > 0 ? [['Groups', `${groups}`] as const] : []),
        ...(failed > 0 ? [['Errors', `${failed}`] as const] : []),
        ['Last run', last ? showSeconds(last.seconds) : 'not yet'],
      ]}
    />
  )
}

function showLength(seconds: number): string {
  return seconds < 1000 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`
}
