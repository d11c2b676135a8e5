/** The last run: nodes by time, what they gave, what came from the cache, and what would run next. */

import type { NodeActivity, NodeStatus } from '../session/session.ts'
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { inFlow } from '../state/flow-order.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import { showBytes, showSeconds, showShare } from './format.ts'
import { titleOf } from './ProblemsPanel.tsx'
import './RunPanel.css'

const states: Record<NodeActivity, { readonly icon: IconName; readonly word: string }> = {
  idle: { icon: 'idle', word: 'Not run' },
  running: { icon: 'running', word: 'Running' },
  finished: { icon: 'done', word: 'Done' },
  cached: { icon: 'cached', word: 'From the cache' },
  failed: { icon: 'failed', word: 'Failed' },
  stopped: { icon: 'waits', word: 'Stopped' },
  skipped: { icon: 'disabled', word: 'Skipped' },
}

export function RunPanel() {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const statuses = useSession((state) => state.nodes)
  const plan = useSession((state) => state.plan)
  const rows = Object.entries(statuses)
    .filter(([id]) => Object.hasOwn(graph.nodes, id))
    .sort(([, a], [, b]) => b.seconds - a.seconds)
  const total = rows.reduce((sum, [, { seconds }]) => sum + seconds, 0)
  const longest = Math.max(0, ...rows.map(([, { seconds }]) => seconds))
  const planned = new Set(plan.nodes.map(({ id }) => id))
  const next = inFlow(graph).filter((id) => planned.has(id) && !statuses[id]?.current)
  const name = (id: string) => titleOf(graph, editor.registry, id)

  if (rows.length === 0) {
    return (
      <p className="panel-empty">
        Nothing has run yet.
        <button type="button" className="button" onClick={() => editor.command('run.start')}>
          <Icon name="run" />
          Run
        </button>
      </p>
    )
  }
  return (
    <div className="run-panel">
      <table>
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">State</th>
            <th scope="col" className="run-time">
              Time
            </th>
            <th scope="col">Share</th>
            <th scope="col">Chunks</th>
            <th scope="col">Data</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, status]) => (
            <RunRow
              key={id}
              title={name(id)}
              status={status}
              share={total > 0 ? status.seconds / total : 0}
              bar={longest > 0 ? status.seconds / longest : 0}
              go={() => {
                editor.ui.setState({ selectedNodes: [id], selectedNotes: [], selectedLinks: [] })
                editor.canvas?.centreOn(id)
              }}
            />
          ))}
        </tbody>
      </table>
      <p className="run-next">
        {next.length === 0
          ? 'The next run would find everything as it is.'
          : `Would run next: ${next.map(name).join(', ')}.`}
      </p>
    </div>
  )
}

function RunRow({
  title,
  status,
  share,
  bar,
  go,
}: {
  title: string
  status: NodeStatus
  share: number
  bar: number
  go: () => void
}) {
  const { icon, word } = states[status.activity]
  return (
    <tr data-activity={status.activity}>
      <th scope="row">
        <button type="button" onClick={go}>
          {title}
        </button>
      </th>
      <td className="run-state" title={status.error}>
        <Icon name={icon} size={14} />
        {word}
        {!status.current && <span className="run-before">from before</span>}
      </td>
      <td className="run-time">
        <span className="run-bar" style={{ width: `${bar * 100}%` }} />
        <code>{showSeconds(status.seconds)}</code>
      </td>
      <td>{showShare(share)}</td>
      <td>{status.chunks.toLocaleString('en')}</td>
      <td>{showBytes(status.bytes)}</td>
    </tr>
  )
}
