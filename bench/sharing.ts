/** What it saves that chains share what they have in common: 24 settings behind one phase-unwrap. */
import { runUnit, subgraphOf, type Unit } from '@chirpflow/experiment'
import {
  formatGraph,
  type Graph,
  hasErrors,
  inspectGraph,
  type Plan,
  planGraph,
  wireName,
  withParam,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { createHost } from '../apps/cli/src/host.ts'
import { createMerger } from '../packages/experiment/src/merge.ts'
import { processorTime } from './child.ts'
import { chainGraph } from './graph.ts'

/** 8 x 3 settings of the node behind the shared prefix. */
const forgetting = [0.97, 0.975, 0.98, 0.985, 0.99, 0.992, 0.995, 0.998]
const lastHarmonic = [3, 4, 6]
const last = { node: 'median', port: 'out' }
const shared = { node: 'unwrap', port: 'displacement' }

export interface SharingReport {
  readonly settings: number
  /** Processor time of the run that holds all settings, s. */
  readonly together: number
  /** Of a cold run for each setting, all in one process, s. */
  readonly apart: number
  /** Of the shared prefix alone, s. */
  readonly prefix: number
  /** Of the nodes behind the prefix in the cold runs, s. */
  readonly suffixes: number
  /** How often each node ran in the run that holds all; shared ones once. */
  readonly nodes: { readonly inAll: number; readonly apart: number }
  /** Settings whose answers are the same in both. */
  readonly same: number
}

export async function measureSharing(path: string): Promise<SharingReport> {
  const host = createHost(process.cwd())
  const settings = forgetting.flatMap((factor) =>
    lastHarmonic.map((harmonic) => ({ forgetting: factor, lastHarmonic: harmonic })),
  )
  const plans: Plan[] = []
  for (const setting of settings) {
    let graph = chainGraph(path)
    for (const [name, value] of Object.entries(setting)) {
      graph = withParam(graph, 'rlsrhs', name, value)
    }
    const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
    if (hasErrors(plan.problems)) throw new Error(plan.problems.map((p) => p.message).join('\n'))
    plans.push(plan)
  }
  const merger = createMerger()
  const wires = plans.map((plan) => wireName(merger.addEnd(plan, last)))
  const merged = merger.graph('all settings')
  const alone = (plan: Plan) => {
    const own = createMerger()
    const wire = wireName(own.addEnd(plan, last))
    return unitOf(own.graph('one setting'), [wire])
  }

  const run = async (unit: Unit) => {
    const begun = processorTime()
    const cells = await runUnit(unit, { registry, host })
    if (!cells || cells.some(({ state }) => state !== 'finished')) throw new Error('a run failed')
    return {
      cells,
      seconds: processorTime() - begun,
      answers: cells.map(({ track }) => JSON.stringify(track)),
    }
  }
  // Once before all: what the engine compiles is not what is compared.
  await run(alone(plans[0]))
  const prefix = await run(unitOf(merged, [wireName(shared)]))
  const together = await run(unitOf(merged, wires))
  const isShared = new Set(prefix.cells[0].nodes.map(({ id }) => id))
  let apart = 0
  let suffixes = 0
  let same = 0
  for (const [at, plan] of plans.entries()) {
    const { cells, seconds, answers } = await run(alone(plan))
    apart += seconds
    for (const node of cells[0].nodes) if (!isShared.has(node.id)) suffixes += node.seconds
    if (sameAnswers(answers[0], together.answers[at])) same++
  }
  return {
    settings: settings.length,
    together: together.seconds,
    apart,
    prefix: prefix.seconds,
    suffixes,
    nodes: {
      inAll: Object.keys(merged.nodes).length,
      apart:
        settings.length * Object.keys(subgraphOf(merged, [wires[0].split('.')[0]]).nodes).length,
    },
    same,
  }
}

function unitOf(graph: Graph, wires: readonly string[]): Unit {
  const targets = wires.map((wire) => wire.split('.')[0])
  return {
    recording: 'the recording',
    graph: formatGraph(subgraphOf(graph, targets)),
    wires: wires.map((wire) => ({ wire, key: wire })),
  }
}

/** Clocks are called by nodes, whose names differ; all else is the same to the last bit. */
function sameAnswers(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/"clock":"[^"]*"/, '')
  return bare(a) === bare(b)
}
