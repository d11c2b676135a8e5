/** The unit of work: one pass of the engine over one recording, for some of its chains. */
import {
  formatGraph,
  type Host,
  hasErrors,
  inspectGraph,
  parseGraph,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import {
  type NodeState,
  type Progress,
  runPlan,
  type StopSignal,
  type Tap,
} from '@chirpflow/runtime'
import type { Layout, RecordingLayout, TrackPlace } from './layout.ts'
import { feedersOf, subgraphOf } from './merge.ts'
import { createTrackRecorder, type Track } from './track.ts'

/** Plain data, so that it can go to another thread. */
export interface Unit {
  readonly recording: string
  /** Text of a graph file: these wires and all that feeds them. */
  readonly graph: string
  readonly wires: readonly TrackPlace[]
}

/** What a node of a chain took, and how it ended. */
export interface NodeTime {
  /** In the recording's graph. */
  readonly id: string
  readonly type: string
  readonly state: NodeState
  readonly chunks: number
  readonly seconds: number
}

/** What is known of one wire after a run. */
export interface Cell {
  readonly key: string
  readonly recording: string
  /** Names the run that it comes of: the first key of its unit. */
  readonly unit: string
  /** failed: the node or one before it did, and the track ends there. */
  readonly state: 'finished' | 'failed'
  readonly error?: string
  readonly track: Track
  /** The node that gave it and all before it. */
  readonly nodes: readonly NodeTime[]
}

export function createUnit({ name, graph }: RecordingLayout, wires: readonly TrackPlace[]): Unit {
  const own = subgraphOf(
    graph,
    wires.map(({ wire }) => wire.split('.')[0]),
  )
  return { recording: name, graph: formatGraph(own), wires }
}

export interface UnitOptions {
  readonly registry: Registry
  /** Of the graph's folder. */
  readonly host: Host
  readonly stop?: StopSignal
  onProgress?(progress: Progress): void
}

/** Runs a unit; undefined where it was stopped. A node's failure is in the cells. */
export async function runUnit(unit: Unit, options: UnitOptions): Promise<Cell[] | undefined> {
  const { registry, host } = options
  const { graph, problems } = parseGraph(unit.graph)
  if (!graph) throw new Error(`the graph of a unit is none: ${problems[0]?.message}`)
  const plan = planGraph(graph, registry, await inspectGraph(graph, registry, host))
  const wrong = plan.problems.find(({ severity }) => severity === 'error')
  if (hasErrors(plan.problems)) {
    throw new Error(`${wrong?.node}: ${wrong?.message}; did a file change since the start?`)
  }
  const names = new Set(unit.wires.map(({ wire }) => wire))
  const recorders = new Map(
    [...names].map((wire) => [wire, createTrackRecorder(plan.signals.get(wire)!)]),
  )
  const taps = new Map<string, Tap>(
    [...recorders].map(([wire, recorder]) => [wire, (chunk) => recorder.tap(chunk)]),
  )
  const report = await runPlan(plan, {
    host,
    taps,
    stop: options.stop,
    onProgress: options.onProgress,
  })
  if (report.state === 'aborted') return undefined
  const keys = new Map(unit.wires.map(({ wire, key }) => [key, wire]))
  return [...keys].map(([key, wire]): Cell => {
    const feeders = feedersOf(plan, wire.split('.')[0])
    const own = plan.nodes.filter(({ id }) => feeders.has(id))
    const nodes = own.map(({ id }): NodeTime => {
      const { type, state, chunks, seconds } = report.nodes[id]
      return { id, type, state, chunks, seconds }
    })
    const failed = own.find(({ id }) => report.nodes[id].state === 'failed')
    const error = failed && `${failed.id}: ${report.nodes[failed.id].error ?? 'it failed'}`
    return {
      key,
      recording: unit.recording,
      unit: unit.wires[0].key,
      state: error === undefined ? 'finished' : 'failed',
      ...(error === undefined ? {} : { error }),
      track: recorders.get(wire)!.track(),
      nodes,
    }
  })
}

/** The cells of a unit that could not be run at all. */
export function failedCells({ recordings }: Layout, unit: Unit, error: string): Cell[] {
  const { plan } = recordings.find(({ name }) => name === unit.recording)!
  return unit.wires.map(({ key, wire }) => ({
    key,
    recording: unit.recording,
    unit: unit.wires[0].key,
    state: 'failed',
    error,
    track: createTrackRecorder(plan.signals.get(wire)!).track(),
    nodes: [],
  }))
}
