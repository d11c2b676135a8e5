/** The radar behind the page's server, as the page reaches it. */
import type { FoundRadar, PlayedFault, RadarOptions, RadarStatus } from '@chirpflow/graph'
import type { StoreApi } from 'zustand/vanilla'

export interface RadarLine {
  /** lost: it is being looked for again. */
  readonly line: 'joining' | 'open' | 'lost'
  /** Seconds until the next try, while it is lost. */
  readonly retryIn?: number
  /** What was said last. */
  readonly status: RadarStatus
}

/** Each resolves when the server has done it, and throws with a sentence where it could not. */
export interface RadarClient {
  readonly store: StoreApi<RadarLine>
  find(): Promise<readonly FoundRadar[]>
  /** `config` is the text of the configuration, where the page and not the server has it. */
  connect(options: RadarOptions, config?: string): Promise<void>
  retry(): Promise<void>
  disconnect(): Promise<void>
  /** '' is named after the time of day. */
  record(name: string): Promise<void>
  stopRecording(): Promise<void>
  playFault(fault: PlayedFault): Promise<void>
  close(): void
}
