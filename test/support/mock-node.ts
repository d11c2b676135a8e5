/** Runs one node type on given signals and chunks: plan, open, process, finish, without the engine. */
import {
  type Chunk,
  type Data,
  type Emission,
  type Host,
  inspectGraph,
  type NodeType,
  type OpenedNode,
  type OpenedSource,
  type ParamValue,
  type PlannedNode,
  type Ports,
  type Problem,
  planGraph,
  type Result,
  type Signal,
  wireName,
} from '@chirpflow/graph'
import { createChunkMaker } from '../../packages/runtime/src/emission.ts'
import { graphOf } from './graphs.ts'
import { createTestHost } from './host.ts'

export interface MockOptions {
  /** What flows into each connected input port. */
  readonly inputs?: Readonly<Record<string, Signal>>
  readonly params?: Readonly<Record<string, ParamValue>>
  readonly host?: Host
}

export interface MockPlan {
  /** "severity param-or-input: message", as a person reads them. */
  readonly problems: readonly string[]
  readonly node?: PlannedNode
  readonly outputs: Readonly<Record<string, Signal>>
}

/** Stands for whatever feeds an input. */
function feed(port: string, signal: Signal): NodeType {
  return {
    id: `feed-${port.toLowerCase()}`,
    version: 1,
    title: 'Feed',
    category: 'source',
    summary: 'Gives a signal.',
    inputs: {},
    outputs: {
      out: {
        kind: 'one',
        dtypes: [signal.dtype],
        axes: ['...'],
        help: '',
        needs: [],
        join: 'match',
      },
    },
    params: {},
    plan: () => ({ out: signal }),
    open: () => ({ run: async () => {} }),
  }
}

/** Plans the node as it stands in a graph where `inputs` flow into it. */
export async function planMock(type: NodeType, options: MockOptions = {}): Promise<MockPlan> {
  const { inputs = {}, params = {}, host = createTestHost() } = options
  const feeds = Object.entries(inputs).map(([port, signal]) => ({ port, type: feed(port, signal) }))
  const registry = new Map([type, ...feeds.map((each) => each.type)].map((each) => [each.id, each]))
  const graph = graphOf(
    {
      node: { type: type.id, version: type.version, params: { ...params } },
      ...Object.fromEntries(feeds.map((each) => [each.type.id, each.type.id])),
    },
    feeds.map((each) => `${each.type.id}.out -> node.${each.port}`),
  )
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  const node = plan.nodes.find(({ id }) => id === 'node')
  return { problems: plan.problems.map(textOf), node, outputs: node?.outputs ?? {} }
}

function textOf({ severity, param, input, message }: Problem): string {
  return `${severity} ${param ?? input ?? 'node'}: ${message}`
}

export interface Mocked {
  readonly problems: readonly string[]
  readonly outputs: Readonly<Record<string, Signal>>
  /** What came out of each port. */
  readonly chunks: Readonly<Record<string, readonly Chunk[]>>
  readonly report?: Readonly<Record<string, number | string>>
  readonly result?: Result
}

/** Where a chunk stands; a bare array is whole and stands at its place in the list. */
export type Fed =
  | Data
  | { readonly data: Data; readonly index?: number; readonly coverage?: number }

