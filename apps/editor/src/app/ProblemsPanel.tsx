/** All problems: icon, node, field, sentence, and what can be done; Enter goes there. */
import { type Graph, type Problem, parseLink, type Registry } from '@chirpflow/graph'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import { sentence } from '../state/edit.ts'
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { foldWaiting, goToProblem, keyOf, nodeOf, plural, sortProblems } from '../state/problems.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import { repairOf } from './repairs.ts'
import './ProblemsPanel.css'

const icons: Record<Problem['severity'], IconName> = {
  error: 'failed',
  warning: 'warning',
  note: 'note',
}

/** Title of the node's type, with its id where another node is called the same. */
export function titleOf(graph: Graph, registry: Registry, id: string): string {
  const node = graph.nodes[id]
  const title = registry.get(node?.type ?? '')?.title
  if (!title) return id
  const alone = Object.values(graph.nodes).filter(({ type }) => type === node.type).length === 1
  return alone ? title : `${title}, ${id}`
}

export function ProblemsPanel() {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const known = useSession((state) => state.problems)
  const waits = useSession((state) => state.plan.waits)
  const problems = useMemo(() => sortProblems(known, graph), [known, graph])
  const waiting = useMemo(() => foldWaiting(waits), [waits])
  const list = useRef<HTMLUListElement>(null)
  const name = (id: string) => titleOf(graph, editor.registry, id)

  function walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.problem-go') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    if (step === undefined || at === -1) return
    rows[Math.max(0, Math.min(rows.length - 1, at + step))].focus()
    event.preventDefault()
  }

  if (problems.length === 0 && waiting.length === 0) {
    return (
      <p className="panel-empty">
        <Icon name="done" className="ok-text" />
        Nothing keeps this graph from running.
      </p>
    )
  }
  return (
    <div className="problems">
      <ul ref={list} aria-label="Problems" onKeyDown={walk}>
        {problems.map((problem) => (
          <ProblemRow
            key={keyOf(problem)}
            problem={problem}
            name={name}
            problemRepair={repairOf(editor, problem)}
            go={() => goToProblem(editor, problem)}
          />
        ))}
        {waiting.map(({ root, nodes }) => (
          <li key={root} className="problem">
            <details>
              <summary>
                <Icon name="note" />
                {nodes.length === 1
                  ? `${name(nodes[0])} waits for ${name(root)}.`
                  : `${plural(nodes.length, 'node')} wait for ${name(root)}.`}
              </summary>
              <p>{nodes.map(name).join(', ')}</p>
            </details>
          </li>
        ))}
      </ul>
      <p className="problems-hint">
        Enter goes to the node and its field. F8 and Shift F8 step through the list.
      </p>
    </div>
  )
}

function ProblemRow({
  problem,
  name,
  problemRepair,
  go,
}: {
  problem: Problem
  name: (id: string) => string
  problemRepair: ReturnType<typeof repairOf>
  go: () => void
}) {
  const node = nodeOf(problem)
  const field = problem.param ?? problem.input ?? parseLink(problem.link ?? '')?.to.port
  const line = problem.line === undefined ? '' : `Line ${problem.line}: `
  return (
    <li className="problem" data-severity={problem.severity}>
      <button type="button" className="problem-go" onClick={go}>
        <Icon name={icons[problem.severity]} />
        <span className="visually-hidden">{problem.severity}</span>
        <strong>{node === undefined ? 'Graph' : name(node)}</strong>
        <code>{field ?? ''}</code>
        <span className="problem-words">
          {line}
          {sentence(problem.message)}
        </span>
      </button>
      {problemRepair && (
        <button type="button" className="button small" onClick={problemRepair.mend}>
          {problemRepair.title}
        </button>
      )}
    </li>
  )
}
