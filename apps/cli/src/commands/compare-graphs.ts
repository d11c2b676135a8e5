/** chirpflow compare A B: the results of two graphs side by side, and where they part. */
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import {
  type Compared,
  type Difference,
  type Parting,
  partGraphs,
  replaceSource,
  type Side,
} from '@chirpflow/experiment'
import {
  type Graph,
  HostError,
  hasErrors,
  inspectGraph,
  type ParamValue,
  type Problem,
  planGraph,
  type Registry,
  type Result,
} from '@chirpflow/graph'
import { createStop } from '@chirpflow/runtime'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { loadGraph } from '../load.ts'
import { createProgressBar } from '../progress.ts'
import { formatTable } from '../table.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export interface CompareGraphsOptions {
  readonly out?: string
  readonly resume?: boolean
  readonly recording: readonly string[]
  readonly reference?: string
  readonly source?: string
}

/** Runs both graphs in one pass; gives the exit code. */
export async function compareGraphs(
  first: string,
  second: string,
  options: CompareGraphsOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, registry, createHost } = context
  refuseOptions(options)
  const stop = createStop()
  context.onInterrupt(stop.stop)
  // One host for both: what a graph names is made relative to where the command is run.
  const host = createHost(terminal.folder)
  const sides: Side[] = []
  for (const path of [first, second]) {
    const loaded = await loadGraph(path, [], registry, terminal.folder, createHost)
    const made = loaded.graph && place(loaded.graph, path, options, context)
    const graph = made?.graph
    const plan = graph && planGraph(graph, registry, await inspectGraph(graph, registry, host))
    const problems: readonly Problem[] = plan
      ? [...(made?.problems ?? []), ...plan.problems]
      : loaded.problems
    const shown = problems.map((one) => ({ ...one, message: `${path}: ${one.message}` }))
    terminal.err(formatProblems(shown))
    if (!graph || !plan || hasErrors(problems)) {
      terminal.err(`${plainLine(path)} was not run: ${countProblems(problems)}\n`)
      return exitCodes.refused
    }
    sides.push({ graph, plan })
  }
  const bar = createProgressBar(terminal, host.now)
  const [a, b] = sides
  const compared = await partGraphs(a, b, { registry, host, stop, onProgress: bar.show })
  bar.end()
  if (compared.state === 'aborted') {
    terminal.err('interrupted\n')
    return exitCodes.interrupted
  }
  for (const [name, nodes] of [
    [first, compared.nodes.a],
    [second, compared.nodes.b],
  ] as const) {
    for (const [id, { state, error }] of Object.entries(nodes)) {
      if (state !== 'failed') continue
      terminal.err(`error: ${plainLine(`${name}: ${id} failed: ${error ?? 'no reason'}`)}\n`)
    }
  }
  terminal.out(formatCompared(compared, [first, second]))
  return compared.state === 'finished' ? exitCodes.done : exitCodes.failed
}

function refuseOptions({ out, resume, recording, reference }: CompareGraphsOptions): void {
  const given = { out, resume, reference }
  const [wrong] = Object.entries(given).filter(([, value]) => value !== undefined)
  if (wrong) throw new HostError(`--${wrong[0]} is for an experiment or one graph, not for two`)
  if (recording.length > 1) {
    throw new HostError('two graphs are compared on one recording; give --recording once')
  }
}

/** The graph with files by where they are, and the recording in its source's place. */
function place(
  graph: Graph,
  path: string,
  { recording, source }: CompareGraphsOptions,
  { terminal, registry }: CommandContext,
): { graph: Graph; problems: readonly Problem[] } {
  const here = placeFiles(graph, dirname(path), terminal.folder, registry)
  return replaceSource(here, { file: recording[0], source }, registry)
}

/** Files of the graph, which are relative to its own folder, as they are called from here. */
function placeFiles(graph: Graph, folder: string, here: string, registry: Registry): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const params = Object.entries(registry.get(node.type)?.params ?? {})
    const files = params.flatMap(([name, { kind }]): [string, ParamValue][] => {
      const value = node.params[name]
      const isPath = kind === 'file' && typeof value === 'string' && value !== ''
      if (!isPath || isAbsolute(value)) return []
      return [[name, relative(here, resolve(here, folder, value))]]
    })
    return [id, { ...node, params: { ...node.params, ...Object.fromEntries(files) } }] as const
  })
  return { ...graph, nodes: Object.fromEntries(nodes) }
}

/** Results side by side, what is written differently, and where they part. */
export function formatCompared(
  { results, differences, parting, wires }: Compared,
  [first, second]: readonly [string, string],
): string {
  const ids = [...new Set([...Object.keys(results.a), ...Object.keys(results.b)])].sort()
  const rows = ids.map((id) => [id, showResult(results.a[id]), showResult(results.b[id])])
  const table =
    rows.length === 0 ? '' : `${formatTable([['result', `A ${first}`, `B ${second}`], ...rows])}\n`
  const written =
    differences.length === 0
      ? 'nothing is written differently\n'
      : `written differently:\n${formatTable(differences.map((one) => ['', ...showDifference(one)]))}`
  return `${table}${written}\n${showParting(parting, wires)}\n`
}

function showDifference({ node, what, a, b }: Difference): readonly string[] {
  if (what === undefined) {
    return a === undefined ? [node, `only in B: ${b}`] : [node, `only in A: ${a}`]
  }
  return [`${node}.${what}`, `A ${a}`, `B ${b}`]
}

function showParting(parting: Parting | undefined, wires: number): string {
  if (!parting) return `no difference: all ${wires} wires that both have carry the same data`
  const { wire, index, time, sample, a, b } = parting
  const place = [
    ...(time === undefined ? [] : [`at ${Number(time.toPrecision(9))} s`]),
    ...(index === undefined ? [] : [`chunk ${index}`]),
    ...(sample === undefined ? [] : [`sample ${sample}`]),
  ]
  const where = place.length > 0 ? `, ${place.join(', ')}` : ', before any data'
  return `they part at ${parting.node}: ${wire}${where}: A has ${a}, B has ${b}`
}

function showResult(result: Result | undefined): string {
  if (!result) return '-'
  if (result.kind === 'comparison') return `${result.chains.length} chains compared`
  const { median, unit, value } = result
  const show = (one: number) => {
    if (Number.isNaN(one)) return 'no answer'
    return unit === 'Hz' ? `${(60 * one).toFixed(2)} /min` : `${one.toFixed(4)} ${unit}`
  }
  const medians = typeof median === 'number' ? show(median) : median.map(show).join(', ')
  return `${medians}, ${value.length} values`
}
