/** Values of parameters that are all tried, each with each. */
import { useDocument, useEditor } from '../../state/editor.ts'
import type { Draft, DraftGrid } from '../../state/experiment.ts'
import { Icon } from '../../theme/icons.tsx'
import { RemoveButton } from './AlternativeRows.tsx'
import { nextId } from './compose.ts'

export function GridRows({
  draft: { grid },
  change,
}: {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}) {
  const { registry } = useEditor()
  const graph = useDocument((state) => state.graph)
  const fields = Object.entries(graph.nodes).flatMap(([id, node]) =>
    Object.entries(registry.get(node.type)?.params ?? {}).flatMap(([name, param]) => {
      if (param.kind === 'file' || param.kind === 'text') return []
      const unit =
        'unit' in param && param.unit !== undefined && param.unit !== '1' ? param.unit : ''
      const hint = param.kind === 'choice' ? param.options.join(', ') : unit
      return [{ field: `${id}.${name}`, label: param.label, hint, value: node.params[name] }]
    }),
  )
  const set = (id: number, next: DraftGrid | undefined) =>
    change({ grid: grid.flatMap((one) => (one.id === id ? (next ?? []) : one)) })
  return (
    <section aria-label="Parameters">
      <h3>Parameters</h3>
      <p>Every value with every other; in the unit of the file.</p>
      {grid.map((row) => {
        const chosen = fields.find(({ field }) => field === row.field)
        return (
          <div key={row.id} className="experiment-row">
            <select
              className="field"
              aria-label="Parameter"
              value={row.field}
              onChange={({ target: { value } }) => {
                const now = fields.find(({ field }) => field === value)?.value
                set(row.id, {
                  id: row.id,
                  field: value,
                  values: now === undefined ? '' : String(now),
                })
              }}
            >
              <option value="">Parameter…</option>
              {fields.map(({ field, label }) => (
                <option key={field} value={field}>
                  {field} ({label})
                </option>
              ))}
            </select>
            <input
              type="text"
              className="field"
              aria-label="Values"
              placeholder={chosen?.hint ? `values, ${chosen.hint}` : 'values, parted by commas'}
              title={chosen?.hint}
              value={row.values}
              onChange={({ target: { value } }) => set(row.id, { ...row, values: value })}
            />
            <RemoveButton what="parameter" remove={() => set(row.id, undefined)} />
          </div>
        )
      })}
      <button
        type="button"
        className="button small"
        onClick={() => change({ grid: [...grid, { id: nextId(grid), field: '', values: '' }] })}
      >
        <Icon name="add" size={12} /> Parameter
      </button>
    </section>
  )
}
