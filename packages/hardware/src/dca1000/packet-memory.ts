/** The latest packets of a recording: which numbers came, and how each began. */

/** Numbers that are looked back on. At the card's highest rate 17 ms, at 20 frames a second 11 s. */
export const remembered = 1024
/** Bytes of a payload that are kept: noise makes them differ from one recording to the next. */
const keptBytes = 64

export interface PacketMemory {
  has(sequence: number): boolean
  /** Whether the packet that came with this number stood at `position` and began as this one does. */
  matches(sequence: number, position: number, packet: Uint8Array, header: number): boolean
  add(sequence: number, position: number, packet: Uint8Array, header: number): void
}

/** Asked only about the last `remembered` numbers. */
export function createPacketMemory(): PacketMemory {
  const sequences = new Float64Array(remembered).fill(Number.NaN)
  const positions = new Float64Array(remembered)
  const lengths = new Uint8Array(remembered)
  const starts = new Uint8Array(remembered * keptBytes)

  return {
    has: (sequence) => sequences[slotOf(sequence)] === sequence,
    matches(sequence, position, packet, header) {
      const slot = slotOf(sequence)
      if (positions[slot] !== position) return false
      const length = Math.min(lengths[slot], packet.length - header)
      for (let i = 0; i < length; i++) {
        if (starts[slot * keptBytes + i] !== packet[header + i]) return false
      }
      return true
    },
    add(sequence, position, packet, header) {
      const slot = slotOf(sequence)
      const length = Math.min(keptBytes, packet.length - header)
      if (sequences[slot] === sequence && length <= lengths[slot]) return
      sequences[slot] = sequence
      positions[slot] = position
      lengths[slot] = length
      for (let i = 0; i < length; i++) starts[slot * keptBytes + i] = packet[header + i]
    },
  }
}

function slotOf(sequence: number): number {
  return ((sequence % remembered) + remembered) % remembered
}
