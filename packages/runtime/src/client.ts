/** The engine at the other end of a port. */
import { type Chunk, type Graph, HostError, type ParamValue } from '@chirpflow/graph'
import { bytesOfPacked, unpackChunks } from './pack.ts'
import type {
  Ask,
  EngineEvent,
  EnginePort,
  FromEngine,
  LoadOptions,
  PackedChunks,
  SentError,
  ToEngine,
  Watched,
} from './protocol.ts'
import type { EngineService, RunRequest } from './service.ts'

/** As EngineService, over a port. Calls take effect in the order in which they are made. */
export interface EngineClient {
  load(graph: Graph, options: LoadOptions): Promise<void>
  watch(wires: Watched): Promise<void>
  /** The number of the run when it has ended, undefined where it was overtaken; its report is an event. */
  run(request?: RunRequest): Promise<number | undefined>
  stop(): Promise<void>
  setLive(node: string, name: string, value: ParamValue): Promise<string | undefined>
  chunks(wire: string): ReturnType<EngineService['chunks']>
  onEvent(listener: (event: EngineEvent) => void): () => void
  /** The engine is gone: what was asked, and will be, is refused with this reason. */
  close(reason: string): void
}

interface Pending {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

export interface ClientOptions {
  /** Calls back when this side has time for more chunks; at once where it is left out. */
  ready?(more: () => void): void
}

export function engineClient(
  port: EnginePort,
  { ready = (more) => more() }: ClientOptions = {},
): EngineClient {
  const pending = new Map<number, Pending>()
  const listeners = new Set<(event: EngineEvent) => void>()
  let asked = 0
  let closed: string | undefined
  /** Bytes that came since this side was last ready for more. */
  let taken = 0

  function ask<T>(request: Ask): Promise<T> {
    if (closed !== undefined) return Promise.reject(new Error(closed))
    const id = ++asked
    return new Promise<T>((resolve, reject) => {
      pending.set(id, { resolve: resolve as Pending['resolve'], reject })
      post({ id, request })
    })
  }

  function post(message: ToEngine): void {
    port.post(message)
  }

  function take(bytes: number): void {
    const asked = taken > 0
    taken += bytes
    if (asked) return
    ready(() => {
      if (closed === undefined) post({ taken })
      taken = 0
    })
  }

  function emit(event: EngineEvent): void {
    for (const listener of listeners) listener(event)
  }

  port.onMessage((message) => {
    if (closed !== undefined) return
    const said = message as FromEngine
    if ('event' in said) return emit(said.event)
    if ('batch' in said) {
      const { packed, ...batch } = said.batch
      emit({ type: 'chunks', ...batch, chunks: unpackChunks(packed) })
      return take(bytesOfPacked(packed))
    }
    const waiting = pending.get(said.id)
    pending.delete(said.id)
    if ('error' in said) waiting?.reject(revive(said.error))
    else waiting?.resolve(said.answer)
  })

  return {
    load: (graph, options) => ask({ ask: 'load', graph, options }),
    watch: (wires) => ask({ ask: 'watch', wires }),
    run: ({ retry = false } = {}) => ask({ ask: 'run', retry }),
    stop: () => ask({ ask: 'stop' }),
    setLive: (node, name, value) => ask({ ask: 'set-live', node, name, value }),
    async chunks(wire): Promise<readonly Chunk[] | undefined> {
      const packed = await ask<PackedChunks | undefined>({ ask: 'chunks', wire })
      return packed && unpackChunks(packed)
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close(reason) {
      closed = reason
      for (const { reject } of pending.values()) reject(new Error(reason))
      pending.clear()
    },
  }
}

function revive({ name, message, param }: SentError): Error {
  if (name === 'HostError') return new HostError(message, param)
  const error = new Error(message)
  error.name = name
  return error
}
