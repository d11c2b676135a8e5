/**
 * What has to become of a capture's packets, by hardware.md 3, byte for byte and knowing the truth:
 * which recording a packet belongs to and where its bytes stand. Slow, and written from the rules.
 */

/** A datagram, and what it really is; without `truth` it is nobody's. */
export interface Arrival {
  readonly wire: Uint8Array
  readonly sender: { readonly address: string; readonly port: number }
  readonly truth?: {
    readonly recording: number
    /** Number and place from the beginning of the recording on, never wrapped. */
    readonly number: number
    readonly position: number
    /** Its bytes without the filling of a last packet. */
    readonly payload: Uint8Array
  }
}

/** 'finish' is the caller's word that the recording is over. */
export type CaptureEvent = Arrival | 'finish'

export interface ModelFrame {
  readonly index: number
  readonly bytes: Uint8Array
  readonly coverage: number
  readonly missing: [number, number][]
}

export interface ModelCounts {
  received: number
  lost: number
  reordered: number
  late: number
  doubled: number
  foreign: number
}

interface Recording {
  readonly id: number
  /** By the number of the frame: each byte, -1 where it did not arrive. */
  readonly arrived: Map<number, Int16Array>
  readonly numbers: Set<number>
  lowest: number
  highest: number
  firstFrame: number
  closedTo: number
  newest: number
  origin: number
}

/** A recording whose first packet here has more packets before it was joined on its way. */
const joinedAfter = 1024

export function modelCapture(
  events: readonly CaptureEvent[],
  frameBytes: number,
  leastCoverage: number,
  framesAway: number,
): { frames: ModelFrame[]; counts: ModelCounts } {
  const frames: ModelFrame[] = []
  const counts = { received: 0, lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 }
  const recordings: Recording[] = []
  let current: Recording | undefined
  let nextIndex = 0

  for (const event of events) {
    if (event === 'finish') end()
    else arrive(event)
  }
  end()
  for (const { lowest, highest, numbers } of recordings) {
    counts.lost += highest - lowest + 1 - numbers.size
  }
  return { frames, counts }

  function arrive({ truth }: Arrival): void {
    counts.received++
    if (!truth) {
      counts.foreign++
      return
    }
    const { number, position, payload } = truth
    let recording = recordings.find(({ id }) => id === truth.recording)
    if (!recording) {
      end()
      recording = begin(truth)
    }
    const inOrder = number > recording.highest
    recording.numbers.add(number)
    recording.lowest = Math.min(recording.lowest, number)
    recording.highest = Math.max(recording.highest, number)
    let there = 0
    let placed = 0
    payload.forEach((value, at) => {
      if (byteAt(recording, position + at) >= 0) there++
      else if (put(recording, position + at, value)) placed++
    })
    if (there === payload.length) counts.doubled++
    else if (placed === 0) counts.late++
    else if (!inOrder) counts.reordered++
  }

  function begin({ recording: id, number, position }: NonNullable<Arrival['truth']>): Recording {
    const frame = Math.floor(position / frameBytes)
    const joined = number > joinedAfter || position > joinedAfter * 1462
    const firstFrame = joined ? frame : 0
    const closedTo = joined ? frame : Math.max(0, frame - 1)
    current = {
      id,
      arrived: new Map(),
      numbers: new Set(),
      lowest: joined ? number : 1,
      highest: number - 1,
      firstFrame,
      closedTo,
      newest: closedTo - 1,
      origin: frames.length > 0 ? nextIndex + framesAway - firstFrame : 0,
    }
    recordings.push(current)
    return current
  }

  /** Whether the byte's frame is open. Closes what is closed by it. */
  function put(recording: Recording, position: number, value: number): boolean {
    const frame = Math.floor(position / frameBytes)
    if (recording !== current || frame < recording.closedTo) return false
    recording.newest = Math.max(recording.newest, frame)
    while (recording.closedTo < frame - 1) close(recording)
    const bytes = recording.arrived.get(frame) ?? new Int16Array(frameBytes).fill(-1)
    recording.arrived.set(frame, bytes)
    bytes[position - frame * frameBytes] = value
    while (recording.closedTo <= recording.newest && isWhole(recording, recording.closedTo)) {
      close(recording)
    }
    return true
  }

  function isWhole({ arrived }: Recording, frame: number): boolean {
    const bytes = arrived.get(frame)
    // Its last byte is the likeliest to be missing.
    return bytes !== undefined && bytes[frameBytes - 1] >= 0 && !bytes.includes(-1)
  }

  function byteAt({ arrived }: Recording, position: number): number {
    const frame = Math.floor(position / frameBytes)
    return arrived.get(frame)?.[position - frame * frameBytes] ?? -1
  }

  function close(recording: Recording): void {
    const frame = recording.closedTo++
    const last = frames.at(-1)?.bytes
    const bytes = new Uint8Array(frameBytes)
    const missing: [number, number][] = []
    let had = 0
    for (let at = 0; at < frameBytes; at++) {
      const value = byteAt(recording, frame * frameBytes + at)
      bytes[at] = value >= 0 ? value : (last?.[at] ?? 0)
      if (value >= 0) had++
      else if (missing.at(-1)?.[1] === at) missing[missing.length - 1][1]++
      else missing.push([at, at + 1])
    }
    const coverage = had / frameBytes
    if (had === 0 || coverage < leastCoverage) return
    if (frames.length === 0) {
      if (had < frameBytes) return
      recording.origin = -frame
    }
    frames.push({ index: recording.origin + frame, bytes, coverage, missing })
  }

  function end(): void {
    if (!current) return
    while (current.closedTo <= current.newest) close(current)
    if (frames.length > 0) nextIndex = Math.max(nextIndex, current.origin + current.newest + 1)
    current = undefined
  }
}
