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
  type RadarOptions,
  withParam,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { type RunReport, runPlan } from '@chirpflow/runtime'
import { tapEstimates } from '../../apps/cli/src/live/estimates.ts'

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

export interface LiveRun {
  readonly report: RunReport
  readonly estimates: number
  readonly answers: number
}

/** Runs the chain on a radar until its frames end; throws where a node failed. */
export async function runLive(
  host: Host,
  options: RadarOptions,
  settings: Settings = {},
): Promise<LiveRun> {
  const given = Object.entries(options).map(([name, value]) => [`radar.${name}`, value])
  const graph = exampleGraph('heart-rate-live', { ...settings, ...Object.fromEntries(given) })
  const plan = await planOf(graph, host)
  let estimates = 0
  let answers = 0
  const taps = tapEstimates(plan, ({ values }) => {
    estimates++
    if (values.some((value) => value !== null)) answers++
  })
  const report = await runPlan(plan, { host, taps })
  const failed = Object.entries(report.nodes).find(([, { state }]) => state !== 'finished')
  if (failed) throw new Error(`${failed[0]}: ${failed[1].error ?? failed[1].state}`)
  return { report, estimates, answers }
}
