/**
 * What an engine sends while it runs, bounded: previews at a rate that eyes can follow, series in
 * batches, and never much more than the other side has taken in. Views are dropped, never data.
 */
import type { Chunk } from '@chirpflow/graph'
import { buffersOf, bytesOfPacked, packChunks } from './pack.ts'
import type { FromEngine, RunEvent, ServiceEvent, WatchMode } from './protocol.ts'

export interface OutboxOptions {
  post(message: FromEngine, transfer?: readonly ArrayBuffer[]): void
  /** Monotonic seconds. */
  now(): number
  delay(seconds: number): Promise<void>
  /** Bytes of chunks that may wait; beyond it the oldest of the widest wire are dropped, and it says so. */
  readonly budget?: number
  /** Bytes that may be sent in one go; then the other side has to say that it has taken all of them. */
  readonly ahead?: number
}

export interface Outbox {
  add(event: ServiceEvent): void
  /** The other side has taken in so many bytes. */
  taken(bytes: number): void
}

/** Seconds between two messages about the same thing; and from one picture to the next, whatever wire. */
const usual = { newest: 1 / 15, all: 0.03, state: 1 / 15, apart: 0 } as const
/** A live run has estimates to show: its previews are pictures of what goes on, no film, and come one by one. */
const live: Readonly<Record<keyof typeof usual, number>> = { ...usual, newest: 1 / 4, apart: 0.01 }
/** Bytes of a series that are not held up by the pictures before them: numbers that somebody waits for. */
const light = 2 ** 16
/** Bytes of such series that may be on their way. */
const mostLight = 2 ** 18
/** Bytes of one piece: small enough that dropping a few chunks of a series frees memory. */
const piece = 4 * 1024 * 1024

interface Waiting {
  readonly run: number
  readonly mode: WatchMode
  chunks: Chunk[]
  bytes: number
  cut: boolean
}

interface Flying {
  bytes: number
  readonly weight: Weight
}

type Weight = 'light' | 'heavy'

