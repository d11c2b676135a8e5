/** Why there is nothing to compare yet, and what to do. */
import type { Result } from '@chirpflow/graph'
import { hintOf } from '../../app/KeyHint.tsx'
import type { Comparison } from '../../document/branches.ts'
import { useEditor, useSession } from '../../state/editor.ts'

export function CompareNone({
  comparison,
  result,
}: {
  comparison: Comparison | undefined
  result: Result | undefined
}) {
  const editor = useEditor()
  const engine = useSession((state) => state.engine)
  const node = comparison?.node ?? ''
  const problem = useSession(({ problems }) =>
    problems.find((one) => one.severity === 'error' && one.node === node),
  )
  const waits = useSession(({ plan }) => plan.waits.get(node))
  const show = (id: string) => {
    editor.ui.setState({ selectedNodes: [id], selectedNotes: [], selectedLinks: [] })
    editor.canvas?.centreOn(id)
    editor.canvas?.focus(id)
  }
  if (!comparison) {
    return (
      <Empty words="Nothing leads to a compare-rates node yet. Select the node that something else could stand for and add an alternative." />
    )
  }
  if (problem?.input === 'reference') {
    return (
      <Empty
        words={`Nothing tells ${node} what is true: connect its reference to a simulator’s true rate or to a reference node.`}
      >
        <button type="button" className="button small" onClick={() => show(node)}>
          Show {node}
        </button>
      </Empty>
    )
  }
  if (problem || waits !== undefined) {
    const id = problem?.node ?? waits ?? node
    const words = problem
      ? `${node} cannot compare: ${problem.message}`
      : `${node} waits for ${waits}`
    return (
      <Empty words={`${words.replace(/[.]$/, '')}.`}>
        <button type="button" className="button small" onClick={() => show(id)}>
          Show {id}
        </button>
      </Empty>
    )
  }
  if (result?.kind === 'comparison' && result.unit !== 'Hz') return <RangesElsewhere />
  if (result?.kind === 'comparison') {
    const why =
      result.time.length === 0
        ? 'The chains gave no answers at any common moment.'
        : 'The reference says nothing at the moments of the answers.'
    const remarks = result.remarks.join(' ')
    return (
      <Empty
        words={`${why} ${remarks || 'Compare the times of both, and set the offset of the node where their clocks differ.'}`}
      >
        <button type="button" className="button small" onClick={() => show(node)}>
          Show {node}
        </button>
      </Empty>
    )
  }
  if (engine === 'running') return <Empty words="The chains run for the first time." />
  return (
    <Empty words="The chains have not run yet.">
      <button type="button" className="button small" onClick={() => editor.command('run.start')}>
        Run <span className="key-hint">{hintOf('run.start')}</span>
      </button>
    </Empty>
  )
}

/** Everything in this view is a rate. */
export function RangesElsewhere() {
  return (
    <Empty words="These are ranges, and this view shows rates. chirpflow compare writes the table and the report of ranges, in cm." />
  )
}

function Empty({ words, children }: { words: string; children?: React.ReactNode }) {
  return (
    <div className="compare-empty">
      <p>{words}</p>
      {children}
    </div>
  )
}
