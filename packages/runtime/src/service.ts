/**
 * An engine that lasts: it holds a graph, what is watched, and what earlier runs have found, and runs
 * only what has changed since. The latest run wins.
 */
import {
  type Chunk,
  type Graph,
  type Host,
  type Inspections,
  nodeOfWire,
  type ParamValue,
  type Plan,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import { createCache } from './cache.ts'
import { createInspector } from './inspector.ts'
import { wireKey } from './keys.ts'
import { carrierOf, createLedger } from './ledger.ts'
import { createLiveParams, type LiveParams } from './live.ts'
import { createOutcome } from './outcome.ts'
import type { LoadOptions, RunOutcome, ServiceEvent, Watched, WatchMode } from './protocol.ts'
import { runPlan } from './run.ts'
import { type PlanKeys, planKeys } from './sink-keys.ts'
import { createStop, unlessStopped } from './stop.ts'

export interface ServiceOptions {
  readonly registry: Registry
  readonly host: Host
  /** Bytes of results that are kept between runs. */
  readonly cacheBudget: number
  /** Monotonic seconds; the host's clock where it is left out. */
  now?(): number
}

export interface RunRequest {
  /** Runs again what failed, though nothing has changed. */
  readonly retry?: boolean
}

/** For one listener at a time: what has been told once is not told again. */
export interface EngineService {
  /**
   * Inspects and plans. Without effect, but for what it finds in files, where a later load overtakes
   * it. What was sent of nodes that the graph lacks counts as forgotten.
   */
  load(graph: Graph, options: LoadOptions): Promise<void>
  /** All wires that are watched from now on. Those left out may be watched again: only their newest chunk counts as sent. */
  watch(wires: Watched): void
  /**
   * Runs what the sinks and the watched wires of the loaded graph lack, in place of any run under
   * way. Gives undefined where a later call or a stop overtook it.
   */
  run(request?: RunRequest): Promise<RunOutcome | undefined>
  stop(): void
  /** There is a new listener: nothing has been sent yet. */
  startOver(): void
  /** Sets a parameter of the run under way; says why not where it cannot, undefined where it can. */
  setLive(node: string, name: string, value: ParamValue): string | undefined
  /** All chunks of a wire where they are kept, of the graph as loaded. */
  chunks(wire: string): Promise<readonly Chunk[] | undefined>
  /** Calls the listener with all that happens, as it happens; the result takes it back. */
  onEvent(listener: (event: ServiceEvent) => void): () => void
}

interface Loaded {
  readonly plan: Plan
  readonly revision: number
}

interface Running {
  readonly begun: number
  readonly stop: ReturnType<typeof createStop>
  readonly live: LiveParams | undefined
  /** Nodes with a live parameter that was set meanwhile. */
  readonly changed: Set<string>
  /** Wires of which the listener let go all but the newest chunk meanwhile. */
  readonly shortened: Set<string>
  /** Wires of which it let go altogether. */
  readonly dropped: Set<string>
  overtaken: boolean
}

/**
 * How long a run may go on that a later one wants to take the place of, s: the newest chunks of each
 * setting of a slider are seen while it is dragged.
 */
const patience = 0.1

export function createService(options: ServiceOptions): EngineService {
  const { registry, host } = options
  const now = options.now ?? host.now
  const cache = createCache(options.cacheBudget)
  const inspector = createInspector(registry, host)
  const ledger = createLedger()
  const listeners = new Set<(event: ServiceEvent) => void>()
  let watched: ReadonlyMap<string, WatchMode> = new Map()
  let loaded: Loaded | undefined
  let loading = Promise.resolve()
  let told: Inspections = new Map()
  let loads = 0
  let tickets = 0
  let runs = 0
  let running: Running | undefined
  let ended: Promise<unknown> = Promise.resolve()

  return { load, watch, run, stop, startOver, setLive, chunks, onEvent }

  function emit(event: ServiceEvent): void {
    for (const listener of listeners) listener(event)
  }

  function onEvent(listener: (event: ServiceEvent) => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  /** What a person cannot mend is said, and thrown on to who asked. */
  async function saying<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      emit({ type: 'problem', message: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }

  function load(graph: Graph, { revision, fresh }: LoadOptions): Promise<void> {
    const mine = ++loads
    const has = (node: string) => Object.hasOwn(graph.nodes, node)
    ledger.retain({ has })
    for (const wire of watched.keys()) if (!has(nodeOfWire(wire))) running?.dropped.add(wire)
    if (fresh) inspector.forget()
    loading = saying(
      inspector.inspect(graph).then((inspections) => {
        if (mine !== loads) return
        const plan = planGraph(graph, registry, inspections)
        loaded = { plan, revision }
        const news = [...inspections].filter(([id, found]) => told.get(id) !== found)
        told = inspections
        emit({ type: 'plan', revision, inspections: news, problems: plan.problems })
      }),
    )
    return loading
  }

  /** Waits until no load is under way. */
  async function loadedNow(): Promise<Loaded | undefined> {
    for (let waited: unknown; waited !== loading; ) {
      waited = loading
      await waited
    }
    return loaded
  }

  function watch(wires: Watched): void {
    const next = new Map(Object.entries(wires))
    const shortened = [...watched.keys()].filter((wire) => next.get(wire) !== 'all')
    ledger.shorten(shortened)
    for (const wire of shortened) running?.shortened.add(wire)
    watched = next
  }

  function stop(): void {
    tickets++
    running?.stop.stop()
  }

  function startOver(): void {
    watched = new Map()
    told = new Map()
    ledger.retain(new Set())
  }

  function setLive(node: string, name: string, value: ParamValue): string | undefined {
    if (!running?.live) return 'nothing runs that can take it; run again'
    const reason = running.live.set(node, name, value)
    if (reason === undefined) running.changed.add(node)
    return reason
  }

  async function chunks(wire: string): Promise<readonly Chunk[] | undefined> {
    const known = await loadedNow()
    if (!known) return undefined
    const { nodes } = await planKeys(known.plan, host)
    const { node, port } = carrierOf(known.plan, wire)
    const kept = nodes.has(node) ? cache.get(wireKey(nodes, node, port)) : undefined
    return kept?.chunks.map(({ chunk }) => chunk)
  }

  async function run({ retry = false }: RunRequest = {}): Promise<RunOutcome | undefined> {
    const ticket = ++tickets
    await makeWay(ticket)
    const graph = await loadedNow()
    if (ticket !== tickets || !graph) return undefined
    const work = saying(execute(graph, retry))
    ended = work.catch(() => undefined)
    return work
  }

  async function makeWay(ticket: number): Promise<void> {
    const before = running
    while (before && before === running && ticket === tickets && !before.stop.stopped) {
      if (now() - before.begun >= patience) {
        before.overtaken = true
        before.stop.stop()
      } else await host.pause()
    }
    await ended
  }

  async function execute({ plan, revision }: Loaded, retry: boolean) {
    const number = ++runs
    const begun = now()
    const isLive = plan.nodes.some(({ type }) => type.live)
    const own: Running = {
      begun,
      stop: createStop(),
      live: isLive ? createLiveParams(plan) : undefined,
      changed: new Set(),
      shortened: new Set(),
      dropped: new Set(),
      overtaken: false,
    }
    running = own
    try {
      emit({ type: 'begin', run: number, revision, ...(isLive ? { live: isLive } : {}) })
      const keys = (await unlessStopped(own.stop, planKeys(plan, host))) ?? noKeys
      const { plan: wanted, taps } = ledger.demand(plan, keys, watched, retry)
      let newest = -Infinity
      const report = await runPlan(wanted, {
        host,
        cache,
        stop: own.stop,
        live: own.live,
        taps: new Map(
          [...taps].map(([name, mode]) => [
            name,
            (chunk: Chunk, wire: string) => {
              newest = Math.max(newest, chunk.time)
              emit({ type: 'chunk', run: number, wire, mode, chunk })
            },
          ]),
        ),
        onState: (id, state) => emit({ type: 'nodes', run: number, nodes: { [id]: state } }),
        onProgress(progress) {
          newest = Math.max(newest, progress.time)
          emit({ type: 'progress', run: number, ...progress })
        },
      })
      ledger.settle(plan, keys, keptBy(taps, own), report, own.changed)
      if (own.overtaken) return undefined
      const outcome = createOutcome(report, ledger.complete(plan, keys, report), {
        run: number,
        revision,
        plan,
        taps: taps.keys(),
        newest,
        seconds: now() - begun,
        cache: { bytes: cache.bytes(), budget: cache.budget },
      })
      emit({ type: 'report', outcome })
      return outcome
    } finally {
      running = undefined
    }
  }
}

const noKeys: PlanKeys = { nodes: new Map(), sinks: new Map() }

/** What the listener still has of what it was sent. */
function keptBy(
  taps: ReadonlyMap<string, WatchMode>,
  { shortened, dropped }: Running,
): ReadonlyMap<string, WatchMode> {
  const kept = new Map<string, WatchMode>()
  for (const [wire, mode] of taps) {
    if (!dropped.has(wire)) kept.set(wire, shortened.has(wire) ? 'newest' : mode)
  }
  return kept
}
