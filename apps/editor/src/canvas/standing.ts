/** How a node stands, as icon and word: from the file, the plan, and what the engine last said. */
import type { NodeStatus } from '../session/session.ts'
import type { IconName } from '../theme/icons.tsx'
import type { Card } from './model.ts'

export type State =
  | 'idle'
  | 'running'
  | 'done'
  | 'cached'
  | 'waits'
  | 'warning'
  | 'failed'
  | 'bypassed'
  | 'disabled'
  | 'unknown'

export interface Standing {
  readonly state: State
  /** For people: "done", "waits for VMD". */
  readonly words: string
  /** Of a failed node. */
  readonly message?: string
  /** Its data are from before the last change. */
  readonly old: boolean
}

type Facts = Pick<Card, 'unknown' | 'off' | 'problem' | 'warning' | 'waitsFor'>

export function standingOf(card: Facts, status: NodeStatus | undefined): Standing {
  const old = status !== undefined && !status.current && status.chunks > 0
  const stands = (state: State, words: string, message?: string): Standing => ({
    state,
    words,
    old,
    ...(message === undefined ? {} : { message }),
  })
  if (card.unknown) return stands('unknown', 'unknown type, kept as it was')
  if (card.off === true) return stands('disabled', 'disabled')
  if (card.problem) return stands('failed', 'failed', card.problem.message)
  if (status?.activity === 'failed' && status.current) {
    return stands('failed', 'failed', status.error ?? 'It stopped without saying why.')
  }
  if (card.off === 'bypass') return stands('bypassed', 'bypassed')
  if (card.waitsFor) return stands('waits', `waits for ${card.waitsFor}`)
  if (status?.activity === 'running') return stands('running', 'running')
  if (card.warning) return stands('warning', 'warning', card.warning.message)
  if (status?.current && status.activity === 'finished') return stands('done', 'done')
  if (status?.current && status.activity === 'cached')
    return stands('cached', 'done, from the cache')
  if (status?.current && status.activity === 'stopped') return stands('idle', 'stopped')
  return stands('idle', old ? 'idle, results from before' : 'idle')
}

export const stateIcon: Record<State, IconName> = {
  idle: 'idle',
  running: 'running',
  done: 'done',
  cached: 'cached',
  waits: 'waits',
  warning: 'warning',
  failed: 'failed',
  bypassed: 'bypassed',
  disabled: 'disabled',
  unknown: 'unknown',
}

const gravity: readonly State[] = [
  'failed',
  'running',
  'waits',
  'warning',
  'idle',
  'unknown',
  'done',
  'cached',
  'bypassed',
  'disabled',
]

/** Of a group: its worst member; of several idle ones, idle. */
export function worst(standings: readonly Standing[]): Standing {
  const [first] = [...standings].sort((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state))
  return first ?? { state: 'idle', words: 'idle', old: false }
}
