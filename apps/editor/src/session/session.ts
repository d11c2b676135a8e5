/** What the rest of the editor knows of the engine, whatever carries it (worker, WebSocket, IPC). */
import type { Chunk, Inspections, Plan, Problem, Result } from '@chirpflow/graph'
import type { StoreApi } from 'zustand/vanilla'

export type NodeActivity =
  | 'idle'
  | 'running'
  | 'finished'
  | 'cached'
  | 'failed'
  | 'stopped'
  | 'skipped'

/** The last that was heard of a node. */
export interface NodeStatus {
  readonly activity: NodeActivity
  /** Of the last run in which it ran, s. */
  readonly seconds: number
  readonly chunks: number
  readonly bytes: number
  readonly error?: string
  readonly report?: Readonly<Record<string, number | string>>
  /** Whether its data belong to the document as it is now; if not, they are "from before". */
  readonly current: boolean
  /** The node because of which alone it cannot run, or did not. */
  readonly waitsFor?: string
}

export interface RunSummary {
  readonly state: 'finished' | 'aborted' | 'failed' | 'refused'
  /** Wall time, s. */
  readonly seconds: number
  /** Of recording that went through, s. */
  readonly recording: number
  readonly nodesRun: number
  readonly nodesCached: number
  readonly nodesFailed: number
}

/** Small facts only; chunks never pass through here. Changes at most some 15 times a second. */
export interface SessionState {
  readonly engine: 'starting' | 'idle' | 'running' | 'dead'
  /** An edit was a moment ago, and what it makes run is not told yet: engine and nodes are as before it. */
  readonly pending: boolean
  /** Of the document as it is now: planned at once on every edit. */
  readonly plan: Plan
  readonly inspections: Inspections
  /** plan.problems and what the engine found beyond them (failed nodes), errors first. */
  readonly problems: readonly Problem[]
  readonly nodes: Readonly<Record<string, NodeStatus>>
  readonly progress?: { readonly time: number; readonly share?: number }
  readonly last?: RunSummary
  readonly results: Readonly<Record<string, Result>>
  readonly cache: { readonly bytes: number; readonly budget: number }
  /** File parameters whose file this page has no hold of: "node.param" to the name it had. */
  readonly missingFiles: Readonly<Record<string, string>>
  /** Files that nodes have written, for the page to offer: name to characters. */
  readonly written: Readonly<Record<string, number>>
  /** Why the engine died. */
  readonly death?: string
}

/** Chunks of one wire as they are held for views. */
export interface WireSeries {
  readonly chunks: readonly Chunk[]
  /** Earlier chunks were dropped to stay within memory. */
  readonly cut: boolean
}

export interface Session {
  readonly store: StoreApi<SessionState>
  /** Newest chunk of a wire ("node.port"); read it in an animation frame, never keep it in React state. */
  newest(wire: string): Chunk | undefined
  /** All chunks of a watched wire; of narrow wires that only have listeners, too. */
  series(wire: string): WireSeries
  /** Those of the run before, for a faint trace; empty where there is none. */
  previous(wire: string): WireSeries
  /** Keeps all chunks of a wire from now on (and makes it run); call the result to stop. */
  watch(wire: string): () => void
  /** Called after each task in which the wire's newest chunk or series changed. */
  onData(wire: string, listener: () => void): () => void
  /** While true, what the engine says is taken but told nobody, so that a pan is not held up by it. */
  rest(resting: boolean): void
  /** Runs what is not current. */
  run(): void
  stop(): void
  /** After the engine died: starts a new one, which runs when it is told to. */
  restart(): void
  /** What there is of data is of something else than what comes next, as of another capture. */
  forget(): void
  /** Gives a file parameter its file; the parameter's value is the file's name. */
  provideFile(name: string, file: File): Promise<void>
  /** The files that the page holds, by the name that parameters have for them. */
  files(): ReadonlyMap<string, File>
  /** What a node has written to a file of that name. */
  written(name: string): string | undefined
}
