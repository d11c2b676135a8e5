/**
 * Where two graphs part: both run in one pass, what they have in common once, and the wires of nodes
 * with the same id are held against each other chunk by chunk.
 */
import {
  type Chunk,
  describeSignal,
  type Graph,
  type Host,
  inspectGraph,
  type Json,
  NumberText,
  type Plan,
  planGraph,
  type Registry,
  type Result,
  type Signal,
  sameAxes,
  sameClock,
  typeName,
  wireName,
} from '@chirpflow/graph'
import {
  type NodeReport,
  type Progress,
  type RunState,
  runPlan,
  type StopSignal,
  type Tap,
} from '@chirpflow/runtime'
import { createMerger } from './merge.ts'

/** What is written differently of nodes with the same id; `a` and `b` as the files have it. */
export interface Difference {
  readonly node: string
  /** A parameter's name, "type", "off" or "inputs"; absent where one graph has no such node. */
  readonly what?: string
  readonly a?: string
  readonly b?: string
}

/** The first sample of a wire that is not the same. */
export interface Parting {
  readonly node: string
  /** "node.port" */
  readonly wire: string
  /** Seconds of the first chunk that differs. */
  readonly time?: number
  readonly index?: number
  /** Place in the chunk. */
  readonly sample?: number
  readonly a: string
  readonly b: string
}

export interface Compared {
  readonly state: RunState
  readonly differences: readonly Difference[]
  /** In order of flow; absent where all wires that both have gave the same. */
  readonly parting?: Parting
  /** Wires that both graphs have and that were held against each other, or are one and the same. */
  readonly wires: number
  readonly results: {
    readonly a: Readonly<Record<string, Result>>
    readonly b: Readonly<Record<string, Result>>
  }
  readonly nodes: {
    readonly a: Readonly<Record<string, NodeReport>>
    readonly b: Readonly<Record<string, NodeReport>>
  }
}

export interface Side {
  readonly graph: Graph
  readonly plan: Plan
}

export interface PartOptions {
  readonly registry: Registry
  /** File parameters of both graphs are as this host reads them. */
  readonly host: Host
  readonly stop?: StopSignal
  onProgress?(progress: Progress): void
}

/** Runs both and says where they part. Nothing is written: files that sinks would write are left out. */
export async function partGraphs(a: Side, b: Side, options: PartOptions): Promise<Compared> {
  const { registry, host } = options
  const merger = createMerger()
  const idsA = new Map(a.plan.nodes.map(({ id }) => [id, merger.addNode(a.plan, id)]))
  const idsB = new Map(b.plan.nodes.map(({ id }) => [id, merger.addNode(b.plan, id)]))
  const graph = withoutWrites(merger.graph(''), registry)
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))

  const pairs: Pair[] = []
  let same = 0
  for (const node of a.plan.nodes) {
    for (const [port, signal] of Object.entries(node.outputs)) {
      const [first, second] = [idsA.get(node.id)!, idsB.get(node.id)]
      const other = b.plan.signals.get(wireName({ node: node.id, port }))
      if (second === undefined || !other) continue
      if (first === second) same++
      else {
        const pair = createPair(node.id, port, signal, other)
        pairs.push({ ...pair, a: `${first}.${port}`, b: `${second}.${port}` })
      }
    }
  }
  const taps = new Map<string, Tap>()
  const listen = (wire: string, tap: Tap) => {
    const known = taps.get(wire)
    taps.set(wire, known ? (chunk, name) => [known(chunk, name), tap(chunk, name)] : tap)
  }
  for (const { a: first, b: second, take } of pairs) {
    listen(first, (chunk) => take('a', chunk))
    listen(second, (chunk) => take('b', chunk))
  }
  const report = await runPlan(plan, {
    host,
    taps,
    stop: options.stop,
    onProgress: options.onProgress,
  })
  const parting = pairs.flatMap((pair) => pair.parting() ?? [])[0]
  const pick = <T>(ids: ReadonlyMap<string, string>, all: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      [...ids].flatMap(([id, merged]) => (all[merged] === undefined ? [] : [[id, all[merged]]])),
    )
  return {
    state: report.state,
    differences: differencesOf(a.graph, b.graph),
    ...(parting ? { parting } : {}),
    wires: same + pairs.length,
    results: { a: pick(idsA, report.results), b: pick(idsB, report.results) },
    nodes: { a: pick(idsA, report.nodes), b: pick(idsB, report.nodes) },
  }
}

interface Pair {
  readonly a: string
  readonly b: string
  take(side: 'a' | 'b', chunk: Chunk): void
  /** After the run: the first difference, if there is one. */
  parting(): Parting | undefined
}

