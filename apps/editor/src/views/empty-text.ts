/** Why a view shows nothing, in one sentence that says what to do. */
import type { NodeStatus, SessionState } from '../session/session.ts'

export interface Emptiness {
  readonly wire: string
  readonly node: string
  /** The node can run as the graph is now. */
  readonly known: boolean
  /** The plan knows what flows along the wire. */
  readonly signal: boolean
  /** Whom the node waits for. */
  readonly waits: string | undefined
  readonly status: NodeStatus | undefined
  readonly engine: SessionState['engine']
  /** A moment of the past is looked at, of something that is live. */
  readonly away: boolean
}

export function emptyText({
  wire,
  node,
  known,
  signal,
  waits,
  status,
  engine,
  away,
}: Emptiness): string {
  if (engine === 'dead') return 'The engine has stopped. Start it again.'
  if (status?.activity === 'failed')
    return `${node} failed: ${status.error ?? 'no reason was given'}`
  if (waits !== undefined) return `${node} waits for ${waits}, which has a problem.`
  if (!signal && known) return `${node} gives no ${wire.slice(node.length + 1)} as it is set now.`
  if (!signal) return `${node} cannot run as the graph is now, or is no longer in it.`
  if (away) return 'Nothing of that moment is kept.'
  if (engine === 'running' || engine === 'starting') return 'No data yet.'
  return 'No data yet. Run the graph (Ctrl Enter).'
}
