/**
 * Runs a plan moment by moment, one thread a graph. Within a moment nodes run in topological order,
 * each emptying its inputs, so results depend neither on the order of links nor on how data arrived.
 */
import {
  type Chunk,
  type Host,
  type OpenedNode,
  type Plan,
  type Ports,
  type Result,
  wireName,
} from '@chirpflow/graph'
import type { WireCache } from './cache.ts'
import { createFlow } from './flow.ts'
import { nodeKeys } from './keys.ts'
import type { LiveParams } from './live.ts'
import { compareMoments, type Moment } from './moment.ts'
import { createReplayer } from './replay.ts'
import type { NodeReport, NodeState, RunReport, RunState } from './report.ts'
import { changeableNodes, type Selection, selectNodes, wiresToKeep } from './selection.ts'
import { createSourceFeed } from './source-feed.ts'
import { createStop, type StopSignal, unlessStopped } from './stop.ts'
import { askUnit, closeUnit, isActive, openNode, reportUnit, type Unit } from './unit.ts'

export type Tap = (chunk: Chunk, wire: string) => void

export interface Progress {
  /** Seconds of recording so far. */
  readonly time: number
  /** 0 to 1 where the end is known. */
  readonly share?: number
}

export interface RunOptions {
  readonly host: Host
  /** Aborted runs leave nothing in it; of a failed run it keeps the wires the failure did not touch. */
  readonly cache?: WireCache
  /** Wires to look at, by "node.port"; that of a bypassed node shows what stands in for it. */
  readonly taps?: ReadonlyMap<string, Tap>
  /** Live parameters that may change during the run. Nodes they can change do not come from the cache. */
  readonly live?: LiveParams
  readonly stop?: StopSignal
  onProgress?(progress: Progress): void
  onState?(node: string, state: NodeState | 'running'): void
}

/** How long the engine keeps its thread before it lets others run, s. */
const turn = 0.012

