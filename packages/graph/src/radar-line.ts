/** What a page and the server that holds the radar say to each other: JSON messages on one line. */
import type { RadarHealth, RadarOptions, RadarStepState } from './radar.ts'

/** A board, a serial port or the emulator, as it can be chosen. */
export interface FoundRadar {
  /** Stable while it is plugged in. */
  readonly id: string
  readonly title: string
  /** What is known of it, in a few words: its port, its network address. */
  readonly detail: string
  /** What choosing it sets. */
  readonly options: Partial<RadarOptions>
}

export interface RadarRecording {
  readonly name: string
  readonly seconds: number
  readonly bytes: number
}

/** Things that go wrong with a radar, played by the emulator. */
export type PlayedFault =
  | { readonly fault: 'unplug' }
  | { readonly fault: 'plug' }
  /** Share of the packets, 0 to 1. */
  | { readonly fault: 'loss'; readonly share: number }

export type RadarAsk =
  | { readonly ask: 'find' }
  /**
   * Begins to go through the four steps, in place of a capture under way with other options; how that
   * goes is told by the status. `config` is the text of the configuration, where the page has it.
   */
  | { readonly ask: 'connect'; readonly options: RadarOptions; readonly config?: string }
  | { readonly ask: 'retry' }
  | { readonly ask: 'disconnect' }
  /** A name without folder or ending; '' takes the time of day. */
  | { readonly ask: 'record'; readonly name: string }
  | { readonly ask: 'stop-recording' }
  | { readonly ask: 'play-fault'; readonly fault: PlayedFault }

/** The answer to what was asked with this number. */
export type RadarAnswer =
  | { readonly id: number; readonly answer?: readonly FoundRadar[] }
  | { readonly id: number; readonly error: string }

/** All there is to know, sent when a page comes and whenever it has changed; health once a second. */
export interface RadarStatus {
  /** In the order of the steps. */
  readonly steps: readonly RadarStepState[]
  readonly options?: RadarOptions
  readonly health?: RadarHealth
  readonly recording?: RadarRecording
  /** Of the frames that are kept to go back to: from the first to the newest, s since the first frame. */
  readonly kept?: readonly [from: number, to: number]
}

export type RadarSaid = RadarAnswer | { readonly status: RadarStatus }
export type ToRadar = { readonly id: number; readonly request: RadarAsk }
