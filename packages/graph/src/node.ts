/** The contract of a node: declare (ports, params), plan (pure), open (allocate), process. */
import type { Host } from './host.ts'
import type { Params, Values } from './param.ts'
import type { Acquisition, AxisName, Chunk, DataOf, Dtype, Fact, Signal, Unit } from './signal.ts'

/**
 * How a port's chunks meet those of the others. match: same clock, paired by index, an index that one
 * side never sends is dropped. latest: the newest chunk not later than the matched ones. each:
 * process is called for each chunk alone.
 */
export type Join = 'match' | 'latest' | 'each'

/**
 * One place of an axis pattern: a name; a name with '?', which may be absent; or '...', the same
 * leading axes on all ports of a node.
 */
export type AxisPattern = AxisName | `${AxisName}?` | '...'

export interface Port<
  D extends Dtype = Dtype,
  N extends Fact = Fact,
  K extends 'one' | 'many' | 'optional' = 'one' | 'many' | 'optional',
> {
  readonly kind: K
  readonly dtypes: readonly D[]
  readonly axes: readonly AxisPattern[]
  readonly help: string
  readonly needs: readonly N[]
  /** Units it takes or gives; without it, any. */
  readonly units?: readonly Unit[]
  readonly join: Join
}

export type Ports = Readonly<Record<string, Port>>

interface PortOptions<N extends Fact> {
  readonly needs?: readonly N[]
  readonly units?: readonly Unit[]
  readonly join?: Join
}

function maker<K extends 'one' | 'many' | 'optional'>(kind: K) {
  return <const D extends Dtype, const N extends Fact = never>(
    dtypes: D | readonly D[],
    axes: readonly AxisPattern[],
    help: string,
    options: PortOptions<N> = {},
  ): Port<D, N, K> => ({
    kind,
    dtypes: typeof dtypes === 'string' ? [dtypes] : dtypes,
    axes,
    help,
    needs: options.needs ?? [],
    units: options.units,
    join: options.join ?? 'match',
  })
}

/** Takes exactly one wire; as an output, gives any number. */
export const port = maker('one')
/** Takes any number of wires, delivered sorted by source. */
export const many = maker('many')
/** Takes one wire or none. */
export const optional = maker('optional')

type Facts<N extends Fact> = Acquisition & { readonly [F in N]-?: number }
type WireSignal<P> =
  P extends Port<infer D, infer N>
    ? Omit<Signal<D>, 'acquisition'> & { readonly acquisition: Facts<N> }
    : never
type WireChunk<P> = P extends Port<infer D> ? Chunk<D> : never
type PerPort<P, T> = P extends { kind: 'many' }
  ? readonly T[]
  : P extends { kind: 'optional' }
    ? T | undefined
    : T

export type InputSignals<I extends Ports> = {
  readonly [K in keyof I]: PerPort<I[K], WireSignal<I[K]>>
}
export type InputChunks<I extends Ports> = {
  readonly [K in keyof I]: PerPort<I[K], WireChunk<I[K]>>
}
type DtypeOf<P> = P extends Port<infer D> ? D : never

/** An output as plan states it; without `clock` it runs on the node's own time. */
export type PlannedSignal<D extends Dtype = Dtype> = Omit<Signal<D>, 'clock'> & {
  readonly clock?: string
}
/** A port left out gives nothing with these parameters or this file. */
export type PlannedOutputs<O extends Ports> = {
  readonly [K in keyof O]?: PlannedSignal<DtypeOf<O[K]>>
}

/** Data with its place. `time` only on a wire at no fixed rate, else the clock says it. */
export interface Emission<D extends Dtype = Dtype> {
  readonly data: DataOf<D>
  readonly index: number
  readonly time?: number
  readonly coverage?: number
}

/** Bare data takes index, time and coverage from the inputs of this call. */
export type Emit<O extends Ports> = (
  outputs: {
    readonly [K in keyof O]?: DataOf<DtypeOf<O[K]>> | Emission<DtypeOf<O[K]>>
  },
) => void

/** A source emits a moment: all its ports together, times strictly rising. Await it (back-pressure). */
export type EmitMoment<O extends Ports> = (
  outputs: {
    readonly [K in keyof O]?: Emission<DtypeOf<O[K]>>
  },
) => Promise<void>

export interface Context<I extends Ports, O extends Ports, P extends Params, F> {
  readonly id: string
  readonly inputs: InputSignals<I>
  /** The wires at each input, "node.port", in the order of `inputs`. For words: no output depends on them. */
  readonly sources: { readonly [K in keyof I]: readonly string[] }
  readonly outputs: { readonly [K in keyof O]: Signal<DtypeOf<O[K]>> }
  /** A live parameter changes under the node; all others stay as they are. */
  readonly params: Values<P>
  readonly found: F
  readonly host: Host
  /** Whether anyone looks at an output. */
  wanted(port: keyof O & string): boolean
}

/** A list of rates or ranges that a sink hands to reports. NaN is no answer. */
export interface RateResult {
  readonly kind: 'rates'
  readonly unit: Unit
  readonly time: readonly number[]
  /** With several targets, a list a moment. */
  readonly value: readonly (number | readonly number[])[]
  readonly coverage: readonly number[]
  readonly median: number | readonly number[]
}