/** Runs the node on chunks at its inputs, which meet by index. Throws where plan refuses. */
export async function runMock(
  type: NodeType,
  options: MockOptions & {
    readonly chunks?: Readonly<Record<string, readonly Fed[]>>
    /** Outputs that somebody looks at: all, unless said. */
    readonly wanted?: readonly string[]
    /** After so many a source is told to stop. */
    readonly moments?: number
  } = {},
): Promise<Mocked> {
  const { chunks = {}, inputs = {}, host = createTestHost(), wanted } = options
  const { problems, node, outputs } = await planMock(type, options)
  if (!node) throw new Error(`plan refuses: ${problems.join('; ')}`)
  const opened = await type.open({
    id: node.id,
    inputs: asPorts(type, inputs) as never,
    sources: sourcesOf(node) as never,
    outputs: outputs as never,
    params: node.params as never,
    found: node.found,
    host,
    wanted: (port) => wanted?.includes(port) ?? true,
  })
  const out: Record<string, Chunk[]> = {}
  const makers = new Map(
    Object.entries(outputs).map(([port, signal]) => {
      out[port] = []
      return [port, createChunkMaker(port, signal)]
    }),
  )
  const emitFor =
    (place?: Chunk) => (emitted: Readonly<Record<string, Data | Emission | undefined>>) => {
      for (const [port, value] of Object.entries(emitted)) {
        if (value !== undefined) out[port].push(makers.get(port)!(value, place))
      }
    }
  if ('run' in opened) await runSource(opened, emitFor, options.moments)
  else await runNode(opened, node, setsOf(inputs, chunks), emitFor)
  const report = opened.report?.()
  const result = 'process' in opened ? opened.result?.() : undefined
  opened.close?.()
  return { problems, outputs, chunks: out, report, result }
}

type EmitFor = (
  place?: Chunk,
) => (emitted: Readonly<Record<string, Data | Emission | undefined>>) => void

async function runSource(
  opened: OpenedSource<Ports>,
  emitFor: EmitFor,
  moments = Infinity,
): Promise<void> {
  const emit = emitFor()
  const stop = { stopped: false }
  let left = moments
  await opened.run(async (moment) => {
    emit(moment)
    stop.stopped = --left <= 0
  }, stop)
}

/** What each port gets, as a list where it takes many wires. */
function asPorts<T>({ inputs }: NodeType, given: Readonly<Record<string, T>>) {
  const many = (port: string) => inputs[port].kind === 'many'
  const lists = Object.keys(inputs).flatMap((port) => (many(port) ? [[port, []]] : []))
  const own = Object.entries(given).map(([port, one]) => [port, many(port) ? [one] : one])
  return Object.fromEntries([...lists, ...own])
}

function sourcesOf({ inputs, type }: PlannedNode): Record<string, readonly string[]> {
  const at = (port: string) => (inputs.get(port) ?? []).map(wireName)
  return Object.fromEntries(Object.keys(type.inputs).map((port) => [port, at(port)]))
}

async function runNode(
  opened: OpenedNode<Ports, Ports>,
  node: PlannedNode,
  sets: readonly Readonly<Record<string, Chunk>>[],
  emitFor: EmitFor,
): Promise<void> {
  const isAlone = (port: string) => node.type.inputs[port].join === 'each'
  const sources = sourcesOf(node)
  const give = (entries: readonly [string, Chunk][], from?: string) => {
    if (entries.length === 0) return
    const [[, first]] = entries
    const coverage = Math.min(...entries.map(([, chunk]) => chunk.coverage))
    const chunks = asPorts(node.type, Object.fromEntries(entries))
    opened.process(chunks, emitFor({ ...first, coverage }), from)
  }
  for (const set of sets) {
    const entries = Object.entries(set)
    give(entries.filter(([port]) => !isAlone(port)))
    for (const entry of entries) if (isAlone(entry[0])) give([entry], sources[entry[0]][0])
  }
  await opened.finish?.(emitFor())
}

/** The chunks of equal index at all inputs. */
function setsOf(
  inputs: Readonly<Record<string, Signal>>,
  fed: Readonly<Record<string, readonly Fed[]>>,
): Record<string, Chunk>[] {
  const ports = Object.entries(inputs).map(([port, signal]) => {
    const make = createChunkMaker(port, signal)
    const made = (fed[port] ?? []).map((each, place) => {
      const { data, ...rest } = ArrayBuffer.isView(each) ? { data: each } : each
      const time = signal.rate > 0 ? undefined : signal.start + place
      return make({ index: place, time, ...rest, data }, undefined)
    })
    return { port, made: new Map(made.map((chunk) => [chunk.index, chunk])) }
  })
  const [first, ...others] = ports
  if (!first) return []
  return [...first.made.keys()]
    .filter((index) => others.every(({ made }) => made.has(index)))
    .map((index) => Object.fromEntries(ports.map(({ port, made }) => [port, made.get(index)!])))
}
