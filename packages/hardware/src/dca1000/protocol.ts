/**
 * Bytes of the DCA1000EVM on the wire, and the values they stand for. All fields are little-endian
 * (hardware.md 2; RadarML/xwr capture/types.py, OpenRadar mmwave/dataloader/adc.py). Pure.
 */

/** Codes of requests; 0x0A comes by itself too. 0x04 rewrites the card's addresses for good. */
export const codes = {
  resetFpga: 0x01,
  resetRadar: 0x02,
  configureFpga: 0x03,
  configureEeprom: 0x04,
  recordStart: 0x05,
  recordStop: 0x06,
  playbackStart: 0x07,
  playbackStop: 0x08,
  connect: 0x09,
  systemError: 0x0a,
  configurePackets: 0x0b,
  configureDataMode: 0x0c,
  initPlayback: 0x0d,
  readVersion: 0x0e,
} as const

/** Numbers of the bits in the status that comes with code 0x0A. */
export const statusBits = {
  noLvdsData: 0,
  noHeader: 1,
  eepromFailure: 2,
  sdDetected: 3,
  sdRemoved: 4,
  sdFull: 5,
  modeFailure: 6,
  ddrFull: 7,
  recordCompleted: 8,
  lvdsBufferFull: 9,
  playbackCompleted: 10,
  playbackOutOfSequence: 11,
} as const
export type StatusBit = keyof typeof statusBits

export interface Command {
  readonly code: number
  readonly data: Uint8Array
}

/** The answer to a command, or an event that comes by itself (code 0x0A). */
export interface Reply {
  readonly code: number
  /** 0 done, 1 failed; the version for 0x0E; status bits for 0x0A. 16 bits. */
  readonly status: number
}

/** A packet of raw mode. */
export interface DataPacket {
  /** From 1 on; 32 bits. */
  readonly sequence: number
  /** Payload bytes that were sent before this packet; 48 bits. */
  readonly byteCount: number
  readonly payload: Uint8Array
}

export interface CardVersion {
  readonly major: number
  readonly minor: number
  /** The card runs its playback image, which records nothing. */
  readonly playback: boolean
}

/** Sequence and byte count in front of a packet's payload. */
export const dataHeaderBytes = 10
/** Largest datagram that fits an Ethernet frame; the card sends 1466 (10 + 1456). */
const largestPacket = 1472
export const mostPayload = largestPacket - dataHeaderBytes
const head = 0xa55a
const foot = 0xeeaa
/** Most bytes of data that a command carries. */
const mostData = 504

/**
 * A request: `5A A5`, code, size, data, `AA EE`.
 * @param data 0 to 504 bytes; a RangeError says when there are more
 */
export function encodeCommand(code: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  if (data.length > mostData) {
    throw new RangeError(`a command carries at most ${mostData} bytes, not ${data.length}`)
  }
  const bytes = new Uint8Array(8 + data.length)
  writeWords(bytes, 0, [head, code, data.length])
  bytes.set(data, 6)
  writeWords(bytes, 6 + data.length, [foot])
  return bytes
}

/** undefined for anything that is not one whole request. */
export function decodeCommand(bytes: Uint8Array): Command | undefined {
  if (bytes.length < 8 || word(bytes, 0) !== head) return undefined
  const size = word(bytes, 4)
  if (size > mostData || bytes.length !== 8 + size || word(bytes, 6 + size) !== foot) {
    return undefined
  }
  return { code: word(bytes, 2), data: bytes.slice(6, 6 + size) }
}

/** An answer or an event: `5A A5`, code, status, `AA EE`. */
export function encodeReply(code: number, status: number): Uint8Array {
  const bytes = new Uint8Array(8)
  writeWords(bytes, 0, [head, code, status, foot])
  return bytes
}

/** undefined for anything that is not one whole answer. */
export function decodeReply(bytes: Uint8Array): Reply | undefined {
  if (bytes.length !== 8 || word(bytes, 0) !== head || word(bytes, 6) !== foot) return undefined
  return { code: word(bytes, 2), status: word(bytes, 4) }
}

/** @param packet counts beyond 32 and 48 bits wrap, as the card's do */
export function encodeDataPacket({ sequence, byteCount, payload }: DataPacket): Uint8Array {
  const bytes = new Uint8Array(dataHeaderBytes + payload.length)
  const low = byteCount % 2 ** 32
  const high = Math.floor(byteCount / 2 ** 32)
  const words = [sequence, sequence >>> 16, low, low >>> 16, high]
  writeWords(bytes, 0, words)
  bytes.set(payload, dataHeaderBytes)
  return bytes
}

/** undefined where no card sends a packet of that size. The payload is a view of `bytes`. */
export function decodeDataPacket(bytes: Uint8Array): DataPacket | undefined {
  if (!isPossibleSize(bytes.length)) return undefined
  return {
    sequence: sequenceOf(bytes),
    byteCount: byteCountOf(bytes),
    payload: bytes.subarray(dataHeaderBytes),
  }
}

/** Whether a data packet can be so long: a header, whole 16-bit words behind it, one Ethernet frame. */
export function isPossibleSize(length: number): boolean {
  return length > dataHeaderBytes && length <= largestPacket && length % 2 === 0
}

/** 32-bit sequence number of a data packet. */
export function sequenceOf(bytes: Uint8Array): number {
  return word(bytes, 0) + word(bytes, 2) * 2 ** 16
}

/** 48-bit byte count of a data packet. */
export function byteCountOf(bytes: Uint8Array): number {
  return word(bytes, 4) + word(bytes, 6) * 2 ** 16 + word(bytes, 8) * 2 ** 32
}

/** What the answer to 0x0E says: major in bits 0 to 6, minor in 7 to 13, the image in 14. */
export function versionOf(status: number): CardVersion {
  return { major: status & 0x7f, minor: (status >> 7) & 0x7f, playback: (status & 0x4000) !== 0 }
}

/**
 * Data of CONFIG_FPGA_GEN: raw logging, LVDS capture, to Ethernet, timer 30. Lanes are those of the
 * board: 4 on xWR12xx and xWR14xx, 2 on all others.
 */
export function fpgaConfiguration(lanes: 2 | 4, bits: 12 | 14 | 16): Uint8Array {
  return Uint8Array.of(1, lanes === 4 ? 1 : 2, 1, 2, bits / 2 - 5, 30)
}

/**
 * Data of CONFIG_PACKET_DATA with the pause between two packets, s, in steps of 8 ns. A RangeError
 * says when it is not within 0 to 524 µs.
 */
export function packetConfiguration(delay: number, size = 1472): Uint8Array {
  const steps = Math.round(delay / 8e-9)
  if (!(steps >= 0 && steps <= 0xffff)) {
    throw new RangeError(`the pause between packets is 0 to 524 µs, not ${delay * 1e6} µs`)
  }
  const bytes = new Uint8Array(6)
  writeWords(bytes, 0, [size, steps, 0])
  return bytes
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8)
}

function writeWords(bytes: Uint8Array, at: number, words: readonly number[]): void {
  for (const value of words) {
    bytes[at++] = value & 0xff
    bytes[at++] = (value >>> 8) & 0xff
  }
}
