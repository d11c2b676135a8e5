/** The command line of TI's radars, and one that is not there. */
export { type CommandLine, createCommandLine } from './command-line.ts'
export { configure, type LineResult, startSensor, stopSensor } from './configure.ts'
export type { FirmwareKind } from './emulated-firmware.ts'
export {
  describeFirmware,
  deviceOf,
  type Firmware,
  type FoundDevice,
  identify,
  releaseOf,
  whyNoStream,
} from './identify.ts'
export { type Line, lineOfStream, linePair } from './line.ts'
export { listPorts, openLine } from './open-line.ts'
export { choosePort, type PortInfo, rankPorts } from './ports.ts'
export {
  createRadarEmulator,
  type LineFault,
  type RadarEmulator,
  type RadarEmulatorOptions,
} from './radar-emulator.ts'
export type { LineReply, ReplyKind } from './reply.ts'
export { openPseudoTerminal, openSocketTerminal, type Terminal } from './terminal.ts'
