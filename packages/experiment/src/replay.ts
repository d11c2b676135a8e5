/**
 * Judges the tracks of one recording by the compare-rates node itself, run on what was recorded: one
 * rule of alignment, whichever runs the tracks come from.
 */
import {
  type ComparisonResult,
  type Data,
  defineNode,
  type Graph,
  type GraphNode,
  type Host,
  type Link,
  type NodeType,
  planGraph,
  port,
  type Registry,
} from '@chirpflow/graph'
import { runPlan } from '@chirpflow/runtime'
import { candidatePort, judgeType, type TruthPort, truthPorts } from './judge-node.ts'
import type { RecordingLayout } from './layout.ts'
import { chunksOf, type Track } from './track.ts'

export interface Judgement {
  /** Absent where the node that judges failed. */
  readonly comparison?: ComparisonResult
  /** Answers by chain, in the chains' order, at the comparison's moments. */
  readonly answers: readonly (readonly number[])[]
  readonly coverage: readonly (readonly number[])[]
  readonly error?: string
}

/** `names` are the chains', in their order and that of the tracks. */
export async function judgeTracks(
  { judge, truths: places }: RecordingLayout,
  names: readonly string[],
  chains: readonly Track[],
  truths: { readonly [port in TruthPort]?: Track },
  { registry, host }: { readonly registry: Registry; readonly host: Host },
): Promise<Judgement> {
  const type = registry.get(judgeType)
  if (!type) throw new Error(`there is no node type ${judgeType}`)
  const types = new Map<string, NodeType>([[judgeType, type]])
  const nodes: Record<string, GraphNode> = {
    judge: { type: judgeType, version: type.version, params: judge, extra: {} },
  }
  const links: Link[] = []
  const feed = (id: string, output: string, track: Track, input: string) => {
    types.set(id, replayOf(id, output, track))
    nodes[id] = { type: id, version: 1, params: {}, extra: {} }
    links.push({ from: { node: id, port: output }, to: { node: 'judge', port: input } })
  }
  // Numbers of equal length, for wires are sorted by name.
  const nameOf = (chain: number) => `chain-${String(chain).padStart(6, '0')}`
  for (const [chain, track] of chains.entries()) {
    feed(nameOf(chain), 'out', track, candidatePort)
  }
  for (const port of truthPorts) {
    const track = truths[port]
    const place = places[port]
    if (!track || !place) continue
    // Remarks call what is judged by by its name.
    const [node, output] = place.wire.split('.')
    feed(Object.hasOwn(nodes, node) ? `${node}-${port}` : node, output, track, port)
  }
  const graph: Graph = { title: '', nodes, links, view: {}, extra: {} }
  const plan = planGraph(graph, types, new Map())
  const report = await runPlan(plan, { host })
  const result = report.results.judge
  if (result?.kind !== 'comparison') {
    const said = plan.problems.find(({ severity }) => severity === 'error')?.message
    const error = report.nodes.judge?.error ?? said ?? 'it gave no result'
    return { answers: chains.map(() => []), coverage: chains.map(() => []), error }
  }
  const found = new Map(result.chains.map((chain) => [chain.source, chain]))
  const none = result.time.map(() => Number.NaN)
  // Remarks name outputs; here those are stand-ins for chains.
  const remarks = result.remarks.map((remark) =>
    names.reduce((text, name, chain) => text.replaceAll(`${nameOf(chain)}.out`, name), remark),
  )
  return {
    comparison: { ...result, remarks },
    answers: chains.map((_, chain) => found.get(`${nameOf(chain)}.out`)?.value ?? none),
    coverage: chains.map(
      (_, chain) => found.get(`${nameOf(chain)}.out`)?.coverage ?? none.map(() => 0),
    ),
  }
}

/** A source that gives again what was recorded. */
function replayOf(id: string, output: string, track: Track): NodeType {
  const { signal } = track
  const axes = signal.axes.map((axis) => axis.name)
  return defineNode({
    id,
    version: 1,
    title: id,
    category: 'source',
    summary: 'Gives again what was recorded.',
    inputs: {},
    outputs: { [output]: port(signal.dtype, axes, 'What was recorded') },
    params: {},
    plan: () => ({ [output]: signal }),
    open: () => ({
      async run(emit) {
        for (const { data, index, time, coverage } of chunksOf(track)) {
          const numbers = signal.dtype === 'float64' ? data : toFloat32(data)
          await emit({ [output]: { data: numbers, index, time, coverage } } as never)
        }
      },
    }),
  })
}

const toFloat32 = (data: Data) => Float32Array.from(data)
