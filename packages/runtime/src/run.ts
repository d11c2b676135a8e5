/**
 * Runs a plan moment by moment, one thread a graph. Within a moment nodes run in topological order,
 * each emptying its inputs, so results depend neither on the order of links nor on how data arrived.
 */
import {
  type Chunk,
  type Data,
  type Emission,
  type Host,
  type Plan,
  type RateResult,
  wireName,
} from '@chirpflow/graph'
import type { WireCache } from './cache.ts'
import type { InputSet } from './inputs.ts'
import { nodeKeys, wireKey } from './keys.ts'
import { compareMoments, type Moment } from './moment.ts'
import type { NodeReport, NodeState, RunReport, RunState } from './report.ts'
import { isSink, selectNodes, wiresToKeep } from './selection.ts'
import { createSourceFeed } from './source-feed.ts'
import { createStop, type StopSignal } from './stop.ts'
import {
  closeUnit,
  createUnit,
  inputSignals,
  isActive,
  messageOf,
  placeOf,
  reportUnit,
  type Unit,
} from './unit.ts'

export type Tap = (chunk: Chunk, wire: string) => void

export interface Progress {
  /** Seconds of recording so far. */
  readonly time: number
  /** 0 to 1 where the end is known. */
  readonly share?: number
}

export interface RunOptions {
  readonly host: Host
  readonly cache?: WireCache
  /** Wires to look at, by "node.port". */
  readonly taps?: ReadonlyMap<string, Tap>
  readonly stop?: StopSignal
  onProgress?(progress: Progress): void
  onState?(node: string, state: NodeState | 'running'): void
}

/** How long the engine keeps its thread before it lets others run, s. */
const turn = 0.012

