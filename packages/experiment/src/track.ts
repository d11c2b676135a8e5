/** What one wire gave in a run, as plain values that a journal can hold and that can be judged later. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { packRuns, type Runs, unpackRuns } from './pack-runs.ts'

export interface Track {
  readonly signal: Signal
  readonly index: Runs
  /** All chunks' values, one after the other; null is no answer. */
  readonly value: Runs
  readonly coverage: Runs
  /** Only of a wire at no fixed rate. */
  readonly time?: Runs
}

export interface TrackRecorder {
  tap(chunk: Chunk): void
  track(): Track
  /** Chunks so far. */
  size(): number
}

export function createTrackRecorder(signal: Signal): TrackRecorder {
  const index: number[] = []
  const value: number[] = []
  const coverage: number[] = []
  const time: number[] = []
  return {
    tap(chunk) {
      index.push(chunk.index)
      value.push(...chunk.data)
      coverage.push(chunk.coverage)
      if (signal.rate === 0) time.push(chunk.time)
    },
    size: () => index.length,
    track: () => ({
      signal,
      // As far as no index is missing, this is one number again and again.
      index: packRuns(index.map((one, place) => one - place)),
      value: packRuns(value),
      coverage: packRuns(coverage),
      ...(signal.rate === 0 ? { time: packRuns(time) } : {}),
    }),
  }
}

/** The chunks that were recorded, in their order. */
export function chunksOf({ signal, ...track }: Track): readonly Chunk[] {
  const indices = unpackRuns(track.index).map((one, place) => one + place)
  const values = Float64Array.from(unpackRuns(track.value))
  const coverage = unpackRuns(track.coverage)
  const times = track.time && unpackRuns(track.time)
  const width = indices.length === 0 ? 0 : values.length / indices.length
  return indices.map((index, place) => ({
    index,
    data: values.subarray(place * width, (place + 1) * width),
    coverage: coverage[place],
    time: times ? times[place] : signal.start + index / signal.rate,
  }))
}

/** How many chunks were recorded. */
export function lengthOf({ index }: Track): number {
  return index.reduce((sum: number, one) => sum + (Array.isArray(one) ? one[1] : 1), 0)
}
