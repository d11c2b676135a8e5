/** What keeps a node from running, with the way out; and what it wants to say. */
import type { Problem } from '@chirpflow/graph'
import { repairOf } from '../../app/repairs.ts'
import { sentence } from '../../state/edit.ts'
import { useEditor, useSession } from '../../state/editor.ts'
import { keyOf } from '../../state/problems.ts'
import { Icon } from '../../theme/icons.tsx'
import './troubles.css'

/** `problems`: those of the node; what is about a parameter stands under its field as well. */
export function Troubles({ id, problems }: { id: string; problems: readonly Problem[] }) {
  const editor = useEditor()
  const status = useSession(({ nodes }) => nodes[id])
  const waits = useSession(({ plan }) => plan.waits.get(id))
  const errors = problems.filter(({ severity }) => severity === 'error')
  const rest = problems.filter(({ severity, param }) => severity !== 'error' && !param)
  const stopped = status?.activity === 'failed' && status.current
  const failed = stopped && errors.length === 0 ? (status.error ?? '') : undefined
  return (
    <>
      {(errors.length > 0 || failed !== undefined) && (
        <section className="trouble" data-severity="error" aria-label="Failure">
          <p className="trouble-title">
            <Icon name="failed" />
            {stopped ? 'This node stopped' : 'This node cannot run'}
          </p>
          {failed !== undefined && <p>{sentence(failed || 'it did not say why')}</p>}
          {errors.map((problem) => {
            const repair = repairOf(editor, problem)
            return (
              <div key={keyOf(problem)} className="trouble-row">
                <p>
                  {problem.input && <code>{problem.input} </code>}
                  {sentence(problem.message)}
                </p>
                {repair && (
                  <button type="button" className="button small" onClick={repair.mend}>
                    {repair.title}
                  </button>
                )}
              </div>
            )
          })}
        </section>
      )}
      {waits !== undefined && (
        <p className="remark">
          <Icon name="waits" size={14} />
          Waits for {waits}, which cannot run.
        </p>
      )}
      {rest.map((problem) => (
        <p key={keyOf(problem)} className="remark" data-severity={problem.severity}>
          <Icon name={problem.severity === 'warning' ? 'warning' : 'note'} size={14} />
          {sentence(problem.message)}
        </p>
      ))}
    </>
  )
}
