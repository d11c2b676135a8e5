/** chirpflow run: a graph from its sources to its sinks. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { type Graph, HostError, hasErrors, type Plan, type Problem } from '@chirpflow/graph'
import { createStop, type NodeReport, type RunReport, runPlan } from '@chirpflow/runtime'
import { timeChains } from '../chain-time.ts'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { refuseTarget, writeWhole } from '../files.ts'
import { type Loaded, loadGraph } from '../load.ts'
import { createFrameCounter, type FrameCounter } from '../pace.ts'
import { createProgressBar } from '../progress.ts'
import { createReport, formatReport, type Report } from '../report.ts'
import { formatSummary } from '../summary.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export interface RunOptions {
  readonly set: readonly string[]
  readonly recording?: string
  readonly source?: string
  readonly report?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Runs the graph file at `path`; gives the exit code. */
export async function run(
  path: string,
  options: RunOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, registry, createHost } = context
  const reportPath = await checkReportPath(path, options.report, terminal.folder)
  const stop = createStop()
  context.onInterrupt(stop.stop)
  const interrupted = new Promise<undefined>((settle) => stop.onStop(() => settle(undefined)))

  const deliver = async (report: Report) => {
    if (reportPath) await writeWhole(reportPath, formatReport(report))
    if (options.json) terminal.out(formatReport(report))
  }
  const end = async (state: 'refused' | 'aborted', loaded?: Loaded) => {
    const run = { state, nodes: {}, results: {} }
    await deliver(createReport(factsOf(loaded), run, loaded?.problems ?? []))
    return state === 'refused' ? exitCodes.refused : exitCodes.interrupted
  }

  const { recording, source } = options
  if (source !== undefined && recording === undefined) {
    throw new HostError('--source goes with --recording: name the recording that takes its place')
  }
  const file = recording === undefined ? undefined : resolve(terminal.folder, recording)
  const replacement = { file, source }
  const loading = loadGraph(path, options.set, registry, terminal.folder, createHost, replacement)
  const loaded = await Promise.race([loading, interrupted])
  if (!loaded) return end('aborted')
  const { plan, graph, host } = loaded
  if (!plan || !graph || hasErrors(loaded.problems)) {
    const shown = options.quiet ? errorsOf(loaded.problems) : loaded.problems
    terminal.err(formatProblems(shown))
    terminal.err(`${plainLine(path)} was not run: ${countProblems(shown)}\n`)
    return end('refused', loaded)
  }

  const problems = [...loaded.problems, ...skippedNotes(plan), ...sinkWarning(plan)]
  if (!options.quiet) terminal.err(formatProblems(problems))
  const counter = createFrameCounter(plan)
  const bar = createProgressBar(
    options.quiet ? { ...terminal, watched: false } : terminal,
    host.now,
  )
  const begun = host.now()
  const outcome = await runPlan(plan, {
    host,
    stop,
    taps: counter.taps,
    onProgress: bar.show,
  })
  const taken = host.now() - begun
  bar.end()

  const nodes = withSkipped(outcome.nodes, graph)
  const secondsOf = timeChains(plan, outcome.nodes)
  const report = createReport(factsOf(loaded), { ...outcome, nodes }, problems, secondsOf)
  tell(report, outcome, counter, taken, options, context)
  await deliver(report)
  if (outcome.state === 'aborted') return exitCodes.interrupted
  return report.ok ? exitCodes.done : exitCodes.failed
}

/** Says on the terminal what came of the run. */
function tell(
  report: Report,
  outcome: RunReport,
  counter: FrameCounter,
  taken: number,
  options: RunOptions,
  { terminal }: CommandContext,
): void {
  for (const [id, { state, error }] of Object.entries(outcome.nodes)) {
    if (state === 'failed')
      terminal.err(`error: ${id} failed: ${plainLine(error ?? 'no reason')}\n`)
  }
  if (outcome.state === 'aborted') terminal.err('interrupted\n')
  else if (!options.json && !options.quiet) {
    terminal.out(formatSummary(report, { ...counter.count(), taken }))
  }
}

async function checkReportPath(
  graph: string,
  report: string | undefined,
  folder: string,
): Promise<string | undefined> {
  if (report === undefined) return undefined
  const path = resolve(folder, report)
  if (path === resolve(folder, graph)) {
    throw new HostError(`--report ${report}: this is the graph itself; name another file`)
  }
  await refuseTarget(path)
  return path
}

function factsOf(loaded: Loaded | undefined) {
  if (!loaded?.graph || loaded.text === undefined) return { title: null, sha256: null }
  const sha256 = createHash('sha256').update(loaded.text).digest('hex')
  return { title: loaded.graph.title, sha256 }
}

const errorsOf = (problems: readonly Problem[]) =>
  problems.filter(({ severity }) => severity === 'error')

/** A plan without errors has nodes that wait only behind one that is off. */
function skippedNotes(plan: Plan): Problem[] {
  return [...plan.waits].map(([node, before]) => ({
    severity: 'note',
    node,
    message: `is skipped, because ${before} before it is off or skipped`,
  }))
}

function sinkWarning(plan: Plan): Problem[] {
  const isSink = ({ type }: Plan['nodes'][number]) =>
    type.effect === true || Object.keys(type.outputs).length === 0
  if (plan.nodes.some(isSink)) return []
  const message = 'nothing was run: no node of this graph takes a result; add one, such as rate-log'
  return [{ severity: 'warning', message }]
}

/** The report names every node of the graph. */
function withSkipped(
  nodes: Readonly<Record<string, NodeReport>>,
  graph: Graph,
): Record<string, NodeReport> {
  const all: Record<string, NodeReport> = {}
  for (const [id, { type, version }] of Object.entries(graph.nodes)) {
    const skipped = { state: 'skipped', chunks: 0, bytes: 0, seconds: 0 } as const
    all[id] = nodes[id] ?? { type: `${type}@${version}`, ...skipped }
  }
  return all
}
