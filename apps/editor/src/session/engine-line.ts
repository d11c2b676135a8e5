/** The engine that a session talks to, and the one that takes its place when it has died. */
import type { Graph } from '@chirpflow/graph'
import { type EngineClient, type EngineEvent, engineClient, type Watched } from '@chirpflow/runtime'
import type { Connect, EngineLink } from './connect-worker.ts'

export interface EngineLine {
  readonly phase: 'starting' | 'ready' | 'dead'
  /** Why it died. */
  readonly death: string | undefined
  /** What went wrong in it with the graph as it is; it lives on. */
  readonly breakdown: string | undefined
  /** Runs that have been asked for and are not over. */
  readonly running: number
  load(graph: Graph, options: { readonly revision: number; readonly fresh: boolean }): void
  watch(wanted: Watched): void
  run(retry: boolean): void
  stop(): void
  provide(name: string, file: File): Promise<void>
  /** Another engine takes its place, with the same files. */
  renew(connect: Connect, reason: string): void
  close(reason: string): void
}

export interface EngineLineEvents {
  /** `first`: the engine has been heard for the first time. */
  onEvent(event: EngineEvent, first: boolean): void
  onDeath(reason: string): void
  onWrite(name: string, text: string): void
  /** It waits until it is asked for more. */
  ready(asked: () => void): void
  /** Phase, breakdown or the number of runs has changed; `now` where somebody waits to know. */
  changed(now: boolean): void
}

export function createEngineLine(
  connect: Connect,
  files: ReadonlyMap<string, File>,
  { onEvent, onDeath, onWrite, ready, changed }: EngineLineEvents,
): EngineLine {
  let phase: EngineLine['phase'] = 'starting'
  let death: string | undefined
  let breakdown: string | undefined
  let running = 0
  let revision = 0
  let link: EngineLink
  let client: EngineClient
  /** Until the engine has the files, what it is told waits: it would look for them in vain. */
  let given: Promise<unknown> | undefined
  start(connect)

  return {
    get phase() {
      return phase
    },
    get death() {
      return death
    },
    get breakdown() {
      return breakdown
    },
    get running() {
      return running
    },
    load(graph, options) {
      breakdown = undefined
      revision = options.revision
      heed(tell((engine) => engine.load(graph, options)))
    },
    watch: (wanted) => heed(tell((engine) => engine.watch(wanted))),
    run(retry) {
      running++
      const asked = client
      changed(false)
      const over = () => {
        if (asked !== client || phase === 'dead') return
        running--
        changed(false)
      }
      heed(tell((engine) => engine.run({ retry })).finally(over))
    },
    stop: () => heed(tell((engine) => engine.stop())),
    provide: (name, file) => link.provide(name, file),
    renew(next, reason) {
      client.close(reason)
      link.close()
      start(next)
    },
    close(reason) {
      phase = 'dead'
      client.close(reason)
      link.close()
    },
  }

  function start(next: Connect): void {
    phase = 'starting'
    death = undefined
    running = 0
    link = next({ onDeath: die, onWrite })
    client = engineClient(link.port, { ready })
    client.onEvent((event) => {
      const first = phase === 'starting' && event.type === 'plan'
      if (first) phase = 'ready'
      onEvent(event, first)
    })
    given = undefined
    if (files.size === 0) return
    const asked = client
    const giving = Promise.all([...files].map(([name, file]) => link.provide(name, file)))
    given = giving.finally(() => {
      if (asked === client) given = undefined
    })
    heed(given)
  }

  function tell<T>(act: (engine: EngineClient) => Promise<T>): Promise<T> {
    const engine = client
    return given ? given.then(() => act(engine)) : act(engine)
  }

  /** What goes wrong on the way is a problem of the engine, unless it has died of it. */
  function heed(work: Promise<unknown>): void {
    const asked = { client, revision }
    work.catch((error: unknown) => {
      const isOld = asked.client !== client || asked.revision !== revision
      if (isOld || phase === 'dead') return
      phase = 'ready'
      breakdown = `The engine met a mistake of its own: ${error instanceof Error ? error.message : String(error)}`
      changed(true)
    })
  }

  function die(reason: string): void {
    phase = 'dead'
    death = reason
    running = 0
    client.close(reason)
    onDeath(reason)
  }
}
