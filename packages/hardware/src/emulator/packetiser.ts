/** Cuts a radar's bytes into the card's packets: one size, numbered from 1, counted from byte 0. */
import type { DataPacket } from '../dca1000/protocol.ts'

/** Payload of a full packet in raw mode (hardware.md 2). */
export const payloadBytes = 1456

export interface Packetiser {
  /** The packets that these bytes complete; what is left waits for more. */
  push(bytes: Uint8Array): DataPacket[]
  /** The packet with the bytes that wait, filled up with zeros unless it is to be short. */
  finish(short: boolean): DataPacket[]
  /** Drops what waits and counts anew. */
  restart(): void
}

/** @param before bytes that the recording has had already; those in the packet under way are zero. */
export function createPacketiser(before = 0): Packetiser {
  let packets = Math.floor(before / payloadBytes)
  let waiting = new Uint8Array(payloadBytes)
  let filled = before % payloadBytes

  return {
    push(bytes) {
      const done: DataPacket[] = []
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + payloadBytes - filled)
        waiting.set(part, filled)
        at += part.length
        filled += part.length
        if (filled === payloadBytes) done.push(take(payloadBytes))
      }
      return done
    },
    finish: (short) => (filled === 0 ? [] : [take(short ? filled : payloadBytes)]),
    restart() {
      packets = 0
      filled = 0
      waiting = new Uint8Array(payloadBytes)
    },
  }

  /** Counts are as wide as on the wire: 32 and 48 bits. */
  function take(length: number): DataPacket {
    const packet = {
      sequence: (packets + 1) % 2 ** 32,
      byteCount: (packets * payloadBytes) % 2 ** 48,
      payload: waiting.subarray(0, length),
    }
    packets++
    waiting = new Uint8Array(payloadBytes)
    filled = 0
    return packet
  }
}