/** Answers of several chains at the same moments, and what they are judged against. NaN is no answer. */
export interface ComparisonResult {
  readonly kind: 'comparison'
  readonly unit: Unit
  /** Seconds that the reference is averaged over, ending at each moment. */
  readonly window: number
  /** Seconds added to the reference's times. */
  readonly offset: number
  /** A rate that knows nothing of the radar, judged beside the chains. */
  readonly constant: number
  readonly time: readonly number[]
  readonly reference: readonly number[]
  /** Breathing rate at the same moments. */
  readonly breathing?: readonly number[]
  /** Cramer-Rao deviation of a rate from one window. */
  readonly bound?: readonly number[]
  readonly chains: readonly {
    /** The output that gave the answers, "node.port". */
    readonly source: string
    readonly value: readonly number[]
    readonly coverage: readonly number[]
    /** What each answer states as its probability of being right within 4 %, 0 to 1. */
    readonly confidence?: readonly number[]
  }[]
  /** What a reader has to know: gaps, an estimated offset. */
  readonly remarks: readonly string[]
}

/** What a sink found. */
export type Result = RateResult | ComparisonResult

interface Opened {
  /** What belongs in the run report, at any moment. */
  report?(): Readonly<Record<string, number | string>>
  close?(): void
}

export interface OpenedNode<I extends Ports, O extends Ports> extends Opened {
  /** `from`: of a chunk that comes alone (join each), the wire that brought it, as in `sources`. */
  process(inputs: InputChunks<I>, emit: Emit<O>, from?: string): void
  /** Once, when every input has ended; never after an abort or a failure. */
  finish?(emit: Emit<O>): void | Promise<void>
  /** What a sink found, for reports. */
  result?(): Result
}

export interface OpenedSource<O extends Ports> extends Opened {
  /** 0 to 1 of the way to the end, where an end is known. */
  progress?(): number
  /** Ends when the data end, or soon after `stop.stopped` turns true. */
  run(emit: EmitMoment<O>, stop: { readonly stopped: boolean }): Promise<void>
}

/** How plan speaks of a person's mistakes: all at once, each at its field. */
export interface Say {
  error(message: string, at?: { param?: string; input?: string }): void
  warning(message: string, at?: { param?: string; input?: string }): void
  note(message: string, at?: { param?: string; input?: string }): void
}

export const categories = [
  'source',
  'range',
  'window',
  'target',
  'phase',
  'harmonics',
  'decomposition',
  'filter',
  'rate',
  'sink',
] as const
export type Category = (typeof categories)[number]

export interface NodeDefinition<I extends Ports, O extends Ports, P extends Params, F> {
  /** kebab-case method or thing. */
  readonly id: string
  /** Rises when the same parameters would give another result. */
  readonly version: number
  readonly title: string
  readonly category: Category
  /** One sentence with a full stop. */
  readonly summary: string
  /** Where the method comes from: title, reference, and place in it. */
  readonly sources?: readonly {
    readonly title: string
    readonly ref: string
    readonly at?: string
  }[]
  /** The equations, one a line, and what their letters mean. */
  readonly method?: { readonly formula: readonly string[]; readonly symbols: string }
  /** What the data must be like for the method to do well, in full sentences. */
  readonly worksWhen?: string
  /** What spoils it, and how one would notice, in full sentences. */
  readonly failsWhen?: string
  readonly inputs: I
  readonly outputs: O
  readonly params: P
  /** Writes outside: always run, never cached. */
  readonly effect?: boolean
  /** Data that come once (a radar): never cached. */
  readonly live?: boolean
  /** Reads what plan must know; throws HostError for what a person has to mend. */
  inspect?(params: Values<P>, host: Host): Promise<F>
  /** Signals in, signals out. Pure; runs on every edit. undefined after say.error. */
  plan(
    inputs: InputSignals<I>,
    params: Values<P>,
    say: Say,
    found: F,
  ): PlannedOutputs<O> | undefined
  open(
    context: Context<I, O, P, F>,
  ): OpenedNode<I, O> | OpenedSource<O> | Promise<OpenedNode<I, O> | OpenedSource<O>>
  /** Old parameters (of version `from`) to today's. */
  migrate?(params: Record<string, unknown>, from: number): Record<string, unknown>
}

/** A definition whose port and parameter types are no longer known: what registries hold. */
export type NodeType = NodeDefinition<Ports, Ports, Params, unknown>
export type Registry = ReadonlyMap<string, NodeType>

/** Declares a node; types of ports and parameters are inferred and then forgotten. */
export function defineNode<
  const I extends Ports,
  const O extends Ports,
  const P extends Params,
  F = undefined,
>(definition: NodeDefinition<I, O, P, F>): NodeType {
  return definition as unknown as NodeType
}

export function createRegistry(types: Iterable<NodeType>): Registry {
  const registry = new Map<string, NodeType>()
  for (const type of types) {
    if (registry.has(type.id)) throw new Error(`two node types are called ${type.id}`)
    registry.set(type.id, type)
  }
  return registry
}
