/** Keys of all that a plan computes: of nodes whose wires may be kept, and of its sinks. */
import { type Host, type Plan, wireName } from '@chirpflow/graph'
import { fileHashes, nodeKeys } from './keys.ts'

export interface PlanKeys {
  /** As nodeKeys gives them. */
  readonly nodes: ReadonlyMap<string, string>
  /** Of nodes without outputs, effects too; absent where what feeds one has no key. */
  readonly sinks: ReadonlyMap<string, string>
}

export async function planKeys(plan: Plan, host: Host): Promise<PlanKeys> {
  const nodes = await nodeKeys(plan, host)
  const sinks = new Map<string, string>()
  for (const node of plan.nodes) {
    const { id, type, params, inputs } = node
    if (Object.keys(node.outputs).length > 0 || type.live) continue
    const ends = [...inputs].flatMap(([input, from]) => from.map((end) => ({ input, end })))
    const fed = ends.flatMap(({ input, end }) => {
      const key = nodes.get(end.node)
      // what takes many wires may name them in its result
      const name = type.inputs[input].kind === 'many' ? wireName(end) : ''
      return key === undefined ? [] : [[input, name, wireName({ ...end, node: key })]]
    })
    const files = fed.length === ends.length ? await fileHashes(node, host) : undefined
    if (!files) continue
    const values = Object.keys(params)
      .sort()
      .map((name) => [name, params[name]])
    sinks.set(id, JSON.stringify([id, type.id, type.version, values, files, fed]))
  }
  return { nodes, sinks }
}
