/** How a capture is doing, from what came when. */
import type { Clock } from './clock.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'

export interface CaptureMeter {
  frame(frame: AssembledFrame): void
  /** Packets received up to now, said now and then. */
  packets(received: number): void
  read(): MeterReading
}

/** As in RadarHealth. */
export interface MeterReading {
  readonly time: number
  readonly frames: number
  readonly damaged: number
  readonly missing: number
  readonly newest?: { readonly time: number; readonly age: number }
  readonly frameRate: number
  readonly packetRate: number
  readonly jitter: number
  readonly coverage: number
}

/** Seconds that rates, jitter and coverage look back. */
const lookBack = 10

interface Arrival {
  readonly time: number
  readonly index: number
  readonly coverage: number
}

/** @param frameInterval s, by the configuration */
export function createMeter(clock: Clock, frameInterval: number): CaptureMeter {
  let first: Arrival | undefined
  let last: Arrival | undefined
  let frames = 0
  let damaged = 0
  let missing = 0
  let arrivals: Arrival[] = []
  let readings: { readonly time: number; readonly received: number }[] = []

  return {
    frame({ index, coverage }) {
      const arrival = { time: clock.now(), index, coverage }
      const skipped = index - (last?.index ?? index - 1) - 1
      first ??= arrival
      last = arrival
      frames++
      missing += skipped
      damaged += skipped + (coverage < 1 ? 1 : 0)
      arrivals.push(arrival)
      // Looked through now and then, so that a frame costs the same however many are kept.
      if (arrivals.length > 64 && arrivals[arrivals.length >> 1].time < arrival.time - lookBack) {
        arrivals = recent(arrivals, arrival.time)
      }
    },
    packets(received) {
      readings.push({ time: clock.now(), received })
      readings = recent(readings, clock.now() - 1)
    },
    read() {
      const now = clock.now()
      arrivals = recent(arrivals, now)
      return {
        time: first ? now - first.time : 0,
        frames,
        damaged,
        missing,
        ...(last ? { newest: { time: last.index * frameInterval, age: now - last.time } } : {}),
        frameRate: arrivals.length / spanTo(now),
        packetRate: packetRate(),
        jitter: jitter(),
        coverage: coverage(now),
      }
    },
  }

  /** Seconds that there has been something to see. */
  function spanTo(now: number): number {
    return first ? Math.min(lookBack, Math.max(now - first.time, frameInterval)) : lookBack
  }

  function packetRate(): number {
    const [from, to] = [readings[0], readings.at(-1)]
    return from && to && to.time > from.time
      ? (to.received - from.received) / (to.time - from.time)
      : 0
  }

  /** Standard deviation of the time from one frame to the next, of those that followed each other. */
  function jitter(): number {
    const steps: number[] = []
    for (let at = 1; at < arrivals.length; at++) {
      if (arrivals[at].index - arrivals[at - 1].index !== 1) continue
      steps.push(arrivals[at].time - arrivals[at - 1].time)
    }
    if (steps.length < 2) return 0
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length
    const squares = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0)
    return Math.sqrt(squares / (steps.length - 1))
  }

  /** Frames that are due and not there count as nothing; the one under way is not due yet. */
  function coverage(now: number): number {
    if (!last) return 0
    const arrived = arrivals.reduce((sum, arrival) => sum + arrival.coverage, 0)
    const skipped = arrivals.length > 0 ? last.index - arrivals[0].index + 1 - arrivals.length : 0
    const overdue = Math.max(0, Math.floor((now - last.time) / frameInterval - 1.5))
    const silent = Math.min(overdue, Math.round(lookBack / frameInterval))
    const all = arrivals.length + skipped + silent
    return all > 0 ? arrived / all : 0
  }
}

function recent<T extends { readonly time: number }>(list: readonly T[], now: number): T[] {
  return list.filter(({ time }) => time >= now - lookBack)
}
