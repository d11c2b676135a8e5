/** One sentence about the engine: what it does, or how the last run ended. */
import type { SessionState } from '../session/session.ts'
import { countProblems, plural } from '../state/problems.ts'
import type { IconName } from '../theme/icons.tsx'
import { showSeconds, showShare } from './format.ts'

export interface RunWords {
  readonly text: string
  readonly icon: IconName
  readonly severity: 'none' | 'ok' | 'warning' | 'error'
}

export function describeRun(state: SessionState): RunWords {
  const { engine, last, progress } = state
  if (engine === 'dead') return { text: 'The engine stopped', icon: 'failed', severity: 'error' }
  if (engine === 'starting') {
    return { text: 'Starting the engine', icon: 'running', severity: 'none' }
  }
  if (engine === 'running') {
    const so = progress?.share === undefined ? undefined : showShare(progress.share)
    const far = so ?? (progress && `${progress.time.toFixed(1)} s`)
    return { text: far ? `Running, ${far}` : 'Running', icon: 'running', severity: 'none' }
  }
  if (Object.keys(state.nodes).length === 0) {
    return { text: 'Nothing to run yet', icon: 'idle', severity: 'none' }
  }
  if (!last) return { text: 'Not run yet', icon: 'idle', severity: 'none' }
  const took = showSeconds(last.seconds)
  switch (last.state) {
    case 'finished': {
      const since = describeSince(state)
      if (since) return since
      const windows = Math.max(0, ...Object.values(state.results).map(({ time }) => time.length))
      const what = plural(windows, 'window') || plural(last.nodesRun + last.nodesCached, 'node')
      return { text: `${what || 'Nothing'} in ${took}`, icon: 'done', severity: 'ok' }
    }
    case 'aborted':
      return { text: `Stopped after ${took}`, icon: 'idle', severity: 'warning' }
    case 'refused':
      return { text: 'Not run: see the problems', icon: 'failed', severity: 'error' }
    case 'failed': {
      const still = Object.values(state.nodes).filter(({ activity }) => activity === 'stopped')
      const failed = plural(last.nodesFailed, 'node') || 'a node'
      const rest = still.length > 0 ? `, ${still.length} did not run` : ''
      return { text: `Stopped: ${failed} failed${rest}`, icon: 'failed', severity: 'error' }
    }
  }
}

/** What has become of the graph since a run that went well; undefined where nothing has. */
function describeSince({ plan, nodes, problems }: SessionState): RunWords | undefined {
  const { errors } = countProblems(problems)
  if (errors > 0) {
    const able = new Set(plan.nodes.map(({ id }) => id))
    const left = plural(Object.keys(nodes).filter((id) => !able.has(id)).length, 'node')
    const rest = left ? `, ${left} did not run` : ''
    return { text: `${plural(errors, 'error')}${rest}`, icon: 'failed', severity: 'error' }
  }
  if (plan.nodes.length === 0) {
    return { text: 'Nothing to run: every node is off', icon: 'idle', severity: 'none' }
  }
  const isOld = plan.nodes.some(({ id }) => nodes[id]?.current === false)
  if (!isOld) return undefined
  return { text: 'Changed since the last run', icon: 'idle', severity: 'none' }
}