export function createOutbox(options: OutboxOptions): Outbox {
  const { post, now, delay, budget = 256 * 2 ** 20, ahead = 64 * 2 ** 20 } = options
  const waiting = new Map<string, Waiting>()
  /** When each wire, and the states ('' ), were sent last. */
  const sent = new Map<string, number>()
  let begun = 0
  let pace: typeof live = usual
  /** When the next picture may go. */
  let pictureAt = 0
  let held = 0
  /** What the other side has not taken yet, oldest first. */
  const flying: Flying[] = []
  const inFlight = { light: 0, heavy: 0 }
  let nodes: Extract<RunEvent, { type: 'nodes' }> | undefined
  let progress: Extract<RunEvent, { type: 'progress' }> | undefined
  /** When it looks again by itself. */
  let wakeAt = Infinity

  /** A short run is heard of once, when it is over: nothing flickers while a slider is dragged. */
  const due = (name: string, mode: WatchMode | 'state') =>
    Math.max(begun, sent.get(name) ?? -Infinity) + pace[mode]

  /** Whether it is the first that waits of its wire. */
  function hold({ run, wire, mode, chunk }: Extract<ServiceEvent, { type: 'chunk' }>): boolean {
    let own = waiting.get(wire)
    const isFirst = own?.run !== run
    if (!own || isFirst) {
      held -= own?.bytes ?? 0
      own = { run, mode, chunks: [], bytes: 0, cut: false }
      waiting.set(wire, own)
    }
    if (mode === 'newest') drop(own, own.chunks.length)
    own.chunks.push(chunk)
    own.bytes += chunk.data.byteLength
    held += chunk.data.byteLength
    if (held > budget) makeRoom()
    return isFirst
  }

  function drop(own: Waiting, count: number): void {
    for (const { data } of own.chunks.splice(0, count)) {
      own.bytes -= data.byteLength
      held -= data.byteLength
    }
  }

  function makeRoom(): void {
    let widest: Waiting | undefined
    for (const own of waiting.values()) if (own.bytes > (widest?.bytes ?? 0)) widest = own
    if (!widest || widest.chunks.length < 2) return
    // a tenth at once, else each further chunk would move all that wait
    drop(widest, Math.ceil(widest.chunks.length / 10))
    widest.cut = true
    if (held > budget) makeRoom()
  }

  function sendWire(wire: string, own: Waiting): void {
    const { run, mode, chunks, cut } = own
    const weight = weightOf(own)
    const each = Math.max(1, Math.floor(piece / Math.max(1, chunks[0].data.byteLength)))
    for (let from = 0; from < chunks.length; from += each) {
      const packed = packChunks(chunks.slice(from, from + each))
      const bytes = bytesOfPacked(packed)
      flying.push({ bytes, weight })
      inFlight[weight] += bytes
      post({ batch: { run, wire, mode, packed, cut: cut && from === 0 } }, buffersOf(packed))
    }
    waiting.delete(wire)
    held -= own.bytes
    sent.set(wire, now())
  }

  function sendStates(): void {
    for (const event of [nodes, progress]) if (event) post({ event })
    nodes = undefined
    progress = undefined
    sent.set('', now())
  }

  /**
   * Sends what is due of these weights, light series first; comes back for all else, unless the other
   * side has to take something first.
   */
  function sendDue(allowed: readonly Weight[] = weights): void {
    const time = now()
    let next = Infinity
    if ((nodes || progress) && inFlight.heavy === 0) {
      const at = due('', 'state')
      if (at <= time) sendStates()
      else next = at
    }
    const room = { light: Math.min(ahead, mostLight), heavy: inFlight.heavy > 0 ? 0 : ahead }
    for (const weight of weights) {
      for (const [wire, own] of waiting) {
        if (inFlight[weight] >= room[weight]) break
        if (weightOf(own) !== weight) continue
        const at = Math.max(due(wire, own.mode), weight === 'heavy' ? pictureAt : 0)
        if (at <= time && allowed.includes(weight)) {
          sendWire(wire, own)
          if (weight === 'heavy') pictureAt = time + pace.apart
        } else next = Math.min(next, at)
      }
    }
    if (next >= wakeAt) return
    wakeAt = next
    void delay(Math.max(0, next - time)).then(() => {
      if (wakeAt === next) wakeAt = Infinity
      sendDue()
    })
  }

  return {
    add(event) {
      switch (event.type) {
        case 'chunk':
          // for what waits already there is a timer, or something that the other side has to take; a
          // picture waits until the engine rests, so that the numbers that follow from it come first
          return hold(event) ? sendDue(lightOnly) : undefined
        case 'nodes':
          nodes = { ...event, nodes: { ...nodes?.nodes, ...event.nodes } }
          return sendDue()
        case 'progress':
          progress = event
          return sendDue()
        case 'begin':
          // what still waits of an overtaken run nobody wants to see
          waiting.clear()
          held = 0
          nodes = undefined
          progress = undefined
          begun = now()
          pace = event.live ? live : usual
          return post({ event })
        case 'report':
          for (const [wire, own] of [...waiting]) sendWire(wire, own)
          nodes = undefined
          progress = undefined
          return post({ event })
        default:
          return post({ event })
      }
    },
    taken(bytes) {
      for (let left = bytes; left > 0 && flying.length > 0; ) {
        const [first] = flying
        const part = Math.min(left, first.bytes)
        first.bytes -= part
        inFlight[first.weight] -= part
        left -= part
        if (first.bytes === 0) flying.shift()
      }
      sendDue()
    },
  }
}

const weights: readonly Weight[] = ['light', 'heavy']
const lightOnly: readonly Weight[] = ['light']

function weightOf({ mode, bytes }: Waiting): Weight {
  return mode === 'all' && bytes <= light ? 'light' : 'heavy'
}
