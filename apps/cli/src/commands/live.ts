/** chirpflow live: a graph on what a radar sends, estimate by estimate. */
import { HostError, hasErrors } from '@chirpflow/graph'
import { createStop, runPlan } from '@chirpflow/runtime'
import { type CommandContext, countProblems, formatProblems } from '../context.ts'
import { captureEnvironment } from '../live/environment.ts'
import { tapEstimates } from '../live/estimates.ts'
import { createLiveRadar } from '../live/live-radar.ts'
import { newRecording, type RadarFlags, radarParams, secondsOf } from '../live/radar-flags.ts'
import { createJsonTeller, createLineTeller, type Teller } from '../live/tell.ts'
import { loadGraph } from '../load.ts'
import { createReport } from '../report.ts'
import { exitCodes, plainLine } from '../terminal.ts'

export interface LiveOptions extends RadarFlags {
  readonly set: readonly string[]
  readonly source?: string
  readonly record?: string
  readonly for?: string
  readonly json?: boolean
}

/** Runs the graph at `path` until --for is over or the person ends it; gives the exit code. */
export async function live(
  path: string,
  options: LiveOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, registry, createHost } = context
  const { folder } = terminal
  const seconds = secondsOf('--for', options.for)
  const file = options.record === undefined ? undefined : await newRecording(options.record, folder)
  const radar = radarParams(options, registry, folder)
  let teller: Teller = createJsonTeller(terminal)
  const radars = createLiveRadar({
    record: file,
    seconds,
    env: captureEnvironment(registry, createHost(folder)),
    step: (state) => teller.step(state),
    health: (health) => teller.health(health),
  })
  const stop = createStop()
  let interrupted = false
  // The first one ends the data, so that sinks write what there is; the second one ends the program.
  context.onInterrupt(() => {
    interrupted = true
    radars.stop()
  })

  const replacement = { radar, source: options.source }
  const createLiveHost = (at: string) => createHost(at, radars.open)
  const loaded = await loadGraph(path, options.set, registry, folder, createLiveHost, replacement)
  const { plan, graph, host, problems } = loaded
  if (!options.json) terminal.err(formatProblems(problems))
  const refuse = (reason: string) => {
    if (options.json) teller.end({ state: 'refused', reason, problems })
    terminal.err(`${plainLine(path)} was not run: ${reason}\n`)
    return exitCodes.refused
  }
  if (!plan || !graph || hasErrors(problems)) return refuse(countProblems(problems))
  const taps = tapEstimates(plan, (estimate) => teller.estimate(estimate))
  if (taps.size === 0) return refuse('no node of it takes a result; add one, such as rate-log')
  if (!options.json) {
    const width = Math.max(...Object.keys(graph.nodes).map((id) => id.length))
    teller = createLineTeller(terminal, Math.min(width, 24))
  }

  const outcome = await runPlan(plan, { host, stop, taps })
  let unwritten: HostError | undefined
  const health = await radars.close().catch((error: unknown) => {
    if (!(error instanceof HostError)) throw error
    unwritten = error
    return []
  })
  for (const [id, { state, error }] of Object.entries(outcome.nodes)) {
    if (state === 'failed')
      terminal.err(`error: ${id} failed: ${plainLine(error ?? 'no reason')}\n`)
  }
  if (unwritten) terminal.err(`error: ${plainLine(unwritten.message)}\n`)
  const report = createReport({ title: graph.title, sha256: null }, outcome, problems)
  teller.end({ state: report.state, interrupted, health, nodes: report.nodes })
  if (file !== undefined && radars.records && !unwritten && !options.json) {
    terminal.err(`recorded: ${plainLine(file)}\n`)
  }
  if (unwritten) return exitCodes.failed
  if (interrupted) return exitCodes.interrupted
  return report.ok ? exitCodes.done : exitCodes.failed
}
