/** What alternative chains save by sharing the nodes before they part. */
import { showSeconds } from '../app/format.ts'
import type { Comparison } from '../document/branches.ts'
import type { NodeStatus } from '../session/session.ts'

export interface Sharing {
  readonly nodes: number
  readonly chains: number
  /** Of the shared nodes together, s. */
  readonly seconds: number
}

/** undefined where nothing is shared, or not all that is has run. */
export function sharingOf(
  { branches, shared }: Comparison,
  nodes: Readonly<Record<string, NodeStatus>>,
): Sharing | undefined {
  const ran = shared.filter((id) => (nodes[id]?.seconds ?? 0) > 0)
  if (shared.length === 0 || ran.length < shared.length) return undefined
  const seconds = ran.reduce((sum, id) => sum + nodes[id].seconds, 0)
  return { nodes: shared.length, chains: branches.length, seconds }
}

const numbers = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
]

export function sharingWords({ nodes, chains, seconds }: Sharing): string {
  const count = `${numbers[nodes] ?? nodes} ${nodes === 1 ? 'node' : 'nodes'}`
  const runs = `${numbers[chains] ?? chains} separate runs`
  return `${count} before the branch ran once, in ${showSeconds(seconds)}. ${runs} would have taken ${showSeconds(chains * seconds)}.`
}
