/** One recording of the card, from its first packet to a restart of its counts or the stop. */
import { type ClosedFrame, createFrameWindow } from './frame-window.ts'
import { createPacketMemory, remembered } from './packet-memory.ts'
import { byteCountOf, dataHeaderBytes, mostPayload, sequenceOf } from './protocol.ts'
import { unwrap } from './wrap.ts'

/**
 * How a packet's counts stand to what a session had. next: one further than the highest; ahead:
 * further than that; behind: not had yet, and remembered as such; same: had; far: behind what is
 * remembered; apart: no packet of this session has these counts, or this content at these counts;
 * beyond: further on than the last frame of a session that has ended.
 */
export type Fit = 'next' | 'ahead' | 'behind' | 'same' | 'far' | 'apart' | 'beyond'

/** What became of a packet (hardware.md 3). */
export type Word = 'ordered' | 'reordered' | 'late' | 'doubled'

export interface Session {
  /** Number of the frame that the recording, as far as it is known, began with. */
  readonly firstFrame: number
  fit(packet: Uint8Array): Fit
  /** Takes a packet that is not apart. */
  accept(packet: Uint8Array): Word
  /** Sequence numbers never seen. */
  lost(): number
  /** Whether enough came since it began to forget the session before it. */
  readonly settled: boolean
  /** Closes what is open; the number of the first frame that nothing arrived of. */
  end(): number
}

/** Whether a recording can have begun just before a packet with these counts. */
export function isEarly(packet: Uint8Array): boolean {
  return sequenceOf(packet) <= remembered && byteCountOf(packet) <= remembered * mostPayload
}

/** The counts of a packet as they stand in it. */
export interface Counts {
  readonly sequence: number
  readonly byteCount: number
}

export function countsOf(packet: Uint8Array): Counts {
  return { sequence: sequenceOf(packet), byteCount: byteCountOf(packet) }
}

/** Whether the card can have sent `next` right after the packet with these counts. */
export function isSuccessor({ sequence, byteCount }: Counts, next: Uint8Array): boolean {
  const bytes = (byteCountOf(next) - byteCount + 2 ** 48) % 2 ** 48
  return sequenceOf(next) === (sequence + 1) % 2 ** 32 && bytes <= mostPayload
}

/**
 * @param first its first packet
 * @param fromStart packets before it are lost, back to number 1; else the recording was joined on its
 * way, and begins with the packet's frame
 */
export function openSession(
  first: Uint8Array,
  fromStart: boolean,
  frameBytes: number,
  onClosed: (frame: ClosedFrame) => void,
): Session {
  const memory = createPacketMemory()
  const frame = Math.floor(byteCountOf(first) / frameBytes)
  const window = createFrameWindow(frameBytes, fromStart ? Math.max(0, frame - 1) : frame, onClosed)
  /** Both counted on beyond 32 and 48 bits. */
  let highest = sequenceOf(first) - 1
  let highestPosition = byteCountOf(first)
  let lowest = fromStart ? Math.min(1, highest + 1) : highest + 1
  let seen = 0
  let endOfAll = Infinity
  /** The zeros at the end of the highest packet, held until it is clear that it is not the last. */
  let tail: { readonly position: number; readonly length: number } | undefined

  return {
    firstFrame: fromStart ? 0 : frame,
    fit(packet) {
      const sequence = numberOf(packet)
      const position = positionOf(packet)
      const ahead = sequence - highest
      const bytesAhead = position - highestPosition
      if (ahead > 0) {
        // Packets may overlap, but not many of them.
        const least = Math.max(0, ahead - remembered)
        if (bytesAhead < least || bytesAhead > ahead * mostPayload) return 'apart'
        if (position >= endOfAll) return 'beyond'
        return ahead === 1 ? 'next' : 'ahead'
      }
      if (ahead <= -remembered) return 'far'
      if (memory.has(sequence)) {
        return memory.matches(sequence, position, packet, dataHeaderBytes) ? 'same' : 'apart'
      }
      return bytesAhead <= 0 && bytesAhead >= ahead * mostPayload ? 'behind' : 'apart'
    },
    accept(packet) {
      const sequence = numberOf(packet)
      const position = positionOf(packet)
      const newest = sequence > highest
      if (newest && tail) window.place(tail.position, zeros, 0, tail.length)
      if (newest) {
        tail = undefined
        highest = sequence
        highestPosition = position
      }
      const end = sequence === highest ? withoutTail(packet, position) : packet.length
      if (end < packet.length) {
        tail = { position: position + end - dataHeaderBytes, length: packet.length - end }
      }
      if (sequence > highest - remembered) {
        lowest = Math.min(lowest, sequence)
        if (!memory.has(sequence)) seen++
        memory.add(sequence, position, packet, dataHeaderBytes)
      }
      const placed = window.place(position, packet, dataHeaderBytes, end)
      if (placed === 'there') return 'doubled'
      if (placed === 'closed') return 'late'
      return newest ? 'ordered' : 'reordered'
    },
    lost: () => highest - lowest + 1 - seen,
    get settled() {
      return highest - lowest > remembered
    },
    end() {
      const nextFrame = window.end()
      endOfAll = nextFrame * frameBytes
      return nextFrame
    },
  }

  function numberOf(packet: Uint8Array): number {
    return unwrap(sequenceOf(packet), highest, 2 ** 32)
  }

  function positionOf(packet: Uint8Array): number {
    return unwrap(byteCountOf(packet), highestPosition, 2 ** 48)
  }

  /**
   * Where a packet's bytes end without zeros from the beginning of a frame on. The card fills its
   * last packet up with zeros, and they are no frame (pyRadar #10).
   */
  function withoutTail(packet: Uint8Array, position: number): number {
    let end = packet.length
    while (end > dataHeaderBytes && packet[end - 1] === 0) end--
    const from = Math.max(position + end - dataHeaderBytes, position + 1)
    const boundary = Math.ceil(from / frameBytes) * frameBytes
    return Math.min(packet.length, boundary - position + dataHeaderBytes)
  }
}

const zeros = new Uint8Array(mostPayload)
