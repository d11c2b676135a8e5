/** What the chains of an experiment took, and what it saved that they share what they have in common. */
import type { Layout } from './layout.ts'
import { lengthOf } from './track.ts'
import type { Cell, NodeTime } from './unit.ts'

/** One node of a recording's graph. */
export interface NodeCost extends NodeTime {
  readonly recording: string
  /** Chains that it stands in. */
  readonly chains: number
  /** Times it ran; more than once only where a recording was divided among workers. */
  readonly runs: number
}

export interface Timing {
  /** By chain: seconds of its nodes, shared ones in full, by answer. NaN where there is none. */
  readonly secondsPerWindow: readonly number[]
  readonly nodes: readonly NodeCost[]
  /** Seconds of all nodes that ran. */
  readonly seconds: number
  /** Seconds that the chains would have taken one by one. */
  readonly apart: number
}

export function timeCells(
  { chains, recordings }: Layout,
  cells: ReadonlyMap<string, Cell>,
): Timing {
  const costs: NodeCost[] = []
  for (const { name, chains: places } of recordings) {
    const own = places.flatMap(({ key }) => cells.get(key) ?? [])
    const byNode = new Map<string, { count: number; runs: Map<string, NodeTime> }>()
    for (const { unit, nodes } of own) {
      for (const node of nodes) {
        const known = byNode.get(node.id) ?? { count: 0, runs: new Map() }
        known.count++
        known.runs.set(unit, node)
        byNode.set(node.id, known)
      }
    }
    for (const { count, runs } of byNode.values()) {
      const list = [...runs.values()]
      const seconds = list.reduce((sum, node) => sum + node.seconds, 0)
      costs.push({ ...list[0], recording: name, seconds, chains: count, runs: list.length })
    }
  }
  return {
    secondsPerWindow: chains.map((_, at) => perWindow(at, recordings, cells, costs)),
    nodes: costs,
    seconds: costs.reduce((sum, { seconds }) => sum + seconds, 0),
    apart: costs.reduce((sum, { seconds, chains, runs }) => sum + (chains * seconds) / runs, 0),
  }
}

/** A node that ran for several workers counts with the mean, so that it costs all its chains alike. */
function perWindow(
  at: number,
  recordings: Layout['recordings'],
  cells: ReadonlyMap<string, Cell>,
  costs: readonly NodeCost[],
): number {
  const means = new Map(
    costs.map(({ recording, id, seconds, runs }) => [`${recording} ${id}`, seconds / runs]),
  )
  let seconds = 0
  let windows = 0
  for (const { name, chains } of recordings) {
    const cell = cells.get(chains[at].key)
    if (!cell) continue
    for (const { id } of cell.nodes) seconds += means.get(`${name} ${id}`) ?? 0
    windows += lengthOf(cell.track)
  }
  return windows > 0 ? seconds / windows : Number.NaN
}
