/** What is known of each node, made from what was last heard and from the plan as it is now. */
import type { Graph, Plan, Problem } from '@chirpflow/graph'
import type { Identities } from './identities.ts'
import type { NodeActivity, NodeStatus } from './session.ts'
import { unlessSame } from './unless-same.ts'

export interface Heard extends Omit<NodeStatus, 'current' | 'waitsFor'> {
  /** Of the data it was about; undefined: of an engine that is gone. */
  readonly identity: number | undefined
}

export type Statuses = Readonly<Record<string, NodeStatus>>

const nothing = { seconds: 0, chunks: 0, bytes: 0 } as const

/** Statuses that are as they were are the same objects as `before`. */
export function statusesOf(
  graph: Graph,
  plan: Plan,
  identities: Identities,
  heard: ReadonlyMap<string, Heard>,
  before: Statuses,
): Statuses {
  const statuses: Record<string, NodeStatus> = {}
  for (const id of Object.keys(graph.nodes)) {
    const known = heard.get(id)
    if (known) {
      const { identity, ...rest } = known
      const current = identity !== undefined && identity === identities.get(id)
      statuses[id] = { ...rest, current }
    } else {
      const activity: NodeActivity = plan.skipped.has(id) ? 'skipped' : 'idle'
      statuses[id] = { activity, ...nothing, current: true }
    }
  }
  for (const [id, waitsFor] of waitsOf(plan, statuses)) {
    statuses[id] = { ...statuses[id], waitsFor }
  }
  for (const id of Object.keys(statuses)) statuses[id] = unlessSame(before[id], statuses[id])
  return unlessSame(before, statuses)
}

/** For a moment: a node whose data are no longer current is still as it was `before`, if that was well. */
export function staleAsBefore(before: Statuses, statuses: Statuses): Statuses {
  const kept = Object.entries(statuses).map(([id, status]) => {
    const isStale = !status.current && status.waitsFor === undefined && status.activity !== 'failed'
    return [id, isStale ? (before[id] ?? status) : status]
  })
  return unlessSame(before, Object.fromEntries(kept))
}

/** Nodes that cannot run, or did not, only because of another: of which. */
function waitsOf(plan: Plan, statuses: Statuses): Map<string, string> {
  const waits = new Map([...plan.waits].filter(([id]) => statuses[id]))
  const isNow = (id: string, activity: NodeActivity) =>
    statuses[id]?.current === true && statuses[id].activity === activity
  for (const { id, inputs } of plan.nodes) {
    if (!isNow(id, 'stopped')) continue
    const feeders = [...inputs.values()].flat().map(({ node }) => node)
    const cause = feeders.find((node) => isNow(node, 'failed') || waits.has(node))
    if (cause !== undefined) waits.set(id, cause)
  }
  return waits
}

const failures = new WeakMap<NodeStatus, Problem>()

/** What failed in a run of the graph as it is now. */
export function failuresOf(statuses: Statuses): Problem[] {
  return Object.entries(statuses).flatMap(([node, status]) => {
    if (status.activity !== 'failed' || !status.current) return []
    const message = status.error ?? 'failed without a word'
    const problem = failures.get(status) ?? { severity: 'error', node, message }
    failures.set(status, problem)
    return [problem]
  })
}
