/**
 * Judges the tracks of one recording by the compare-rates node itself, run on what was recorded: one
 * rule of alignment, whichever runs the tracks come from.
 */
import {
  type Chunk,
  type ComparisonResult,
  defineNode,
  type Graph,
  type GraphNode,
  type Host,
  type Link,
  type NodeType,
  type Plan,
  planGraph,
  port,
  type Registry,
} from '@chirpflow/graph'
import { runSink } from '@chirpflow/runtime'
import {
  candidatePort,
  confidencePort,
  judgeType,
  type TruthPort,
  truthPorts,
} from './judge-node.ts'
import type { RecordingLayout } from './layout.ts'
import { chunksOf, type Track } from './track.ts'

export interface Judgement {
  /** Absent where the node that judges failed. */
  readonly comparison?: ComparisonResult
  /** Answers by chain, in the chains' order, at the comparison's moments. */
  readonly answers: readonly (readonly number[])[]
  readonly coverage: readonly (readonly number[])[]
  /** The same of what they state as their probability; empty for a chain that states none. */
  readonly confidences: readonly (readonly number[])[]
  readonly error?: string
}

/** What one chain said, and how sure it was. */
export interface ChainTracks {
  readonly answer: Track
  readonly confidence?: Track
}

/** `names` are the chains', in their order and that of the tracks. */
export async function judgeTracks(
  { judge, truths: places }: RecordingLayout,
  names: readonly string[],
  chains: readonly ChainTracks[],
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
  const chunks = new Map<string, readonly Chunk[]>()
  const feed = (id: string, tracks: Readonly<Record<string, readonly [Track, input: string]>>) => {
    types.set(id, recordedType(id, tracks))
    nodes[id] = { type: id, version: 1, params: {}, extra: {} }
    for (const [output, [track, input]] of Object.entries(tracks)) {
      links.push({ from: { node: id, port: output }, to: { node: 'judge', port: input } })
      chunks.set(`${id}.${output}`, chunksOf(track))
    }
  }
  // Numbers of equal length, for wires are sorted by name.
  const nameOf = (chain: number) => `chain-${String(chain).padStart(6, '0')}`
  for (const [chain, { answer, confidence }] of chains.entries()) {
    feed(nameOf(chain), {
      out: [answer, candidatePort],
      ...(confidence ? { confidence: [confidence, confidencePort] } : {}),
    })
  }
  for (const port of truthPorts) {
    const track = truths[port]
    const place = places[port]
    if (!track || !place) continue
    // Remarks call what is judged by by its name.
    const [node, output] = place.wire.split('.')
    feed(Object.hasOwn(nodes, node) ? `${node}-${port}` : node, { [output]: [track, port] })
  }
  const graph: Graph = { title: '', nodes, links, view: {}, extra: {} }
  const plan = planGraph(graph, types, new Map())
  let result: ComparisonResult
  try {
    result = await compareOf(plan, chunks, host)
  } catch (error) {
    const nothing = chains.map(() => [])
    const message = error instanceof Error ? error.message : String(error)
    return { answers: nothing, coverage: nothing, confidences: nothing, error: message }
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
    confidences: chains.map((_, chain) => found.get(`${nameOf(chain)}.out`)?.confidence ?? []),
    coverage: chains.map(
      (_, chain) => found.get(`${nameOf(chain)}.out`)?.coverage ?? none.map(() => 0),
    ),
  }
}

async function compareOf(
  plan: Plan,
  chunks: ReadonlyMap<string, readonly Chunk[]>,
  host: Host,
): Promise<ComparisonResult> {
  const problem = plan.problems.find(({ severity }) => severity === 'error')
  if (problem) throw new Error(problem.message)
  const result = await runSink(plan, 'judge', chunks, host)
  if (result?.kind !== 'comparison') throw new Error('it gave no result')
  return result
}

/** What stands for a node whose outputs were recorded. */
function recordedType(
  id: string,
  tracks: Readonly<Record<string, readonly [Track, input: string]>>,
): NodeType {
  const outputs = Object.entries(tracks).map(([output, [{ signal }]]) => {
    const axes = signal.axes.map((axis) => axis.name)
    return [output, port(signal.dtype, axes, 'What was recorded')] as const
  })
  const signals = Object.entries(tracks).map(([output, [{ signal }]]) => [output, signal] as const)
  return defineNode({
    id,
    version: 1,
    title: id,
    category: 'source',
    summary: 'Gave what was recorded.',
    inputs: {},
    outputs: Object.fromEntries(outputs),
    params: {},
    plan: () => Object.fromEntries(signals),
    open: () => ({ async run() {} }),
  })
}
