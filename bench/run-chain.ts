/** Child process: one run of the chain over one recording; the report goes to stdout as JSON. */
import { hasErrors, inspectGraph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import { createHost } from '../apps/cli/src/host.ts'
import { ratesOf } from '../test/support/rates.ts'
import { processorTime } from './child.ts'
import { chainGraph } from './graph.ts'

export interface ChainRun {
  /** From the first look at the file to the last result, s. */
  readonly seconds: number
  /** Of the process's threads in that time, s. */
  readonly cpu: number
  readonly nodes: Readonly<
    Record<string, { readonly seconds: number; readonly bytes: number; readonly chunks: number }>
  >
  /** By sink; Hz or m, null where there was no answer. */
  readonly results: Readonly<Record<string, readonly (number | null)[]>>
  /** Iterations of the mode decomposition, over all windows. */
  readonly iterations: number
  /** Peak resident memory of the process, bytes. */
  readonly memory: number
}

export async function runChain(path: string): Promise<ChainRun> {
  const host = createHost(process.cwd())
  const graph = chainGraph(path)
  const begun = performance.now()
  const used = processorTime()
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  if (hasErrors(plan.problems)) throw new Error(plan.problems.map((p) => p.message).join('\n'))
  const report = await runPlan(plan, { host })
  const seconds = (performance.now() - begun) / 1000
  const cpu = processorTime() - used
  const failed = Object.entries(report.nodes).find(([, { state }]) => state !== 'finished')
  if (failed) throw new Error(`${failed[0]}: ${failed[1].error ?? failed[1].state}`)
  return {
    seconds,
    cpu,
    nodes: Object.fromEntries(
      Object.entries(report.nodes).map(([id, { seconds, bytes, chunks }]) => [
        id,
        { seconds, bytes, chunks },
      ]),
    ),
    results: Object.fromEntries(
      Object.entries(report.results).map(([id, result]) => [
        id,
        ratesOf(result).value.map(answerOf),
      ]),
    ),
    iterations: Number(report.nodes.vmd.report?.iterations),
    memory: process.resourceUsage().maxRSS * 1024,
  }
}

function answerOf(value: number | readonly number[]): number | null {
  return typeof value === 'number' && !Number.isNaN(value) ? value : null
}
