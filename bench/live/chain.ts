/** The chain that live runs are measured with: that of examples/heart-rate-live. */
import { readFileSync } from 'node:fs'
import {
  type Graph,
  type Host,
  hasErrors,
  inspectGraph,
  type ParamValue,
  type Plan,
  parseGraph,
  planGraph,
  withParam,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'

/** Seen from this source, and from the bundle that it becomes a part of. */
const examples = new URL('../../examples/', import.meta.url)

/** "node.param" to value. */
export type Settings = Readonly<Record<string, ParamValue>>

export function exampleGraph(name: string, settings: Settings): Graph {
  const text = readFileSync(new URL(`${name}/${name}.graph.json`, examples), 'utf8')
  const { graph, problems } = parseGraph(text)
  if (!graph) throw new Error(problems.map(({ message }) => message).join('\n'))
  return Object.entries(settings).reduce((set, [place, value]) => {
    const [node, param] = place.split('.')
    return withParam(set, node, param, value)
  }, graph)
}

/** Throws where it has a problem that keeps it from running. */
export async function planOf(graph: Graph, host: Host): Promise<Plan> {
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  if (hasErrors(plan.problems)) {
    throw new Error(plan.problems.map(({ node, message }) => `${node}: ${message}`).join('\n'))
  }
  return plan
}
