/** The example graphs, with parameters set, planned and run over the file system as the command does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type Chunk,
  type Graph,
  hasErrors,
  inspectGraph,
  type ParamValue,
  type Plan,
  parseGraph,
  planGraph,
  type Result,
  withParam,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { type RunOptions, type RunReport, runPlan } from '@chirpflow/runtime'
import { createHost } from '../../apps/cli/src/host.ts'
import { ratesOf } from './rates.ts'

export const examplesFolder = resolve(import.meta.dirname, '../../examples')

/** Folders that hold a graph of their name; papers holds folders of its own. */
export const exampleNames = readdirSync(examplesFolder)
  .filter((name) => existsSync(join(examplesFolder, name, `${name}.graph.json`)))
  .sort()

export function exampleText(name: string): string {
  return readFileSync(join(examplesFolder, name, `${name}.graph.json`), 'utf8')
}

/** "node.param" to value. */
export type Settings = Readonly<Record<string, ParamValue>>

export function exampleGraph(name: string, settings: Settings = {}): Graph {
  const { graph, problems } = parseGraph(exampleText(name))
  if (!graph) throw new Error(problems.map(({ message }) => message).join('\n'))
  return Object.entries(settings).reduce((set, [place, value]) => {
    const [node, param] = place.split('.')
    return withParam(set, node, param, value)
  }, graph)
}

/** `folder` is what paths in the graph are relative to. */
export async function planExample(
  graph: Graph,
  types = registry,
  folder = examplesFolder,
): Promise<Plan> {
  const host = createHost(folder)
  return planGraph(graph, types, await inspectGraph(graph, types, host))
}

/** "source.path: the file is empty", one a problem of this severity. */
export function problemsOf(plan: Plan, severity: string): string[] {
  return plan.problems
    .filter((problem) => problem.severity === severity)
    .map(({ node, param, input, message }) => `${node}.${param ?? input}: ${message}`)
}

/** Runs a graph that must plan without errors and finish. */
export async function runExample(
  graph: Graph,
  options: Omit<RunOptions, 'host'> = {},
): Promise<RunReport & { readonly plan: Plan }> {
  const plan = await planExample(graph)
  if (hasErrors(plan.problems)) throw new Error(problemsOf(plan, 'error').join('\n'))
  const report = await runPlan(plan, { ...options, host: createHost(examplesFolder) })
  if (report.state !== 'finished') throw new Error(JSON.stringify(report.nodes, undefined, 1))
  return { ...report, plan }
}

/** Median in 1/min, of a sink that holds rates of one target. */
export function perMinute(result: Result | undefined): number {
  return 60 * Number(ratesOf(result).median)
}

/** Collects the chunks of wires. */
export function createCollector(wires: readonly string[]) {
  const chunks = new Map<string, Chunk[]>(wires.map((wire) => [wire, []]))
  const add = (chunk: Chunk, wire: string) => void chunks.get(wire)?.push(chunk)
  return {
    taps: new Map(wires.map((wire) => [wire, add])),
    of: (wire: string): readonly Chunk[] => chunks.get(wire) ?? [],
  }
}
