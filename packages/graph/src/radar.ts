/**
 * A radar that is looked at while it sends: how it is reached, what is known before it sends, its
 * frames, and what is said of its health. Interfaces and plain data; hardware implements them, the
 * page and the command line show them.
 */
import type { Acquisition, Axis } from './signal.ts'

/** Boards and firmware that are known, each a data file; emulator stands for a made-up radar. */
export const radarDevices = [
  'auto',
  'emulator',
  'iwr1443-lvds-stream',
  'iwr1443-studio',
  'awr1443-studio',
  'iwr1642-demo',
  'awr1642-demo',
  'iwr1843-demo',
  'awr1843-demo',
  'iwr6843-demo',
] as const
export type RadarDevice = (typeof radarDevices)[number]

export interface RadarOptions {
  /** auto asks the board itself over its command line. */
  readonly device: RadarDevice
  /** Path of the TI .cfg that is sent to the board, and says what a frame is. */
  readonly config: string
  /** Serial port of the board's command line; '' looks for it. */
  readonly commandPort: string
  /** Address of this machine at the card. */
  readonly address: string
  readonly cardAddress: string
  readonly configPort: number
  readonly dataPort: number
  /** Pause of the card between two packets, s. */
  readonly packetDelay: number
  /** Which of a pair of samples comes first; auto takes it from the device. */
  readonly iqOrder: 'auto' | 'iq' | 'qi'
  /** Share of a frame that has to arrive for it to be passed on, 0 to 1. */
  readonly leastCoverage: number
}

/** What the configuration and the device settle before anything is sent. */
export interface RadarFacts {
  readonly dtype: 'complex64' | 'float32'
  /** (chirp, rx, sample). */
  readonly axes: readonly Axis[]
  readonly acquisition: Acquisition & { readonly frameInterval: number }
  /** Bytes of one frame as the card sends it. */
  readonly frameBytes: number
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/** One frame as it is passed on. What did not arrive holds the last frame's samples at that place. */
export interface RadarFrame {
  /** Frames since the first whole one, missing ones counted. */
  readonly index: number
  readonly data: Float32Array
  /** Share of its bytes that arrived, above 0 to 1. */
  readonly coverage: number
}

export interface RadarStream extends RadarFacts {
  /** The next frame; waits for it. undefined when the capture was ended; throws HostError when it cannot go on. */
  next(): Promise<RadarFrame | undefined>
  /** For the run's report. */
  report(): Readonly<Record<string, number | string>>
  close(): Promise<void>
}

/** Packets by what became of them (hardware.md 3). */
export interface PacketCounts {
  readonly received: number
  /** Sequence numbers never seen. */
  readonly lost: number
  /** Placed in a frame still open, but not in order. */
  readonly reordered: number
  /** Its frame was closed. */
  readonly late: number
  /** All its bytes were there already. */
  readonly doubled: number
  /** Another sender, another port, an impossible size. */
  readonly foreign: number
}

export const radarSteps = ['find', 'check', 'configure', 'stream'] as const
export type RadarStep = (typeof radarSteps)[number]

/** One of the four steps of connecting, as it stands. */
export interface RadarStepState {
  readonly step: RadarStep
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  /** What was found, or what went wrong, in one sentence. */
  readonly message: string
  /** Where it failed: what is probably the reason, and what to do. */
  readonly cause?: string
  readonly remedy?: string
}

/** How a capture is doing. Seconds, bytes; rates a second. */
export interface RadarHealth {
  readonly state: 'connecting' | 'streaming' | 'silent' | 'lost' | 'ended'
  /** What a person has to know of the state; '' where all is well. */
  readonly message: string
  readonly remedy: string
  /** Seconds since the first frame. */
  readonly time: number
  readonly frames: number
  /** Frames of which a part or nothing arrived. */
  readonly damaged: number
  readonly missing: number
  readonly frameRate: number
  readonly packetRate: number
  readonly packets: PacketCounts
  /** Datagrams that this system dropped by its own count, where it says. */
  readonly dropped?: number
  /** The newest frame: its place in time by its index, and how long ago its last byte had come, s. */
  readonly newest?: { readonly time: number; readonly age: number }
  /** Standard deviation of the time between frames, s. */
  readonly jitter: number
  /** Frames that wait for the chain. */
  readonly queue: number
  readonly queueLimit: number
  /** Share of the bytes of the last 10 s that arrived. */
  readonly coverage: number
  /** Receive buffer the system gave, bytes. */
  readonly receiveBuffer: number
}