/**
 * Runs what the plan's sinks and the tapped wires need, until the sources end or `stop` says so. A
 * node that fails is in the report, with those that needed it; others go on.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunReport> {
  const { host, cache } = options
  const taps = options.taps ?? new Map<string, Tap>()
  const stop = options.stop ?? createStop()
  const keys = cache ? await nodeKeys(plan, host) : new Map<string, string>()
  const selection = selectNodes(plan, new Set(taps.keys()), keys, cache)
  const recorder = cache?.record(wiresToKeep(plan, selection, keys))

  /** In topological order. */
  const units = new Map<string, Unit>()
  for (const node of plan.nodes) {
    if (selection.running.has(node.id)) units.set(node.id, createUnit(node, plan))
  }
  const consumers = new Map<string, Unit[]>()
  for (const unit of units.values()) {
    for (const wire of new Set([...unit.node.inputs.values()].flat().map(wireName))) {
      consumers.set(wire, [...(consumers.get(wire) ?? []), unit])
    }
  }
  const replays = [...selection.replays].map(([wire, kept]) => ({ wire, kept, at: 0, over: false }))
  let moment: Moment = { time: -Infinity, source: '', end: false }

  function setState(unit: Unit, state: Unit['state'], error?: unknown): void {
    unit.state = state
    if (error !== undefined) unit.error = messageOf(error)
    options.onState?.(unit.node.id, state)
  }

  function deliver(wire: string, chunk: Chunk): void {
    taps.get(wire)?.(chunk, wire)
    for (const consumer of consumers.get(wire) ?? []) consumer.inputs.push(wire, chunk)
  }

  function endWire(wire: string): void {
    for (const consumer of consumers.get(wire) ?? []) consumer.inputs.end(wire)
  }

  function send(
    unit: Unit,
    emitted: Readonly<Record<string, Data | Emission | undefined>>,
    set?: InputSet,
  ): void {
    for (const [port, value] of Object.entries(emitted)) {
      if (value === undefined) continue
      const output = unit.outputs.get(port)
      if (!output) throw new Error(`${unit.node.id}: emitted on ${port}, which plan does not give`)
      const chunk = output.make(value, placeOf(output, set))
      unit.chunks++
      unit.bytes += chunk.data.byteLength
      if (keys.has(unit.node.id)) recorder?.add(wireKey(keys, unit.node.id, port), moment, chunk)
      if (selection.wanted.has(output.wire)) deliver(output.wire, chunk)
    }
  }

  function complete(unit: Unit): void {
    for (const [port, { wire }] of unit.outputs) {
      if (keys.has(unit.node.id)) recorder?.end(wireKey(keys, unit.node.id, port), moment)
      endWire(wire)
    }
    setState(unit, 'finished')
  }

  /** Ends a node that cannot go on, those that need it, and those whose data nobody needs now. */
  function abandon(unit: Unit, state: 'failed' | 'stopped', error?: unknown): void {
    if (!isActive(unit)) return
    setState(unit, state, error)
    closeUnit(unit)
    for (const { wire } of unit.outputs.values()) {
      for (const consumer of consumers.get(wire) ?? []) {
        if (!consumer.inputs.lose(wire)) abandon(consumer, 'stopped')
      }
    }
    for (const end of [...unit.node.inputs.values()].flat()) {
      const feeder = units.get(end.node)
      if (feeder && !isNeeded(feeder)) abandon(feeder, 'stopped')
    }
  }

  function isNeeded(unit: Unit): boolean {
    if (isSink(unit.node)) return true
    return [...unit.outputs.values()].some(
      ({ wire }) => taps.has(wire) || (consumers.get(wire) ?? []).some(isActive),
    )
  }

  async function open(unit: Unit): Promise<void> {
    const { node } = unit
    const begun = host.now()
    try {
      unit.opened = await node.type.open({
        id: node.id,
        inputs: inputSignals(node, plan),
        outputs: node.outputs as never,
        params: node.params,
        found: node.found,
        host,
        wanted: (port) => selection.wanted.has(`${node.id}.${port}`),
      })
      setState(unit, 'running')
    } catch (error) {
      abandon(unit, 'failed', error)
    }
    unit.seconds += host.now() - begun
  }

  /** One node empties its inputs, and ends when they have. */
  async function advance(unit: Unit): Promise<void> {
    const { opened } = unit
    if (unit.state !== 'running' || !opened || !('process' in opened)) return
    let set = unit.inputs.next()
    if (!set && !unit.inputs.ended()) return
    const begun = host.now()
    try {
      for (; set; set = unit.inputs.next()) {
        const current = set
        if (unit.outputs.size === 0) unit.chunks += current.all.length
        opened.process(current.chunks as never, (emitted) => send(unit, emitted, current))
      }
      if (unit.inputs.ended()) {
        await opened.finish?.((emitted) => send(unit, emitted))
        complete(unit)
      }
    } catch (error) {
      abandon(unit, 'failed', error)
    }
    unit.seconds += host.now() - begun
  }

  function takeFrom(source: Unit): void {
    try {
      const outputs = source.feed!.take()
      if (outputs) send(source, outputs)
      else complete(source)
    } catch (error) {
      abandon(source, 'failed', error)
    }
  }

  /** The earliest moment that a source or a kept wire has; undefined when all are over. */
  function earliest(sources: readonly Unit[]): Moment | undefined {
    const candidates = sources.map((source) => source.feed!.moment())
    for (const { kept, at, over } of replays) {
      if (!over) candidates.push(kept.chunks[at]?.moment ?? kept.end)
    }
    let first: Moment | undefined
    for (const candidate of candidates) {
      if (candidate && (!first || compareMoments(candidate, first) < 0)) first = candidate
    }
    return first
  }

  function replay(): void {
    for (const replay of replays) {
      const { chunks, end } = replay.kept
      while (replay.at < chunks.length && compareMoments(chunks[replay.at].moment, moment) === 0) {
        deliver(replay.wire, chunks[replay.at++].chunk)
      }
      if (!replay.over && replay.at === chunks.length && compareMoments(end, moment) === 0) {
        replay.over = true
        endWire(replay.wire)
      }
    }
  }

  async function runMoments(): Promise<void> {
    let turned = host.now()
    while (!stop.stopped) {
      const sources = [...units.values()].filter((unit) => unit.feed && unit.state === 'running')
      for (const source of sources) await source.feed!.ready()
      const next = stop.stopped ? undefined : earliest(sources)
      if (!next) return
      moment = next
      replay()
      const source = sources.find(({ feed }) => feed!.moment() === next)
      if (source) takeFrom(source)
      for (const unit of units.values()) await advance(unit)
      source?.feed?.next()

      if (host.now() - turned > turn) {
        options.onProgress?.({ time: moment.time, share: progressOf(units.values()) })
        await host.pause()
        turned = host.now()
      }
    }
  }

  for (const unit of units.values()) if (isActive(unit) && !stop.stopped) await open(unit)
  stop.onStop(() => {
    for (const unit of units.values()) closeUnit(unit)
  })
  for (const unit of units.values()) {
    if (unit.opened && 'run' in unit.opened && isActive(unit)) {
      unit.feed = createSourceFeed(unit.node, unit.opened, host)
    }
  }
  await runMoments()

  const nodes: Record<string, NodeReport> = {}
  const results: Record<string, RateResult> = {}
  for (const node of plan.nodes) {
    const unit = units.get(node.id)
    if (unit?.feed) unit.seconds += unit.feed.seconds()
    nodes[node.id] = unit
      ? reportUnit(unit)
      : reportReplay(`${node.type.id}@${node.type.version}`, node.id)
    if (unit?.state === 'finished' && unit.opened && 'result' in unit.opened) {
      const result = unit.opened.result?.()
      if (result) results[node.id] = result
    }
  }
  for (const unit of units.values()) closeUnit(unit)
  return { state: runState(nodes, stop.stopped), problems: plan.problems, nodes, results }

  function reportReplay(type: string, id: string): NodeReport {
    const kept = replays.filter(({ wire }) => wire.startsWith(`${id}.`))
    const chunks = kept.flatMap(({ kept }) => kept.chunks)
    const bytes = chunks.reduce((sum, { chunk }) => sum + chunk.data.byteLength, 0)
    const state = selection.cached.has(id) ? 'cached' : 'idle'
    return { type, state, chunks: chunks.length, bytes, seconds: 0 }
  }
}

function progressOf(units: Iterable<Unit>): number | undefined {
  let least: number | undefined
  for (const unit of units) {
    if (!unit.opened || !('run' in unit.opened) || unit.state !== 'running') continue
    const share = unit.opened.progress?.()
    if (share !== undefined) least = Math.min(least ?? 1, share)
  }
  return least
}

function runState(nodes: Readonly<Record<string, NodeReport>>, stopped: boolean): RunState {
  if (stopped) return 'aborted'
  const failed = Object.values(nodes).some(({ state }) => state === 'failed' || state === 'stopped')
  return failed ? 'failed' : 'finished'
}
