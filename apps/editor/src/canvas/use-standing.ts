/** What the engine last said of a card's nodes. */
import { useShallow } from 'zustand/react/shallow'
import type { NodeStatus } from '../session/session.ts'
import { useSession } from '../state/editor.ts'
import { useSilence } from '../state/live.ts'
import type { Card } from './model.ts'
import { type Standing, standingOf, worst } from './standing.ts'

export interface Timing {
  /** Of the last run, s; undefined before the first. */
  readonly seconds?: number
  readonly chunks: number
  readonly slowest: boolean
  /** Of the time of all nodes. */
  readonly share: number
}

export function useStanding(card: Card): Standing {
  const statuses = useStatuses(card)
  const silent = useSilence()
  const standing = standingNow(card, statuses)
  return silent ? { ...standing, old: true } : standing
}

function standingNow(card: Card, statuses: readonly (NodeStatus | undefined)[]): Standing {
  if (card.kind === 'node') return standingOf(card, statuses[0])
  return worst(
    statuses.map((status, index) =>
      standingOf(
        {
          unknown: false,
          ...(index === 0 ? { problem: card.problem, warning: card.warning } : {}),
        },
        status,
      ),
    ),
  )
}

export function useTiming(card: Card): Timing {
  const statuses = useStatuses(card)
  const { most, total } = useSession(useShallow(({ nodes }) => spent(nodes)))
  const ran = statuses.filter((status) => status !== undefined && status.chunks > 0)
  const seconds = ran.reduce((sum, status) => sum + status!.seconds, 0)
  const chunks = ran.reduce((sum, status) => Math.max(sum, status!.chunks), 0)
  return {
    ...(ran.length > 0 ? { seconds } : {}),
    chunks,
    slowest: seconds > 0 && seconds >= most,
    share: total > 0 ? seconds / total : 0,
  }
}

function useStatuses({ members }: Card): readonly (NodeStatus | undefined)[] {
  return useSession(useShallow(({ nodes }) => members.map((id) => nodes[id])))
}

type Nodes = Readonly<Record<string, NodeStatus>>
const known = new WeakMap<Nodes, { most: number; total: number }>()

/** Worked out once for each state of all nodes, whoever asks. */
function spent(nodes: Nodes): { most: number; total: number } {
  const there = known.get(nodes)
  if (there) return there
  let [most, total] = [0, 0]
  for (const { seconds } of Object.values(nodes)) {
    most = Math.max(most, seconds)
    total += seconds
  }
  const found = { most, total }
  known.set(nodes, found)
  return found
}
