/** Sets one parameter, of one node or of several at once. */
import { type Json, NumberText, type ParamValue, refuseValue } from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { nameAll } from '../names.ts'
import { nodesOf, withNode } from './edit.ts'

export interface SetParam {
  readonly nodes: readonly string[]
  readonly name: string
  /** In the parameter's own unit. */
  readonly value: ParamValue
}

export const setParam: Command<SetParam> = (graph, { nodes, name, value }, { registry }) => {
  const ids = nodesOf(graph, nodes)
  let edited = graph
  for (const id of ids) {
    const node = graph.nodes[id]
    const type = registry.get(node.type)
    const param = type && Object.hasOwn(type.params, name) ? type.params[name] : undefined
    if (!param) return { refused: `${id} (${node.type}) has no parameter ${name}` }
    const reason = refuseValue(param, value)
    if (reason) return { refused: `${id}.${name} ${reason}` }
    if (sameValue(node.params[name], value)) continue
    edited = withNode(edited, id, { ...node, params: { ...node.params, [name]: value } })
  }
  return { graph: edited, label: `Set ${name} of ${nameAll(ids)}` }
}

function sameValue(stands: Json | undefined, value: ParamValue): boolean {
  return stands instanceof NumberText ? Number(stands.text) === value : Object.is(stands, value)
}
