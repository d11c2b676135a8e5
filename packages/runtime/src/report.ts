/** What a run did: by node, with the results of its sinks. */
import type { Problem, Result } from '@chirpflow/graph'

export type NodeState = 'finished' | 'cached' | 'skipped' | 'stopped' | 'failed' | 'idle'
export type RunState = 'finished' | 'aborted' | 'failed' | 'refused'

export interface NodeReport {
  readonly type: string
  readonly state: NodeState
  /** Emitted; for a sink, taken. */
  readonly chunks: number
  readonly bytes: number
  readonly seconds: number
  readonly error?: string
  readonly report?: Readonly<Record<string, number | string>>
}

export interface RunReport {
  readonly state: RunState
  readonly problems: readonly Problem[]
  readonly nodes: Readonly<Record<string, NodeReport>>
  readonly results: Readonly<Record<string, Result>>
}