/**
 * Runs what the plan's sinks and the tapped wires need, until the sources end or `stop` says so; a
 * stop waits for nobody. A node that fails is in the report, with those that needed it; others go on.
 * Problems of the plan do not keep the rest of it from running: whether they should is the caller's
 * to say.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<RunReport> {
  const { host, cache, live, onState } = options
  const stop = options.stop ?? createStop()
  const looks = resolveTaps(plan, options.taps)
  const keys = (cache && (await unlessStopped(stop, nodeKeys(plan, host)))) ?? new Map()
  const changeable = live ? changeableNodes(plan) : new Set()
  const replayable = new Map([...keys].filter(([id]) => !changeable.has(id)))
  const selection = selectNodes(plan, new Set(looks.keys()), replayable, cache)
  const toKeep = wiresToKeep(plan, selection, keys)
  const recorder = cache?.record(
    new Map([...toKeep.values()].map(({ key, width }) => [key, width])),
    new Set(selection.replays.values()),
  )
  const flow = createFlow({ plan, selection, looks, recorder, toKeep, onState })
  const replayer = createReplayer(selection.replays, flow)
  const units = [...flow.units.values()]
  const sources: Unit[] = []
  const takeBack = stop.onStop(() => {
    flow.halted = true
    for (const { feed } of sources) feed?.stop()
  })

  try {
    for (const unit of units) if (isActive(unit) && !stop.stopped) await open(unit)
    for (const unit of units) startSource(unit)
    await runMoments()
    recorder?.close(!stop.stopped)
    return report()
  } finally {
    takeBack()
    flow.halted = true
    recorder?.close(false)
    for (const unit of units) closeUnit(unit)
  }

  async function open(unit: Unit): Promise<void> {
    const { id } = unit.node
    const begun = host.now()
    try {
      const wanted = (port: string) => selection.wanted.has(wireName({ node: id, port }))
      const opening = Promise.resolve(openNode(unit, plan, host, wanted))
      unit.opened = await unlessStopped(stop, opening)
      if (unit.opened) flow.setState(unit, 'running')
      // opened too late, after a stop: nobody is left to hear how its closing goes
      else opening.then((late) => late.close?.()).catch(() => undefined)
    } catch (error) {
      flow.abandon(unit, 'failed', error)
    }
    unit.seconds += host.now() - begun
  }

  function startSource(unit: Unit): void {
    if (!unit.opened || !('run' in unit.opened) || !isActive(unit) || stop.stopped) return
    unit.feed = createSourceFeed(unit.node, unit.opened, host)
    sources.push(unit)
  }

  async function runMoments(): Promise<void> {
    let turned = host.now()
    // what has no wire at all, or has lost all it had, ends before the first moment
    await advanceAll()
    while (!stop.stopped) {
      const active = sources.filter((source) => source.state === 'running')
      // to wait for what is there would cost a turn of its own for each source
      for (const { feed } of active) if (!feed!.moment()) await feed!.ready()
      const next = stop.stopped ? undefined : earliest(active)
      if (!next) return
      flow.moment = next
      takeLiveParams()
      replayer.deliver()
      const source = active.find(({ feed }) => feed!.moment() === next)
      if (source) takeFrom(source)
      await advanceAll()
      source?.feed?.next()

      if (host.now() - turned > turn) {
        options.onProgress?.({ time: next.time, share: progressOf(sources) })
        await host.pause()
        turned = host.now()
      }
    }
  }

  /** The earliest moment that a source or a kept wire has; undefined when all are over. */
  function earliest(active: readonly Unit[]): Moment | undefined {
    let first: Moment | undefined
    const look = (next: Moment | undefined) => {
      if (next && (!first || compareMoments(next, first) < 0)) first = next
    }
    for (const { feed } of active) look(feed!.moment())
    for (const next of replayer.moments()) look(next)
    return first
  }

  function takeLiveParams(): void {
    for (const { node, name, value } of live?.take() ?? []) {
      const unit = flow.units.get(node)
      if (!unit || !isActive(unit) || unit.params[name] === value) continue
      unit.params[name] = value
      flow.forget(unit)
    }
  }

  function takeFrom(source: Unit): void {
    try {
      const outputs = source.feed!.take()
      if (outputs) flow.send(source, outputs)
      else flow.complete(source)
    } catch (error) {
      flow.abandon(source, 'failed', error)
    }
  }

  async function advanceAll(): Promise<void> {
    for (const unit of units) {
      const finishing = advance(unit)
      if (finishing) await finishing
    }
  }

  /** One node empties its inputs, and ends when they have. */
  function advance(unit: Unit): Promise<void> | undefined {
    const { opened } = unit
    if (unit.state !== 'running' || !opened || !('process' in opened)) return undefined
    let set = unit.inputs.next()
    if (!set && !unit.inputs.ended()) return undefined
    const begun = host.now()
    try {
      for (; set && !stop.stopped; set = unit.inputs.next()) {
        const current = set
        if (unit.outputs.size === 0) unit.chunks += current.all.length
        opened.process(
          current.chunks as never,
          (emitted) => flow.send(unit, emitted, current),
          current.from,
        )
      }
    } catch (error) {
      flow.abandon(unit, 'failed', error)
    }
    unit.seconds += host.now() - begun
    return unit.inputs.ended() && isActive(unit) && !stop.stopped ? finish(unit, opened) : undefined
  }

  async function finish(unit: Unit, opened: OpenedNode<Ports, Ports>): Promise<void> {
    const begun = host.now()
    try {
      const work = opened.finish?.((emitted) => flow.send(unit, emitted))
      if (work) await unlessStopped(stop, work)
      if (!stop.stopped) flow.complete(unit)
    } catch (error) {
      flow.abandon(unit, 'failed', error)
    }
    unit.seconds += host.now() - begun
  }

  function report(): RunReport {
    const nodes: Record<string, NodeReport> = {}
    const results: Record<string, Result> = {}
    for (const [id, type] of plan.skipped) nodes[id] = nothingDone(type, 'skipped')
    for (const { id, type } of plan.nodes) {
      const unit = flow.units.get(id)
      if (!unit) {
        nodes[id] = selection.cached.has(id)
          ? reportReplay(`${type.id}@${type.version}`, id, selection)
          : nothingDone(`${type.id}@${type.version}`, 'idle')
        continue
      }
      const { report, result } = askUnit(unit)
      closeUnit(unit)
      nodes[id] = reportUnit(unit, report)
      if (result && unit.state === 'finished') results[id] = result
    }
    return { state: runState(nodes, stop.stopped), problems: plan.problems, nodes, results }
  }
}

/** What to call with each chunk of a wire, by the name of the wire that really carries the data. */
function resolveTaps(plan: Plan, taps: RunOptions['taps']) {
  const looks = new Map<string, ((chunk: Chunk) => void)[]>()
  for (const [name, tap] of taps ?? []) {
    const end = plan.bypassed.get(name)
    const wire = end ? wireName(end) : name
    looks.set(wire, [...(looks.get(wire) ?? []), (chunk) => tap(chunk, name)])
  }
  return looks
}

function nothingDone(type: string, state: NodeState): NodeReport {
  return { type, state, chunks: 0, bytes: 0, seconds: 0 }
}

function reportReplay(type: string, id: string, { replays }: Selection): NodeReport {
  let chunks = 0
  let bytes = 0
  for (const [wire, kept] of replays) {
    if (!wire.startsWith(`${id}.`)) continue
    chunks += kept.chunks.length
    for (const { chunk } of kept.chunks) bytes += chunk.data.byteLength
  }
  return { type, state: 'cached', chunks, bytes, seconds: 0 }
}

function progressOf(sources: readonly Unit[]): number | undefined {
  let least: number | undefined
  for (const { state, opened } of sources) {
    if (state !== 'running' || !opened || !('run' in opened)) continue
    const share = opened.progress?.()
    if (share !== undefined) least = Math.min(least ?? 1, share)
  }
  return least
}

function runState(nodes: Readonly<Record<string, NodeReport>>, stopped: boolean): RunState {
  if (stopped) return 'aborted'
  const failed = Object.values(nodes).some(({ state }) => state === 'failed' || state === 'stopped')
  return failed ? 'failed' : 'finished'
}
