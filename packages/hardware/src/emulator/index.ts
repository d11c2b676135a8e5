/** A DCA1000 and a radar that are not there. */
export type { CardReport } from './card.ts'
export type { EmulatorReport } from './emulated-radar.ts'
export type { CardFault, Cut, Fault, PacketFault, Part, StreamFault } from './faults.ts'
export { parts } from './faults.ts'
export type { FrameFeed } from './feed.ts'
export { faultForms, parseFault } from './parse-faults.ts'
export { startUdpEmulator, type UdpEmulator, type UdpEmulatorOptions } from './udp-emulator.ts'
