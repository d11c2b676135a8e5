/** Watches the first frames of a capture for I and Q that are taken for one another. */
import { isComplex, judgeBeats, type RadarSetup } from '@chirpflow/formats'
import type { Explanation } from './capture-error.ts'
import { wordsOf } from './capture-stream.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'

/** Frames that are judged together. */
const together = 16

export interface BeatWatch {
  frame(frame: AssembledFrame): void
  /** What a person has to know; undefined while nothing speaks against the order. */
  read(): Explanation | undefined
}

/** Judges the first whole frames; where they hold no target, others after twice the time, and so on. */
export function createBeatWatch({ decoding, iqOrder, geometry }: RadarSetup): BeatWatch {
  const opposite = iqOrder === 'qi' ? 'iq' : 'qi'
  let done = !isComplex(decoding.layout)
  let next = 0
  let some: Int16Array[] = []
  let found: Explanation | undefined
  return {
    frame({ index, bytes, coverage }) {
      if (done || index < next || coverage < 1) return
      some.push(wordsOf(bytes))
      if (some.length < together) return
      const verdict = judgeBeats(some, decoding, geometry)
      some = []
      next = 2 * index
      done = verdict !== undefined
      if (!verdict?.mirrored) return
      found = {
        message: `I and Q seem to be taken for one another: ${verdict.words}.`,
        cause: '',
        remedy: `Set the I/Q order of the radar to ${opposite}, or mend the sample swap of the configuration.`,
      }
    },
    read: () => found,
  }
}
