/** One sentence about the engine: what it does, or how the last run ended. */
import type { SessionState } from '../session/session.ts'
import { plural } from '../state/problems.ts'
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
  if (!last) return { text: 'Not run yet', icon: 'idle', severity: 'none' }
  const took = showSeconds(last.seconds)
  switch (last.state) {
    case 'finished': {
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
