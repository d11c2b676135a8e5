/** Closed frames of all recordings of a capture as they are passed on: counted, with no hole in them. */
import type { ClosedFrame } from './frame-window.ts'

export interface AssembledFrame {
  /** Frames since the first whole one, missing ones counted. */
  readonly index: number
  /**
   * frameBytes long; what did not arrive holds the bytes at that place of the frame passed on before.
   * Never written again, and not to be written: the next frame's holes are filled from it.
   */
  readonly bytes: Uint8Array
  /** Share of the bytes that arrived, above 0 to 1. */
  readonly coverage: number
  /** Ranges [from, to) of bytes that did not arrive, in order. */
  readonly missing: readonly (readonly [number, number])[]
}

export interface FrameOutlet {
  /** A recording begins, as far as it is known with this frame. */
  begin(firstFrame: number): void
  close(frame: ClosedFrame): void
  /** The recording ended; `nextFrame` is the first that nothing arrived of. */
  end(nextFrame: number): void
}

/**
 * Nothing is passed on before the first whole frame, and no frame of which less than `leastCoverage`
 * arrived. `framesAway` is asked when a recording follows another.
 */
export function createFrameOutlet(
  frameBytes: number,
  leastCoverage: number,
  framesAway: () => number,
  onFrame: (frame: AssembledFrame) => void,
): FrameOutlet {
  let last: Uint8Array | undefined
  /** Index of frame 0 of the recording; known from the first whole frame on. */
  let origin = 0
  let nextIndex = 0

  return {
    begin(firstFrame) {
      if (last) origin = nextIndex + framesAway() - firstFrame
    },
    close({ number, bytes, missing }) {
      if (!bytes) return
      const absent = missing.reduce((sum, [from, to]) => sum + to - from, 0)
      const coverage = (frameBytes - absent) / frameBytes
      if (!last && absent > 0) return
      if (!last) origin = -number
      if (coverage < leastCoverage) return
      if (last) for (const [from, to] of missing) bytes.set(last.subarray(from, to), from)
      last = bytes
      onFrame({ index: origin + number, bytes, coverage, missing })
    },
    end(nextFrame) {
      if (last) nextIndex = Math.max(nextIndex, origin + nextFrame)
    },
  }
}