/** More chunks of one side than any node holds back: the other gives no more. */
const mostWaiting = 4096

/** Keeps of two wires only what the other has not given yet, and stops keeping where they part. */
function createPair(node: string, port: string, a: Signal, b: Signal): Omit<Pair, 'a' | 'b'> {
  const wire = wireName({ node, port })
  const waiting = { a: [] as Chunk[], b: [] as Chunk[] }
  let found: Parting | undefined = alikeSignals(a, b)
    ? undefined
    : { node, wire, a: describeSignal(a), b: describeSignal(b) }
  const notThere = 'nothing'
  const shown = (chunk: Chunk | undefined) =>
    chunk ? `a chunk of ${chunk.data.length} numbers` : notThere
  return {
    take(side, chunk) {
      if (found) return
      waiting[side].push(chunk)
      if (waiting[side].length > mostWaiting) waiting[side].pop()
      if (waiting.a.length === 0 || waiting.b.length === 0) return
      const [first, second] = [waiting.a.shift()!, waiting.b.shift()!]
      found = differenceOf(node, wire, first, second)
      if (found) waiting.a = waiting.b = []
    },
    parting() {
      if (found) return found
      const [first, second] = [waiting.a[0], waiting.b[0]]
      const chunk = first ?? second
      if (!chunk) return undefined
      const { index, time } = chunk
      return { node, wire, index, time, a: shown(first), b: shown(second) }
    },
  }
}

/** Clocks are named by nodes, whose names the merged graph may change: only the ticks count. */
function alikeSignals(a: Signal, b: Signal): boolean {
  const ticks = sameClock({ ...a, clock: '' }, { ...b, clock: '' })
  return a.dtype === b.dtype && a.unit === b.unit && sameAxes(a.axes, b.axes) && ticks
}

function differenceOf(node: string, wire: string, a: Chunk, b: Chunk): Parting | undefined {
  const first = a.time <= b.time ? a : b
  const at = { node, wire, index: first.index, time: first.time }
  if (a.index !== b.index) {
    const has = (chunk: Chunk) => (chunk === first ? 'a chunk' : 'nothing')
    return { ...at, a: has(a), b: has(b) }
  }
  const sample = a.data.findIndex((value, place) => {
    const other = b.data[place]
    return value !== other && !(Number.isNaN(value) && Number.isNaN(other))
  })
  if (sample >= 0) return { ...at, sample, a: String(a.data[sample]), b: String(b.data[sample]) }
  if (a.coverage === b.coverage) return undefined
  return { ...at, a: `coverage ${a.coverage}`, b: `coverage ${b.coverage}` }
}

/** What is written differently, node by node, sorted by id. */
export function differencesOf(a: Graph, b: Graph): readonly Difference[] {
  const ids = [...new Set([...Object.keys(a.nodes), ...Object.keys(b.nodes)])].sort()
  return ids.flatMap((node): Difference[] => {
    const first = Object.hasOwn(a.nodes, node) ? a.nodes[node] : undefined
    const second = Object.hasOwn(b.nodes, node) ? b.nodes[node] : undefined
    if (!first) return [{ node, b: typeName(second!) }]
    if (!second) return [{ node, a: typeName(first) }]
    const found: Difference[] = []
    const hold = (what: string, one: string, other: string) => {
      if (one !== other) found.push({ node, what, a: one, b: other })
    }
    hold('type', typeName(first), typeName(second))
    hold('off', String(first.off ?? false), String(second.off ?? false))
    if (first.type === second.type) {
      for (const name of new Set([...Object.keys(first.params), ...Object.keys(second.params)])) {
        hold(name, showJson(first.params[name]), showJson(second.params[name]))
      }
    }
    hold('inputs', inputsOf(a, node), inputsOf(b, node))
    return found
  })
}

function showJson(value: Json | undefined): string {
  if (value === undefined) return 'not set'
  return value instanceof NumberText ? value.text : JSON.stringify(value)
}

function inputsOf({ links }: Graph, node: string): string {
  const own = links.filter(({ to }) => to.node === node)
  const names = own.map(({ from, to }) => `${wireName(from)} -> ${to.port}`).sort()
  return names.length > 0 ? names.join(', ') : 'none'
}

/** Two runs would write over each other, and over what an earlier run wrote. */
function withoutWrites(graph: Graph, registry: Registry): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const params = Object.entries(registry.get(node.type)?.params ?? {})
    const written = params.filter(([, param]) => param.kind === 'file' && param.writes)
    const none = Object.fromEntries(written.map(([name]) => [name, '']))
    return [id, { ...node, params: { ...node.params, ...none } }] as const
  })
  return { ...graph, nodes: Object.fromEntries(nodes) }
}
