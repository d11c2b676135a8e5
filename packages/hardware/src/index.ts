/** Live radar: the DCA1000EVM capture card, the radar's command line, and their emulators. */
export { openCapture } from './capture.ts'
export { CaptureError, type Explanation } from './capture-error.ts'
export { type RawStream, readFrames } from './capture-stream.ts'
export type { Capture, CaptureEnv, CaptureListener, EmulatorControls } from './capture-types.ts'
export { type Clock, systemClock, wait } from './clock.ts'
export {
  type Assembler,
  type AssemblerOptions,
  createAssembler,
  type Sender,
} from './dca1000/assembler.ts'
export { CardError } from './dca1000/card-error.ts'
export {
  type CardSetup,
  configureCard,
  greetCard,
  startRecording,
  stopRecording,
} from './dca1000/card-start.ts'
export type { AssembledFrame } from './dca1000/frame-outlet.ts'
export { type CardLink, type CardLinkOptions, openCardLink } from './dca1000/link.ts'
export {
  type CardVersion,
  codes,
  type DataPacket,
  decodeCommand,
  decodeDataPacket,
  decodeReply,
  encodeCommand,
  encodeDataPacket,
  encodeReply,
  isPossibleSize,
  statusBits,
  versionOf,
} from './dca1000/protocol.ts'
export { createRequests, type Patience, type Requests } from './dca1000/requests.ts'
export { describeStatus, type StatusWord } from './dca1000/status.ts'
export * from './emulator/index.ts'
export { createHub, type Hub, type HubReader } from './hub.ts'
export * from './mmwave/index.ts'
export { createRecorder, type Recorder, type RecorderState } from './recorder.ts'
export { createVirtualClock } from './virtual-clock.ts'
