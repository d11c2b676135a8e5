/** From the arrival of a frame's last packet to its estimate on the screen. */

export interface Spread {
  /** s */
  readonly median: number
  readonly high: number
}

export interface LatencyMeter {
  /** The server said that the frame of time `time` had come `age` s before; `at` is this page's clock, s. */
  frame(time: number, age: number, at: number): void
  /** An estimate of the moment `time` is on the screen. */
  shown(time: number, at: number): void
  /** Another run begins: frames from before wait for it, and say nothing of how late it is. */
  begin(at: number): void
  /** Median and 99th percentile of the last minute; undefined while nothing is known. */
  read(): Spread | undefined
  clear(): void
}

const most = 60

/**
 * Frames come at their own pace, so that of any frame the arrival follows from that of another: no
 * clock of the server is read, and clocks that drift apart do no harm within a second.
 */
export function createLatencyMeter(): LatencyMeter {
  let known: { readonly time: number; readonly at: number } | undefined
  let begun = 0
  let found: number[] = []
  return {
    frame(time, age, at) {
      known = { time, at: at - age }
    },
    shown(time, at) {
      // a frame older than a few seconds was not live when it was shown, nor one that never came
      if (!known || Math.abs(time - known.time) > 3 || at - known.at > 3) return
      const arrived = known.at + time - known.time
      if (arrived < begun) return
      found = [...found, Math.max(0, at - arrived)].slice(-most)
    },
    begin(at) {
      begun = at
    },
    read() {
      if (found.length === 0) return undefined
      const sorted = [...found].sort((a, b) => a - b)
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
      return { median: at(0.5), high: at(0.99) }
    },
    clear() {
      known = undefined
      found = []
    },
  }
}
