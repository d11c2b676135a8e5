/** Frames from the capture card's data packets, whatever happened to them on the way. Pure. */
import type { PacketCounts } from '@chirpflow/graph'
import { type AssembledFrame, createFrameOutlet } from './frame-outlet.ts'
import { isPossibleSize, sequenceOf } from './protocol.ts'
import {
  type Counts,
  countsOf,
  type Fit,
  isEarly,
  isSuccessor,
  openSession,
  type Session,
  type Word,
} from './session.ts'

/** Where a datagram came from. */
export interface Sender {
  readonly address: string
  readonly port: number
}

export interface AssemblerOptions {
  readonly frameBytes: number
  /** Who may send; what is left out is not looked at. A real card sends from port 1024. */
  readonly card?: Partial<Sender>
  /** Share of a frame that has to arrive for it to be passed on, 0 to 1. */
  readonly leastCoverage?: number
  /** Whole frame periods without a frame before a restart, asked when one is met; 0 if left out. */
  readonly framesAway?: () => number
  readonly onFrame: (frame: AssembledFrame) => void
}

export interface Assembler {
  /** Takes one datagram of the data port; its bytes may be written again afterwards. */
  push(packet: Uint8Array, sender: Sender): void
  /**
   * The recording is over: what is open closes, and what still comes for it is late. Any other packet
   * begins another recording, whose indices go on rising.
   */
  finish(): void
  /**
   * So far. received counts every datagram: those in order, and reordered, late, doubled and foreign
   * ones. Numbers missing before a recording's first packet are lost where it is one of the first
   * 1024; otherwise a recording under way was joined.
   */
  counts(): PacketCounts
}

/**
 * Places bytes by the packet's byte count, by the rules of hardware.md 3. A recording is told from
 * the one before by counts that do not go on, or by another content under a number had before; its
 * byte 0 is the beginning of a frame (RECORD_START comes before sensorStart). Packets of the
 * recording before that still come are late or doubled.
 *
 * Throws RangeError where frameBytes is not a whole number above 0 or leastCoverage not a share.
 */
export function createAssembler({
  frameBytes,
  card = {},
  leastCoverage = 0,
  framesAway = () => 0,
  onFrame,
}: AssemblerOptions): Assembler {
  if (!Number.isSafeInteger(frameBytes) || frameBytes < 1) {
    throw new RangeError(`a frame has a whole number of bytes above 0, not ${frameBytes}`)
  }
  if (!(leastCoverage >= 0 && leastCoverage <= 1)) {
    throw new RangeError(`the least coverage is a share from 0 to 1, not ${leastCoverage}`)
  }
  const outlet = createFrameOutlet(frameBytes, leastCoverage, framesAway, onFrame)
  const words = { ordered: 0, reordered: 0, late: 0, doubled: 0 }
  let received = 0
  let foreign = 0
  /** Of recordings that are forgotten. */
  let lost = 0
  let session: Session | undefined
  /** The recording before, while packets of it may still come. */
  let former: Session | undefined
  /** Come late, or the first of a new recording: the next packet tells. */
  let doubtful: Uint8Array | undefined
  /** A packet out of place; if its successor comes next, a recording under way was joined. */
  let astray: Counts | undefined

  return {
    push(packet, { address, port }) {
      received++
      const others =
        (card.address !== undefined && card.address !== address) ||
        (card.port !== undefined && card.port !== port)
      if (others || !isPossibleSize(packet.length)) {
        foreign++
        return
      }
      if (doubtful) settle(doubtful, packet)
      take(packet)
    },
    finish() {
      if (doubtful) settle(doubtful)
      end()
    },
    counts() {
      const all = lost + (session?.lost() ?? 0) + (former?.lost() ?? 0)
      const { reordered, late, doubled } = words
      return { received, lost: all, reordered, late, doubled, foreign }
    },
  }

  function take(packet: Uint8Array): void {
    const fit = session?.fit(packet)
    const earlier = former && isOf(former, packet, fit) ? former : undefined
    if (session && (fit === 'next' || fit === 'same')) accept(session, packet)
    else if (isDoubtful(packet, fit, earlier)) doubtful = packet.slice()
    else if (earlier) accept(earlier, packet)
    else if (!session) begin(packet)
    else if (fit === 'behind' || fit === 'ahead') accept(session, packet)
    else if (isEarly(packet) || (astray && isSuccessor(astray, packet))) begin(packet)
    else {
      if (fit === 'far') accept(session, packet)
      else foreign++
      astray = countsOf(packet)
    }
  }

  /** Packet 1 where it is missing, or anything that still comes for a recording that is over. */
  function isDoubtful(packet: Uint8Array, fit: Fit | undefined, earlier?: Session): boolean {
    const first = sequenceOf(packet) === 1
    if (session) return first && !earlier && fit === 'behind'
    return (first && earlier !== undefined) || former?.fit(packet) === 'beyond'
  }

  /** Whether a packet with this fit to the session belongs to the one before. */
  function isOf(earlier: Session, packet: Uint8Array, fit: Fit | undefined): boolean {
    if (fit === 'next' || fit === 'same') return false
    const own = earlier.fit(packet)
    if (own === 'same') return true
    if (fit === 'behind') return false
    if (own === 'behind') return !session || sequenceOf(packet) !== 1
    return own === 'next' || own === 'ahead'
  }

  function accept(owner: Session, packet: Uint8Array): void {
    words[owner.accept(packet) satisfies Word]++
    astray = undefined
    if (!session?.settled || !former) return
    lost += former.lost()
    former = undefined
  }

  /** Decides what the packet held back was, by the one that came next. */
  function settle(first: Uint8Array, next?: Uint8Array): void {
    doubtful = undefined
    const owner = session ?? former
    if (!owner || (next && isFollowed(first, owner, next))) begin(first)
    else accept(owner, first)
  }

  /** Whether `next` is of a recording that began with `first`. */
  function isFollowed(first: Uint8Array, owner: Session, next: Uint8Array): boolean {
    const fit = owner.fit(next)
    if (session && former && isOf(former, next, fit)) return false
    if (isSuccessor(countsOf(first), next) && (!session || fit === 'behind')) return true
    return sequenceOf(first) === 1 && isEarly(next) && (fit === 'apart' || fit === 'beyond')
  }

  function begin(first: Uint8Array): void {
    end()
    const fromStart = isEarly(first) && former?.fit(first) !== 'beyond'
    session = openSession(first, fromStart, frameBytes, outlet.close)
    outlet.begin(session.firstFrame)
    accept(session, first)
  }

  function end(): void {
    if (!session) return
    outlet.end(session.end())
    lost += former?.lost() ?? 0
    former = session
    session = undefined
  }
}
