/** One node of a run: what it holds while it runs, and what it says of itself after. */
import {
  type Context,
  type Host,
  type OpenedNode,
  type OpenedSource,
  type Params,
  type ParamValue,
  type Plan,
  type PlannedNode,
  type Ports,
  type Result,
  type Signal,
  sameClock,
  wireName,
} from '@chirpflow/graph'
import { createChunkMaker, type Place } from './emission.ts'
import { createInputs, type InputSet, type Inputs } from './inputs.ts'
import type { NodeReport, NodeState } from './report.ts'
import type { SourceFeed } from './source-feed.ts'

export interface Output {
  readonly wire: string
  readonly make: ReturnType<typeof createChunkMaker>
  /** Ticks with the inputs, so bare data stand where they do. */
  readonly ticks: boolean
}

export interface Unit {
  readonly node: PlannedNode
  readonly inputs: Inputs
  readonly outputs: ReadonlyMap<string, Output>
  /** The node's own copy: live ones change. */
  readonly params: Record<string, ParamValue>
  state: NodeState | 'running'
  opened?: OpenedNode<Ports, Ports> | OpenedSource<Ports>
  closed: boolean
  feed?: SourceFeed
  chunks: number
  bytes: number
  seconds: number
  error?: string
}

export function createUnit(node: PlannedNode, plan: Plan): Unit {
  const matched = [...node.inputs].flatMap(([input, ends]) =>
    node.type.inputs[input].join === 'latest'
      ? []
      : ends.map((end) => plan.signals.get(wireName(end))!),
  )
  const outputs = new Map<string, Output>()
  for (const [port, signal] of Object.entries(node.outputs)) {
    const wire = wireName({ node: node.id, port })
    const ticks = matched.length > 0 && matched.every((input) => sameClock(input, signal))
    outputs.set(port, { wire, make: createChunkMaker(wire, signal), ticks })
  }
  return {
    node,
    inputs: createInputs(node),
    outputs,
    params: { ...node.params },
    state: 'idle',
    closed: false,
    chunks: 0,
    bytes: 0,
    seconds: 0,
  }
}

/** What a node's open gets: the signals at its inputs, by port. */
function inputSignals(node: PlannedNode, plan: Plan) {
  const signals: Record<string, Signal | readonly Signal[] | undefined> = {}
  for (const [input, port] of Object.entries(node.type.inputs)) {
    const at = (node.inputs.get(input) ?? []).map((end) => plan.signals.get(wireName(end))!)
    signals[input] = port.kind === 'many' ? at : at[0]
  }
  return signals as Context<Ports, Ports, Params, unknown>['inputs']
}

/** The names of the wires at a node's inputs, by port. */
function inputSources(node: PlannedNode): Record<string, readonly string[]> {
  const at = (input: string) => (node.inputs.get(input) ?? []).map(wireName)
  return Object.fromEntries(Object.keys(node.type.inputs).map((input) => [input, at(input)]))
}

/** Opens its node; `wanted` are the outputs that somebody takes. */
export function openNode(
  { node, params }: Pick<Unit, 'node' | 'params'>,
  plan: Plan,
  host: Host,
  wanted: (port: string) => boolean,
) {
  return node.type.open({
    id: node.id,
    inputs: inputSignals(node, plan),
    sources: inputSources(node),
    outputs: node.outputs as never,
    params,
    found: node.found,
    host,
    wanted,
  })
}

/** Index and time of the matched inputs, the least coverage of all. */
export function placeOf(output: Output, set: InputSet | undefined): Place | undefined {
  if (!set) return undefined
  const coverage = set.all.reduce((least, chunk) => Math.min(least, chunk.coverage), 1)
  const [first] = set.all
  return { index: output.ticks ? first.index : undefined, time: first.time, coverage }
}

export function isActive(unit: Unit): boolean {
  return unit.state === 'running' || unit.state === 'idle'
}

/** Ends the source and frees what the node holds, once. A failure to do so stands in its report. */
export function closeUnit(unit: Unit): void {
  unit.feed?.stop()
  if (!unit.opened || unit.closed) return
  unit.closed = true
  tryTo(unit, 'while closing', () => unit.opened?.close?.())
}

/** The node's own words and findings, asked for before it is closed. */
export function askUnit(unit: Unit): { report?: NodeReport['report']; result?: Result } {
  const { opened } = unit
  if (!opened) return {}
  const report = tryTo(unit, 'while reporting', () => opened.report?.())
  const wanted = unit.state === 'finished' && 'process' in opened
  const result = wanted ? tryTo(unit, 'while reporting', () => opened.result?.()) : undefined
  return { report, result }
}

function tryTo<T>(unit: Unit, when: string, act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    unit.state = 'failed'
    unit.error ??= `${when}: ${messageOf(error)}`
    return undefined
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function reportUnit(unit: Unit, report: NodeReport['report']): NodeReport {
  return {
    type: `${unit.node.type.id}@${unit.node.type.version}`,
    state: unit.state === 'running' ? 'stopped' : unit.state,
    chunks: unit.chunks,
    bytes: unit.bytes,
    seconds: unit.seconds + (unit.feed?.seconds() ?? 0),
    ...(unit.error === undefined ? {} : { error: unit.error }),
    ...(report ? { report } : {}),
  }
}
