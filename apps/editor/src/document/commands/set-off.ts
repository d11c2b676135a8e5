/** Disables, bypasses or enables nodes. Bypassing is refused where the two signals differ. */
import type { Command } from '../context.ts'
import { nameAll } from '../names.ts'
import { nodesOf, withNode } from './edit.ts'

export interface SetOff {
  readonly nodes: readonly string[]
  /** true: disabled. undefined: on. */
  readonly off: true | 'bypass' | undefined
}

export const setOff: Command<SetOff> = (graph, { nodes, off }, context) => {
  const ids = nodesOf(graph, nodes)
  const verb = off === true ? 'Disable' : off === 'bypass' ? 'Bypass' : 'Enable'
  let edited = graph
  for (const id of ids) {
    const { off: before, ...node } = graph.nodes[id]
    if (before === off) continue
    edited = withNode(edited, id, off === undefined ? node : { ...node, off })
  }
  if (off === 'bypass' && edited !== graph) {
    const refusal = context
      .plan(edited)
      .problems.find(
        ({ node, message }) =>
          node !== undefined && ids.includes(node) && message.startsWith('cannot be bypassed'),
      )
    if (refusal) return { refused: `${refusal.node} ${refusal.message}` }
  }
  return { graph: edited, label: `${verb} ${nameAll(ids)}` }
}
