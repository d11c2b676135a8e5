/** A capture as a node reads it: frames of samples, one by one. */
import { decodeFrame, type RadarSetup } from '@chirpflow/formats'
import type { PacketCounts, RadarStream } from '@chirpflow/graph'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import type { Hub } from './hub.ts'

/** What a report says of the packets; dropped: by this system, where it says. */
export interface Traffic {
  readonly counts: PacketCounts
  readonly dropped: number | undefined
}

/** A reader of its own from the oldest frame kept on; frames of less coverage are not passed on. */
export function openStream(
  { facts, device, decoding }: RadarSetup,
  hub: Hub<AssembledFrame>,
  leastCoverage: number,
  traffic: () => Traffic,
): RadarStream {
  const reader = hub.attach('oldest')
  let passed = 0
  let damaged = 0
  let withheld = 0
  return {
    ...facts,
    async next() {
      for (let frame = await reader.next(); frame; frame = await reader.next()) {
        const { index, bytes, coverage } = frame
        if (coverage < leastCoverage) {
          withheld++
          continue
        }
        passed++
        if (coverage < 1) damaged++
        return { index, data: decodeFrame(wordsOf(bytes), decoding), coverage }
      }
      return undefined
    },
    report() {
      const { counts, dropped } = traffic()
      const { skipped } = reader
      const own = { device, frames: passed, damaged, withheld, skipped }
      return dropped === undefined ? { ...own, ...counts } : { ...own, ...counts, dropped }
    },
    async close() {
      reader.close()
    },
  }
}

function wordsOf(bytes: Uint8Array): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1)
}
