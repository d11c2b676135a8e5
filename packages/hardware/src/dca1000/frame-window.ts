/** Bytes of one recording put where they belong: the two newest frames are open, older ones closed. */
import { createRanges } from './ranges.ts'

/** One frame as it was closed. */
export interface ClosedFrame {
  /** Its number in the recording: its first byte stands at number * frameBytes. */
  readonly number: number
  /** undefined where no byte arrived; zero where it did not arrive. */
  readonly bytes: Uint8Array | undefined
  /** Ranges [from, to) of bytes that did not arrive. */
  readonly missing: readonly [number, number][]
}

/** What became of bytes: put in place, all there before, or no frame open for those not there. */
export type Placed = 'placed' | 'there' | 'closed'

export interface FrameWindow {
  /** Puts packet[from, to) at `position` of the recording. Bytes that came first stay. */
  place(position: number, packet: Uint8Array, from: number, to: number): Placed
  /** Closes all that is open; the number of the first frame that nothing was placed in. */
  end(): number
}

/**
 * Frames are closed in order: each as soon as it is whole, an unfinished one when bytes of the
 * second frame after it are placed (hardware.md 3). Frames skipped by a jump are not told of.
 * @param firstOpen number of the first frame that takes bytes
 */
export function createFrameWindow(
  frameBytes: number,
  firstOpen: number,
  onClosed: (frame: ClosedFrame) => void,
): FrameWindow {
  const arrived = createRanges()
  /** By number modulo 2. */
  const open: (Uint8Array | undefined)[] = [undefined, undefined]
  let closedTo = firstOpen
  let newest = firstOpen - 1

  return {
    place(position, packet, from, to) {
      const end = position + to - from
      const shift = from - position
      if (position >= arrived.end && position >= closedTo * frameBytes) {
        fill(packet, position, end, shift)
        return 'placed'
      }
      if (arrived.covers(position, end)) return 'there'
      let placed: Placed = 'closed'
      for (const [start, stop] of arrived.gaps(position, end)) {
        const first = Math.max(start, closedTo * frameBytes)
        if (first >= stop) continue
        fill(packet, first, stop, shift)
        placed = 'placed'
      }
      return placed
    },
    end() {
      while (closedTo <= newest) close()
      closedTo = Infinity
      return newest + 1
    },
  }

  /** Copies frame by frame; filling one can close another. */
  function fill(packet: Uint8Array, position: number, end: number, shift: number): void {
    while (position < end) {
      const number = Math.floor(position / frameBytes)
      const start = number * frameBytes
      const stop = Math.min(end, start + frameBytes)
      reach(number)
      if (number >= closedTo) {
        open[number % 2] ??= new Uint8Array(frameBytes)
        open[number % 2]?.set(packet.subarray(position + shift, stop + shift), position - start)
        arrived.add(position, stop)
        while (closedTo <= newest && isWhole(closedTo)) close()
      }
      position = stop
    }
  }

  function reach(number: number): void {
    if (number <= newest) return
    const last = newest
    newest = number
    while (closedTo < number - 1 && closedTo <= last) close()
    closedTo = Math.max(closedTo, number - 1)
  }

  function isWhole(number: number): boolean {
    return arrived.covers(number * frameBytes, (number + 1) * frameBytes)
  }

  function close(): void {
    const number = closedTo++
    const bytes = open[number % 2]
    open[number % 2] = undefined
    const start = number * frameBytes
    const missing: [number, number][] = []
    for (const [from, to] of arrived.gaps(start, start + frameBytes)) {
      missing.push([from - start, to - start])
    }
    onClosed({ number, bytes, missing })
  }
}
