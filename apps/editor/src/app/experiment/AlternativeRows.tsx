/** What is tried in a node's place; the graph as it is takes part always. */
import { useMemo } from 'react'
import { alternativesTo } from '../../document/index.ts'
import { useDocument, useEditor } from '../../state/editor.ts'
import type { Draft, DraftAlternative } from '../../state/experiment.ts'
import { Icon } from '../../theme/icons.tsx'
import { nextId } from './compose.ts'

interface Props {
  readonly draft: Draft
  readonly change: (patch: Partial<Draft>) => void
}

const without = ' without'

export function AlternativeRows({ draft, change }: Props) {
  const { alternatives } = draft
  const set = (id: number, next: DraftAlternative | undefined) =>
    change({
      alternatives: alternatives.flatMap((one) => (one.id === id ? (next ?? []) : one)),
    })
  return (
    <section aria-label="Alternatives">
      <h3>Alternatives</h3>
      <p>The graph as it is, and each of these in a node’s place.</p>
      {alternatives.map((row) => (
        <Row key={row.id} row={row} set={(next) => set(row.id, next)} />
      ))}
      <button
        type="button"
        className="button small"
        onClick={() =>
          change({ alternatives: [...alternatives, { id: nextId(alternatives), node: '' }] })
        }
      >
        <Icon name="add" size={12} /> Alternative
      </button>
    </section>
  )
}

function Row({
  row,
  set,
}: {
  row: DraftAlternative
  set: (next: DraftAlternative | undefined) => void
}) {
  const { document, registry } = useEditor()
  const graph = useDocument((state) => state.graph)
  const nodes = Object.keys(graph.nodes).filter((id) => {
    const type = registry.get(graph.nodes[id].type)
    return type && Object.keys(type.inputs).length > 0 && Object.keys(type.outputs).length > 0
  })
  const offered = useMemo(() => {
    const found = row.node === '' ? undefined : alternativesTo(graph, row.node, document.context)
    return found && 'types' in found ? found : { types: [], bypass: false }
  }, [graph, row.node, document])
  const own = graph.nodes[row.node]?.type
  return (
    <div className="experiment-row">
      <select
        className="field"
        aria-label="Node"
        value={row.node}
        onChange={(event) => set({ id: row.id, node: event.target.value })}
      >
        <option value="">Node…</option>
        {nodes.map((id) => (
          <option key={id}>{id}</option>
        ))}
      </select>
      <select
        className="field"
        aria-label="In its place"
        value={row.type ?? without}
        disabled={row.node === ''}
        onChange={({ target: { value } }) =>
          set({ id: row.id, node: row.node, ...(value === without ? {} : { type: value }) })
        }
      >
        {offered.bypass && <option value={without}>Left out</option>}
        {!offered.bypass && <option value={without}>Choose a type…</option>}
        {offered.types
          .filter(({ id }) => id !== own)
          .map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
      </select>
      <RemoveButton what="alternative" remove={() => set(undefined)} />
    </div>
  )
}

export function RemoveButton({ what, remove }: { what: string; remove: () => void }) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Remove this ${what}`}
      title={`Remove this ${what}`}
      onClick={remove}
    >
      <Icon name="close" size={12} />
    </button>
  )
}
