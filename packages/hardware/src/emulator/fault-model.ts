/** For tests: what hardware.md 3 says becomes of packets, worked out byte by byte from whole lists. */
import type { PacketCounts } from '@chirpflow/graph'
import { type Fault, ofKind } from './faults.ts'
import type { Sent } from './packet-line.ts'

export interface ExpectedFrame {
  readonly index: number
  readonly coverage: number
  readonly missing: readonly (readonly [number, number])[]
  readonly bytes: Uint8Array
}

export interface Expected {
  readonly counts: PacketCounts
  readonly frames: readonly ExpectedFrame[]
}

/** One recording as it was before anything happened to its packets. */
export interface Truth {
  /** Counts of its first packet, less what they wrap at. */
  readonly firstSequence: number
  /** Zeros in its first packet: of a frame that was under way when the recording was joined. */
  readonly filler: number
  /** Filler and frames, without what fills the last packet up. */
  readonly bytes: Uint8Array
  readonly joined: boolean
  /** Frames nobody recorded before it. */
  readonly away: number
}

const payload = 1456

/** The recordings that a script makes of these frames. */
export function truthOf(frames: readonly Uint8Array[], faults: readonly Fault[]): Truth[] {
  const [restart] = ofKind(faults, 'restart')
  const [join] = ofKind(faults, 'join')
  const before = (join?.frame ?? 0) * frames[0].length
  const filler = before % payload
  const lead = {
    firstSequence: (before - filler) / payload + 1,
    filler,
    joined: join !== undefined,
    away: 0,
  }
  const recorded = (end: number) => concat(new Uint8Array(filler), ...frames.slice(0, end))
  if (!restart) return [{ ...lead, bytes: recorded(frames.length) }]
  const bytes = recorded(Math.max(0, restart.frame - restart.away))
  if (restart.frame >= frames.length) return [{ ...lead, bytes }]
  // What had not filled a packet is never sent.
  const cut = bytes.subarray(0, bytes.length - (bytes.length % payload))
  const rest = concat(...frames.slice(restart.frame))
  return [
    { ...lead, bytes: cut },
    { firstSequence: 1, filler: 0, joined: false, away: restart.away, bytes: rest },
  ]
}

function concat(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces))
}

/** Looks every packet up in the truth, and does with its bytes what the rules say, one by one. */
export function expectedOf(
  arrivals: readonly Sent[],
  truths: readonly Truth[],
  frameBytes: number,
): Expected {
  const counts = { received: 0, lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 }
  const frames: ExpectedFrame[] = []
  let held: Uint8Array | undefined
  let origin = 0
  let nextIndex = 0
  let recording = -1
  let state = open(truths[0], frameBytes)

  for (const sent of arrivals) {
    counts.received++
    if (isForeign(sent)) {
      counts.foreign++
      continue
    }
    const { recording: at, ordinal } = placeOf(truths, sent)
    if (at !== recording) {
      if (recording >= 0) close(truths[at])
      recording = at
      state = open(truths[at], frameBytes)
    }
    place(truths[at], ordinal, lengthOf(sent) - 10)
  }
  close()
  return { counts, frames }

  function place(truth: Truth, ordinal: number, length: number): void {
    const from = ordinal * payload
    const to = Math.min(from + length, truth.bytes.length)
    let fresh = 0
    let placed = 0
    for (let at = from; at < to; at++) {
      if (state.arrived[at]) continue
      // Frames before the one that a recording was joined with have numbers below 0.
      const frame = Math.floor((at - truth.filler) / frameBytes)
      fresh++
      if (frame > state.newest) {
        state.newest = frame
        while (state.closed < frame - 1) finish(truth, state.closed++)
      }
      if (frame < state.closed) continue
      state.arrived[at] = 1
      placed++
      state.there[frame - state.first]++
      while (state.there[state.closed - state.first] === frameBytes) finish(truth, state.closed++)
    }
    if (fresh === 0) counts.doubled++
    else if (placed === 0) counts.late++
    else if (ordinal <= state.highest) counts.reordered++
    state.highest = Math.max(state.highest, ordinal)
    state.seen.add(ordinal)
  }

  function finish(truth: Truth, frame: number): void {
    const start = truth.filler + frame * frameBytes
    const bytes = held?.slice() ?? new Uint8Array(frameBytes)
    const missing: [number, number][] = []
    let there = 0
    for (let at = 0; at < frameBytes; at++) {
      if (start + at >= 0 && state.arrived[start + at]) {
        bytes[at] = truth.bytes[start + at]
        there++
      } else if (missing.at(-1)?.[1] === at) missing[missing.length - 1][1]++
      else missing.push([at, at + 1])
    }
    if (there === 0 || (held === undefined && there < frameBytes)) return
    if (held === undefined) origin = -frame
    held = bytes
    frames.push({ index: origin + frame, coverage: there / frameBytes, missing, bytes })
  }

  /** The end of a recording, and the beginning of the next one. */
  function close(next?: Truth): void {
    const truth = truths[Math.max(0, recording)]
    while (state.closed <= state.newest) finish(truth, state.closed++)
    if (state.seen.size > 0) {
      const lowest = truth.joined ? Math.min(...state.seen) : 0
      counts.lost += state.highest - lowest + 1 - state.seen.size
    }
    if (held) nextIndex = Math.max(nextIndex, origin + state.newest + 1)
    if (next && held) origin = nextIndex + next.away
  }
}

function open({ bytes, filler }: Truth, frameBytes: number) {
  const first = Math.floor(-filler / frameBytes)
  return {
    arrived: new Uint8Array(bytes.length),
    first,
    /** Bytes that arrived of each frame from `first` on. */
    there: new Int32Array(Math.ceil(bytes.length / frameBytes) + 1),
    /** Frames of this recording: all before are closed; the last one of which bytes came. */
    closed: first,
    newest: first - 1,
    highest: -1,
    seen: new Set<number>(),
  }
}

/** A packet that is cut off may have been shorter already. */
const lengthOf = ({ packet, bytes = Infinity }: Sent) => Math.min(bytes, packet.payload.length + 10)

/** Not of the card, or of a size that it never sends: no samples, or half of one. */
export function isForeign(sent: Sent): boolean {
  return sent.from === 'stranger' || lengthOf(sent) <= 10 || lengthOf(sent) % 2 === 1
}

/** Recording that a packet was cut from, and its number there, from 0. */
export function placeOf(truths: readonly Truth[], sent: Sent) {
  for (const [recording, truth] of truths.entries()) {
    const ordinal = ordinalIn(truth, sent)
    if (ordinal !== undefined) return { recording, ordinal }
  }
  throw new Error(`packet ${sent.packet.sequence} is of no recording`)
}

/** Place of a packet in the recording it was cut from; undefined where it is of another. */
function ordinalIn(truth: Truth, { packet }: Sent): number | undefined {
  const ordinal = (packet.sequence - (truth.firstSequence % 2 ** 32) + 2 ** 32) % 2 ** 32
  const bytes = truth.bytes.subarray(ordinal * payload, (ordinal + 1) * payload)
  if (bytes.length === 0) return undefined
  return Buffer.compare(bytes, packet.payload.subarray(0, bytes.length)) === 0 ? ordinal : undefined
}
