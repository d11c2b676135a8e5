/** One recording of an emulated card: frames in, packets as they go over the wire out. Pure. */
import { type Fault, ofKind } from './faults.ts'
import { createPacketLine, type Sent } from './packet-line.ts'
import { createPacketiser } from './packetiser.ts'

export interface CardStream {
  /** The next frame of the radar. */
  frame(bytes: Uint8Array): Sent[]
  /** Ends the recording. */
  stop(): Sent[]
}

/** What a card sends of a run, with the faults that are in the frames and on the way. */
export function createCardStream(
  frameBytes: number,
  faults: readonly Fault[],
  seed: number,
): CardStream {
  const line = createPacketLine(faults, seed)
  const joined = Math.max(0, ...ofKind(faults, 'join').map(({ frame }) => frame))
  const packetiser = createPacketiser(joined * frameBytes)
  let index = 0

  return {
    frame(bytes) {
      const current = index++
      const restarts = ofKind(faults, 'restart')
      const away = restarts.some(({ frame, away }) => frame - away <= current && current < frame)
      if (away) return []
      const before: Sent[] = []
      if (restarts.some(({ frame }) => frame === current)) {
        packetiser.restart()
        before.push(...line.finish())
      }
      return [...before, ...packetiser.push(bytes).flatMap((packet) => line.push(packet))]
    },
    stop() {
      const short = ofKind(faults, 'short-last').length > 0
      const last = packetiser.finish(short).flatMap((packet) => line.push(packet))
      return [...last, ...line.finish()]
    },
  }
}
