/**
 * The editor's engine: plans on this thread at every edit, has another thread run what has changed, and
 * keeps what comes back. Chunks stay outside of the store.
 */
import {
  type Graph,
  nodeOfWire,
  type Plan,
  type Problem,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import { createSeriesStore, type EngineEvent, type Watched } from '@chirpflow/runtime'
import { createStore } from 'zustand/vanilla'
import { sortProblems } from '../state/problems.ts'
import { type Connect, connectWorker } from './connect-worker.ts'
import { createEngineLine } from './engine-line.ts'
import { missingFiles } from './files-wanted.ts'
import { createFindings, plainGraph } from './findings.ts'
import { createHearing } from './hearing.ts'
import { createIdentities } from './identities.ts'
import { atMostEvery, type Frame, onceAFrame, onceATask } from './pace.ts'
import { keepSignals } from './same-signals.ts'
import type { Session, SessionState } from './session.ts'
import { failuresOf, type Statuses, staleAsBefore, statusesOf } from './statuses.ts'
import { unlessSame } from './unless-same.ts'
import { createWatches } from './watches.ts'

export interface SessionOptions {
  readonly registry: Registry
  /** The document store, or what gives its graph. */
  readonly document: {
    getState(): { readonly graph: Graph }
    subscribe(listener: () => void): () => void
  }
  /** Starts an engine; a worker where it is left out. */
  readonly connect?: Connect
  /** Starts one that reaches radars and opens paths by itself; for graphs with a live node. */
  readonly connectLive?: Connect
  readonly frame?: Frame
  /** Whether the graph may run after an edit without being told to; where it is left out, it may. */
  readonly mayRun?: () => boolean
  /** How a problem of the plan is told to a person; as it was said where it is left out. */
  readonly tell?: (problem: Problem, graph: Graph) => Problem
  /** Bytes of chunks that are held for views. */
  readonly memory?: number
}

/** The store changes at most some 15 times a second by what the engine says, ms. */
const period = 66

/** Plans at once; the engine starts now and runs when told to, and from then on after every edit. */
export function createSession(options: SessionOptions): Session & { close(): void } {
  const { registry, document, connect = connectWorker, memory = 256 * 2 ** 20 } = options
  const mayRun = options.mayRun ?? (() => true)
  const told = options.tell ?? ((problem) => problem)
  const frame = options.frame ?? ((work) => void requestAnimationFrame(work))
  const series = createSeriesStore(memory)
  const hearing = createHearing(series)
  const findings = createFindings()
  const identify = createIdentities()
  const files = new Map<string, File>()
  const timesGiven = new Map<string, number>()
  const written = new Map<string, string>()
  const touched = new Set<string>()
  /** What the engine has not been told yet. */
  const due = { graph: true, fresh: false, run: false, retry: false }

  let graph = document.getState().graph
  let isLive = wantsLive()
  let planned = planNow()
  let revision = 0
  let watched: Watched = {}
  let resting = false
  /** Something has happened meanwhile. */
  let missed = false
  /** Lets the engine send more, when this thread has rested. */
  let more: (() => void) | undefined
  /** The engine runs after every edit, from the first run on until it is stopped. */
  let automatic = false
  /** Most runs are over before anybody could read which nodes they are of. */
  let pending = false

  const telling = atMostEvery(period, (work, ms) => void setTimeout(work, ms), tell)
  const hinting = onceATask(tellListeners)
  const sending = onceAFrame(frame, send)
  const watches = createWatches(sending.soon)
  const line = createEngineLine(connectNow(), files, {
    onEvent: take,
    onDeath: die,
    onWrite(name, text) {
      written.set(name, text)
      telling.now()
    },
    ready,
    changed: (now) => (now ? telling.now() : telling.later()),
  })
  const store = createStore<SessionState>(() => stateNow({}, []))
  const unsubscribe = document.subscribe(onEdit)
  sending.soon()

  return {
    store,
    newest: series.newest,
    series: series.series,
    previous: series.previous,
    watch: watches.watch,
    onData: watches.listen,
    rest,
    run,
    stop,
    restart,
    forget,
    provideFile,
    files: () => files,
    written: (name) => written.get(name),
    close() {
      unsubscribe()
      line.close('the session is over')
    },
  }

  function planNow(before?: Plan) {
    const inspections = findings.of(graph)
    const plan = keepSignals(before, planGraph(graph, registry, inspections))
    const identities = identify(plan, (name) => timesGiven.get(name) ?? 0)
    return { inspections, plan, identities }
  }

  function stateNow(before: Statuses, problemsBefore: SessionState['problems']): SessionState {
    const { plan, inspections, identities } = planned
    const { phase, running, death, breakdown } = line
    const statuses = statusesOf(graph, plan, identities, hearing.heard, before)
    const nodes = pending ? staleAsBefore(before, statuses) : statuses
    const broken =
      breakdown === undefined ? [] : [{ severity: 'error', message: breakdown } as const]
    const problems = sortProblems(
      [...broken, ...plan.problems.map((one) => told(one, graph)), ...failuresOf(nodes)],
      graph,
    )
    return {
      ...hearing.facts,
      engine: phase === 'ready' ? (running > 0 && !pending ? 'running' : 'idle') : phase,
      pending,
      plan,
      inspections,
      problems: unlessSame(problemsBefore, problems),
      nodes,
      missingFiles: isLive ? {} : missingFiles(graph, registry, files),
      written: Object.fromEntries([...written].map(([name, { length }]) => [name, length])),
      ...(death === undefined ? {} : { death }),
    }
  }

  function publish(): void {
    const before = store.getState()
    const next = stateNow(before.nodes, before.problems)
    const missing = unlessSame(before.missingFiles, next.missingFiles)
    const offered = unlessSame(before.written, next.written)
    store.setState({ ...next, missingFiles: missing, written: offered }, true)
  }

  function onEdit(): void {
    const next = document.getState().graph
    const moved = next.nodes === graph.nodes && next.links === graph.links
    graph = next
    if (moved) return
    due.graph = true
    const runs = automatic && mayRun()
    due.run = runs
    if (wantsLive() !== isLive) move()
    planned = planNow(planned.plan)
    // the engine begins while the page is being drawn anew
    sending.now()
    pending = runs && line.phase !== 'dead'
    publish()
  }

  // to the engine

  function wantsLive(): boolean {
    if (!options.connectLive) return false
    return Object.values(graph.nodes).some(({ type }) => registry.get(type)?.live === true)
  }

  /** The graph runs elsewhere from now on, where the same paths may stand for other files. */
  function move(): void {
    isLive = !isLive
    hearing.die()
    findings.forget()
    series.retain({ has: () => false })
    renew('the graph runs elsewhere now')
  }

  function connectNow(): Connect {
    return (isLive ? options.connectLive : undefined) ?? connect
  }

  function renew(reason: string): void {
    watched = {}
    line.renew(connectNow(), reason)
  }

  function send(): void {
    if (line.phase === 'dead') return
    if (due.graph) {
      hearing.send(++revision, { graph, ...planned })
      series.retain({ has: (wire) => Object.hasOwn(graph.nodes, nodeOfWire(wire)) })
      line.load(plainGraph(graph), { revision, fresh: due.fresh })
    }
    const wanted = watches.wanted(planned.plan, isLive)
    const changed = Object.keys({ ...watched, ...wanted }).filter(
      (wire) => wanted[wire] !== watched[wire],
    )
    const more = changed.some((wire) => wanted[wire] && watched[wire] !== 'all')
    if (changed.length > 0) {
      for (const wire of Object.keys(watched)) {
        if (watched[wire] === 'all' && wanted[wire] !== 'all') series.shorten(wire)
      }
      watched = wanted
      line.watch(wanted)
    }
    if (due.run || (more && automatic && mayRun())) line.run(due.retry)
    Object.assign(due, { graph: false, fresh: false, run: false, retry: false })
  }

  function run(): void {
    automatic = true
    Object.assign(due, { run: true, retry: true })
    sending.soon()
  }

  function stop(): void {
    automatic = false
    due.run = false
    // an edit whose run was not asked for yet is none that is told
    telling.later()
    if (line.phase !== 'dead') line.stop()
  }

  function restart(): void {
    renew('it was started again')
    due.graph = true
    sending.soon()
    publish()
  }

  function forget(): void {
    hearing.forget()
    series.retain({ has: () => false })
    for (const wire of planned.plan.signals.keys()) touched.add(wire)
    hinting.soon()
    publish()
  }

  async function provideFile(name: string, file: File): Promise<void> {
    files.set(name, file)
    timesGiven.set(name, (timesGiven.get(name) ?? 0) + 1)
    findings.forget()
    planned = planNow(planned.plan)
    publish()
    if (line.phase === 'dead') return
    await line.provide(name, file)
    Object.assign(due, { graph: true, fresh: true, run: automatic, retry: true })
    sending.soon()
  }

  // from the engine

  function take(event: EngineEvent, first: boolean): void {
    // of a problem hears whoever asked
    if (event.type === 'problem') return
    if (event.type === 'plan') {
      takeFindings(event, first)
      return
    }
    for (const wire of hearing.take(event)) touched.add(wire)
    if (touched.size > 0) hinting.soon()
    // the end of a run is told when its answer comes, right after the report
    if (event.type !== 'chunks') telling.later()
  }

  function takeFindings(event: Extract<EngineEvent, { type: 'plan' }>, first: boolean): void {
    const looked = hearing.graphOf(event.revision)
    const isNews = first || event.inspections.length > 0
    if (!looked || !isNews) return
    findings.add(looked, event.inspections)
    planned = planNow(planned.plan)
    if (hearing.graphOf(revision) === graph) hearing.send(revision, { graph, ...planned })
    publish()
  }

  function tell(): void {
    pending = false
    if (resting) missed = true
    else publish()
  }

  /** The engine sends once a frame at most, and nothing during a rest: this thread has frames to draw. */
  function ready(asked: () => void): void {
    frame(() => {
      if (resting) more = asked
      else asked()
    })
  }

  function rest(next: boolean): void {
    resting = next
    if (resting) return
    more?.()
    more = undefined
    if (missed) telling.now()
    missed = false
    if (touched.size > 0) hinting.soon()
  }

  function tellListeners(): void {
    if (resting) return
    const wires = [...touched]
    touched.clear()
    for (const wire of wires) for (const listener of watches.listeners(wire)) listener()
  }

  function die(): void {
    pending = false
    hearing.die()
    publish()
  }
}
