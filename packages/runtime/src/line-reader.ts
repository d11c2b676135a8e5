/** Puts the lines together that come as texts and, after those that name bytes, pieces of bytes. */
import { bytesAfter, type Line, LineError } from './line.ts'

export interface LineReader {
  /** Throws LineError where bytes have to come first, or more of them would than may. */
  text(text: string): void
  /** Throws LineError where no text named them. */
  bytes(bytes: Uint8Array): void
}

/** Calls `take` with each line once all of it is there. Lines of more than `most` bytes are refused. */
export function createLineReader(take: (line: Line) => void, most: number): LineReader {
  let waiting: { readonly text: string; readonly length: number } | undefined
  return {
    text(text) {
      if (waiting) throw new LineError('a message came before the bytes of the last one')
      const length = bytesAfter(text)
      if (length > most) throw new LineError(`a message of ${length} bytes is too large`)
      if (length === 0) take({ text, bytes: new Uint8Array(0) })
      else waiting = { text, length }
    },
    bytes(bytes) {
      if (!waiting) throw new LineError('bytes came that no message has named')
      const { text, length } = waiting
      if (bytes.length !== length) {
        throw new LineError(`a message names ${length} bytes, and ${bytes.length} came`)
      }
      waiting = undefined
      take({ text, bytes })
    },
  }
}
