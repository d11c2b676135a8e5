/** What a capture is to those who start it, watch it and read from it. */
import type { RadarSetup } from '@chirpflow/formats'
import type { ByteSource, RadarHealth, RadarStepState, RadarStream } from '@chirpflow/graph'
import type { RawStream } from './capture-stream.ts'
import type { Clock } from './clock.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import type { EmulatorReport } from './emulator/emulated-radar.ts'
import type { Fault, Part } from './emulator/faults.ts'
import type { FrameFeed } from './emulator/feed.ts'
import type { Hub } from './hub.ts'
import type { FirmwareKind } from './mmwave/emulated-firmware.ts'
import type { LineFault } from './mmwave/radar-emulator.ts'
import type { RecorderState } from './recorder.ts'

export interface CaptureEnv {
  readonly clock: Clock
  readonly open: (path: string) => Promise<ByteSource>
  /** Bytes of frames that are kept to go back to. */
  readonly keep: number
  /** What device "emulator" looks at. */
  readonly feed?: (setup: RadarSetup) => FrameFeed | Promise<FrameFeed>
  /** How it behaves; in real time and without faults where nothing is said. */
  readonly emulator?: {
    readonly speed: number
    readonly faults: readonly Fault[]
    readonly seed: number
    /** Of its command line. */
    readonly firmware?: Partial<FirmwareKind>
    readonly lineFaults?: readonly LineFault[]
  }
}

export interface CaptureListener {
  step?(state: RadarStepState): void
  health?(health: RadarHealth): void
  frame?(frame: AssembledFrame): void
}

export interface Capture {
  /** Once the first whole frame is there; rejects with HostError where a step failed. */
  readonly ready: Promise<RadarSetup>
  readonly hub: Hub<AssembledFrame>
  /** The result takes the listener off. */
  listen(listener: CaptureListener): () => void
  steps(): readonly RadarStepState[]
  health(): RadarHealth
  /** Its frames from the oldest kept on, those of less coverage left out. Waits for `ready`. */
  stream(leastCoverage: number): Promise<RadarStream>
  /** The same, to be read where there is time for it. */
  rawStream(leastCoverage: number): Promise<RawStream>
  /** Begins to write the frames to NAME.bin and NAME.capture.jsonl, from the next one on. */
  record(path: string, leastCoverage: number): Promise<void>
  /**
   * Ends the recording under way, or tells of the one that ended with the capture; undefined where
   * there is none. Rejects with HostError where the disk did not take all of it.
   */
  stopRecording(): Promise<RecorderState | undefined>
  recording(): RecorderState | undefined
  /** Of device "emulator", once it was started. */
  readonly emulator: EmulatorControls | undefined
  /** Stops radar and card, passes on what is still under way, and lets go of everything. */
  close(): Promise<void>
}

export interface EmulatorControls {
  cut(part: Part): void
  restore(part: Part): void
  setFaults(faults: readonly Fault[]): void
  isOn(part: Part): boolean
  report(): EmulatorReport
}
