/** Chunks of a wire as one piece of memory: one copy and one transfer instead of thousands. */
import type { Chunk } from '@chirpflow/graph'
import type { PackedChunks } from './protocol.ts'

/** Copies the chunks of one wire (at least one, all of one length). */
export function packChunks(chunks: readonly Chunk[]): PackedChunks {
  const [{ data: first }] = chunks
  const { length } = first
  const data =
    first instanceof Int16Array
      ? new Int16Array(length * chunks.length)
      : first instanceof Float32Array
        ? new Float32Array(length * chunks.length)
        : new Float64Array(length * chunks.length)
  for (const [place, chunk] of chunks.entries()) data.set(chunk.data, place * length)
  return {
    data,
    index: Float64Array.from(chunks, ({ index }) => index),
    time: Float64Array.from(chunks, ({ time }) => time),
    coverage: Float64Array.from(chunks, ({ coverage }) => coverage),
  }
}

/** The chunks again, their data views of the one piece. */
export function unpackChunks({ data, index, time, coverage }: PackedChunks): Chunk[] {
  const length = data.length / index.length
  return Array.from(index, (at, place) => ({
    data: data.subarray(place * length, (place + 1) * length),
    index: at,
    time: time[place],
    coverage: coverage[place],
  }))
}

/** The memory of the piece, to be transferred. */
export function buffersOf({ data, index, time, coverage }: PackedChunks): ArrayBuffer[] {
  return [data, index, time, coverage].map(({ buffer }) => buffer as ArrayBuffer)
}

export function bytesOfPacked(packed: PackedChunks): number {
  return buffersOf(packed).reduce((sum, { byteLength }) => sum + byteLength, 0)
}
