/** A capture as a node reads it: frames of samples, one by one. */
import { type Decoding, decodeFrame, type RadarSetup } from '@chirpflow/formats'
import type { PacketCounts, RadarFacts, RadarStream } from '@chirpflow/graph'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import type { Hub } from './hub.ts'

/** What a report says of the packets; dropped: by this system, where it says. */
export interface Traffic {
  readonly counts: PacketCounts
  readonly dropped: number | undefined
}

/**
 * A RadarStream whose frames are still as they came: reading them takes a third of a thread at the
 * card's highest rate, and the thread that captures has none to spare.
 */
export interface RawStream extends Pick<RadarStream, 'report' | 'close'> {
  readonly facts: RadarFacts
  readonly decoding: Decoding
  /** The bytes are the capture's own, not to be written. */
  next(): Promise<Pick<AssembledFrame, 'index' | 'bytes' | 'coverage'> | undefined>
}

/** A reader of its own from the oldest frame kept on; frames of less coverage are not passed on. */
export function openRawStream(
  { facts, device, decoding }: RadarSetup,
  hub: Hub<AssembledFrame>,
  leastCoverage: number,
  traffic: () => Traffic,
): RawStream {
  const reader = hub.attach('oldest')
  let passed = 0
  let damaged = 0
  let withheld = 0
  /** Frames that are due up to the newest one. */
  let due = 0
  return {
    facts,
    decoding,
    async next() {
      for (let frame = await reader.next(); frame; frame = await reader.next()) {
        due = frame.index + 1
        if (frame.coverage < leastCoverage) {
          withheld++
          continue
        }
        passed++
        if (frame.coverage < 1) damaged++
        return frame
      }
      return undefined
    },
    report() {
      const { counts, dropped } = traffic()
      const { skipped } = reader
      const missing = Math.max(0, due - passed - withheld - skipped)
      const own = { device, frames: passed, missing, damaged, withheld, skipped }
      return dropped === undefined ? { ...own, ...counts } : { ...own, ...counts, dropped }
    },
    async close() {
      reader.close()
    },
  }
}

/** The same with frames of samples. */
export function readFrames(raw: RawStream): RadarStream {
  const { facts, decoding } = raw
  return {
    ...facts,
    async next() {
      const frame = await raw.next()
      if (!frame) return undefined
      const { index, bytes, coverage } = frame
      return { index, data: decodeFrame(wordsOf(bytes), decoding), coverage }
    },
    report: raw.report,
    close: raw.close,
  }
}

export function wordsOf(bytes: Uint8Array): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1)
}
