/** A line made of pieces: what one chunk says, or many chunks stitched over the whole run. */
import type { Axis, Chunk } from '@chirpflow/graph'

/** Equidistant samples; between pieces the pen is up. */
export interface Piece {
  readonly start: number
  readonly step: number
  readonly values: ArrayLike<number>
}

/** Reads samples from..to of a chunk's time axis. */
export type ReadRow = (chunk: Chunk, from: number, to: number) => ArrayLike<number>

/**
 * Overlapping windows as one trace over the run. Sample i of a chunk stands at chunk.time + start +
 * i step. The current chunk is drawn whole, for it is what the view is about; before and after it
 * follow as few further chunks as cover the rest, each whole but for what is drawn already. Windows
 * differ where they overlap (each has its own mean removed, say), so no two are ever mixed and
 * pieces are not joined.
 */
export function stitch(
  chunks: readonly Chunk[],
  current: number,
  axis: Axis,
  read: ReadRow,
): Piece[] {
  const { size, step } = axis
  const first = (chunk: Chunk) => chunk.time + axis.start
  const last = (chunk: Chunk) => first(chunk) + (size - 1) * step
  const slack = step / 2
  const piece = (chunk: Chunk, from: number, to: number): Piece => ({
    start: first(chunk) + from * step,
    step,
    values: read(chunk, from, to),
  })
  const pieces = [piece(chunks[current], 0, size)]

  let covered = last(chunks[current])
  for (let k = current + 1; k < chunks.length; ) {
    // The latest chunk that leaves no gap; failing that, the next one.
    let best = k
    while (best + 1 < chunks.length && first(chunks[best + 1]) <= covered + step + slack) best++
    const from = Math.max(0, Math.ceil((covered + slack - first(chunks[best])) / step))
    if (from < size) pieces.push(piece(chunks[best], from, size))
    covered = Math.max(covered, last(chunks[best]))
    k = best + 1
  }

  covered = first(chunks[current])
  for (let k = current - 1; k >= 0; ) {
    let best = k
    while (best > 0 && last(chunks[best - 1]) >= covered - step - slack) best--
    const to = Math.min(size, Math.floor((covered - slack - first(chunks[best])) / step) + 1)
    if (to > 0) pieces.unshift(piece(chunks[best], 0, to))
    covered = Math.min(covered, first(chunks[best]))
    k = best - 1
  }
  return pieces
}

/** One value a chunk over slow time; a missing index (or a NaN) is a gap. */
export function overTime(
  chunks: readonly Chunk[],
  rate: number,
  read: (chunk: Chunk) => number,
): Piece[] {
  const pieces: Piece[] = []
  let run: number[] = []
  let start = 0
  const step = rate > 0 ? 1 / rate : typicalStep(chunks)
  const close = () => {
    if (run.length > 0) pieces.push({ start, step, values: run })
    run = []
  }
  chunks.forEach((chunk, k) => {
    const before = chunks[k - 1]
    if (rate > 0 ? before?.index !== chunk.index - 1 : true) {
      close()
      start = chunk.time
    }
    run.push(read(chunk))
  })
  close()
  return pieces
}

/** Of chunks at no fixed rate: the mean distance. */
function typicalStep(chunks: readonly Chunk[]): number {
  if (chunks.length < 2) return 1
  return (chunks[chunks.length - 1].time - chunks[0].time) / (chunks.length - 1) || 1
}

/** Where a trace begins and ends; undefined when there is none. */
export function spanOf(pieces: readonly Piece[]): readonly [number, number] | undefined {
  let span: [number, number] | undefined
  for (const { start, step, values } of pieces) {
    const end = start + (values.length - 1) * step
    span = span ? [Math.min(span[0], start), Math.max(span[1], end)] : [start, end]
  }
  return span
}

/** A sample that a cursor can stand on. */
export interface Sample {
  readonly x: number
  readonly value: number
}

/** The sample nearest to x; of a later piece where two lie equally near. */
export function nearest(pieces: readonly Piece[], x: number): Sample | undefined {
  let found: Sample | undefined
  let distance = Number.POSITIVE_INFINITY
  for (const { start, step, values } of pieces) {
    if (values.length === 0) continue
    const index = Math.min(values.length - 1, Math.max(0, Math.round((x - start) / step)))
    const at = start + index * step
    if (Math.abs(at - x) > distance) continue
    distance = Math.abs(at - x)
    found = { x: at, value: values[index] }
  }
  return found
}

/** The highest sample of all. */
export function highest(pieces: readonly Piece[]): Sample | undefined {
  let found: Sample | undefined
  for (const { start, step, values } of pieces) {
    for (let i = 0; i < values.length; i++) {
      if (!(values[i] <= (found?.value ?? Number.NEGATIVE_INFINITY)) && !Number.isNaN(values[i])) {
        found = { x: start + i * step, value: values[i] }
      }
    }
  }
  return found
}
