/** Sets parameters back to their defaults; one that the type does not have is taken out. */
import type { Json } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { nameAll } from '../names.ts'
import { nodesOf, withNode } from './edit.ts'

export interface ResetParams {
  readonly nodes: readonly string[]
  /** All of them by default. */
  readonly names?: readonly string[]
}

export const resetParams: Command<ResetParams> = (graph, { nodes, names }, { registry }) => {
  const ids = nodesOf(graph, nodes)
  let edited = graph
  for (const id of ids) {
    const node = graph.nodes[id]
    const type = registry.get(node.type)
    if (!type) return { refused: `the parameters of ${id} are not known, there is no ${node.type}` }
    const params: Record<string, Json> = {}
    for (const [name, value] of Object.entries(node.params)) {
      if (names && !names.includes(name)) params[name] = value
      else if (Object.hasOwn(type.params, name)) params[name] = type.params[name].default
    }
    const same = Object.keys(node.params).every((name) =>
      Object.is(params[name], node.params[name]),
    )
    if (!same) edited = withNode(edited, id, { ...node, params })
  }
  const what = names?.length === 1 ? names[0] : 'parameters'
  return { graph: edited, label: `Reset ${what} of ${nameAll(ids)}` }
}
