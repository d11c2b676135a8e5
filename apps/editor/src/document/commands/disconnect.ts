/** Cuts wires. */
import { formatLink, type Link } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { hasLink, withoutLinks } from './edit.ts'

export interface Disconnect {
  readonly links: readonly Link[]
}

export const disconnect: Command<Disconnect> = (graph, { links }, context) => {
  const there = links.filter((link) => hasLink(graph, link))
  const label = there.length === 1 ? `Cut ${formatLink(there[0])}` : `Cut ${there.length} wires`
  if (there.length === 0) return { graph, label }
  return { graph: withoutLinks(context.placed(graph), there), label }
}
