/** What goes between an engine and who looks at it, over any port: plain data that can be cloned. */
import type { Chunk, Graph, Inspection, ParamValue, Problem } from '@chirpflow/graph'
import type { NodeState, RunReport } from './report.ts'

/** A two-way line: a MessagePort, a Worker, later a WebSocket. Messages arrive in order. */
export interface EnginePort {
  /** Sends what can be cloned; the buffers in `transfer` are the sender's no more. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  /** One listener; what came before it was set waits for it. */
  onMessage(listener: (message: unknown) => void): void
}

/** newest: now and then the newest chunk. all: every chunk. */
export type WatchMode = 'newest' | 'all'

/** By "node.port". */
export type Watched = Readonly<Record<string, WatchMode>>

export interface LoadOptions {
  /** The caller's number of this graph; events name it. */
  readonly revision: number
  /** Look into files again: what a path stands for may have changed. */
  readonly fresh?: boolean
}

export interface PlanEvent {
  readonly type: 'plan'
  readonly revision: number
  /** By node; those that were told before, and are as they were, are left out. */
  readonly inspections: readonly (readonly [string, Inspection])[]
  readonly problems: readonly Problem[]
}

/** A run and what is known after it, also of nodes that did not have to run. */
export interface RunOutcome extends RunReport {
  readonly run: number
  readonly revision: number
  /** Wall time, s. */
  readonly seconds: number
  /** From the start of the recording to the newest moment that was seen, s. */
  readonly recording: number
  /** Nodes that ran in this run. */
  readonly ran: readonly string[]
  /** Wires whose chunks this run sent, and whether that was all of them. */
  readonly delivered: Readonly<Record<string, boolean>>
  readonly cache: { readonly bytes: number; readonly budget: number }
}

export type RunEvent =
  | PlanEvent
  | {
      readonly type: 'begin'
      readonly run: number
      readonly revision: number
      /** Of data that come once and as fast as they come. */
      readonly live?: boolean
    }
  | {
      readonly type: 'nodes'
      readonly run: number
      readonly nodes: Readonly<Record<string, NodeState | 'running'>>
    }
  | {
      readonly type: 'progress'
      readonly run: number
      readonly time: number
      readonly share?: number
    }
  | { readonly type: 'report'; readonly outcome: RunOutcome }
  /** The engine itself broke: a mistake in its code or a node's. */
  | { readonly type: 'problem'; readonly message: string }

/** What a service says, chunk by chunk. */
export type ServiceEvent =
  | RunEvent
  | {
      readonly type: 'chunk'
      readonly run: number
      readonly wire: string
      readonly mode: WatchMode
      readonly chunk: Chunk
    }

/** Chunks of one wire in one piece, one after the other. */
export interface PackedChunks {
  readonly data: Chunk['data']
  readonly index: Float64Array
  readonly time: Float64Array
  readonly coverage: Float64Array
}

/** What comes over a port: the chunks in batches. */
export type EngineEvent =
  | RunEvent
  | {
      readonly type: 'chunks'
      readonly run: number
      readonly wire: string
      readonly mode: WatchMode
      readonly chunks: readonly Chunk[]
      /** Earlier ones were dropped to stay within memory. */
      readonly cut: boolean
    }

export type Ask =
  | { readonly ask: 'load'; readonly graph: Graph; readonly options: LoadOptions }
  | { readonly ask: 'watch'; readonly wires: Watched }
  | { readonly ask: 'run'; readonly retry: boolean }
  | { readonly ask: 'stop' }
  | {
      readonly ask: 'set-live'
      readonly node: string
      readonly name: string
      readonly value: ParamValue
    }
  | { readonly ask: 'chunks'; readonly wire: string }

export interface SentError {
  readonly name: string
  readonly message: string
  readonly param?: string
}

export type ToEngine =
  | { readonly id: number; readonly request: Ask }
  /** Bytes of chunks that have been taken in: so much more may come. */
  | { readonly taken: number }

export type FromEngine =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly event: Exclude<EngineEvent, { type: 'chunks' }> }
  | {
      readonly batch: {
        readonly run: number
        readonly wire: string
        readonly mode: WatchMode
        readonly packed: PackedChunks
        readonly cut: boolean
      }
    }
