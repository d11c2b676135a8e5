/** An emulated radar with its capture card, in time: what happens when, however it is reached. */
import { type Clock, wait } from '../clock.ts'
import { codes, encodeDataPacket, encodeReply, statusBits } from '../dca1000/protocol.ts'
import { type CardReport, createCard } from './card.ts'
import { type CardStream, createCardStream } from './card-stream.ts'
import { type Fault, ofKind, type Part } from './faults.ts'
import type { FrameFeed } from './feed.ts'
import type { Sent } from './packet-line.ts'

export interface EmulatedRadarOptions {
  readonly feed: FrameFeed
  /** 1 in real time, N times faster, Infinity as fast as the card's pause between packets allows. */
  readonly speed: number
  readonly faults: readonly Fault[]
  /** Of the faults that have a probability. */
  readonly seed: number
  readonly clock: Clock
  readonly wire: Wire
}

/** What the card sends by. */
export interface Wire {
  /** To the host's configuration port. */
  reply(bytes: Uint8Array): void
  /** To the host's data port. */
  data(bytes: Uint8Array, from: 'card' | 'stranger'): void
  /** Once what was sent has left. */
  drained(): Promise<void>
}

export interface EmulatedRadar {
  /** A datagram that came to the card's configuration port. */
  hear(datagram: Uint8Array): void
  /**
   * What the radar's command line does on sensorStart and sensorStop.
   * @param limit frames after which it stops by itself; 0: none
   */
  sensorStart(limit?: number): void
  sensorStop(): void
  /** Pulls a plug, and puts it back. */
  cut(part: Part): void
  restore(part: Part): void
  isOn(part: Part): boolean
  /** Takes these faults instead of those there were. */
  setFaults(faults: readonly Fault[]): void
  report(): EmulatorReport
  close(): Promise<void>
}

export interface EmulatorReport extends CardReport {
  /** Frames that the radar has made, recorded or not. */
  readonly frames: number
  /** Data packets that went over the wire, strangers' too. */
  readonly packets: number
  readonly recording: boolean
  readonly running: boolean
}

/** Time of a packet on the card's gigabit link (hardware.md 2), s. */
const packetTime = (1466 * 8) / 1e9

/** Calls `onPower` when a part loses its plug or has it back. */
export function createEmulatedRadar(
  { feed, speed, faults, seed, clock, wire }: EmulatedRadarOptions,
  onPower: (part: Part, on: boolean) => void = () => {},
): EmulatedRadar {
  const script = [...faults]
  const card = createCard(script)
  const off = new Set<Part>()
  const timers = new Set<() => void>()
  const period = feed.frameInterval / (Number.isFinite(speed) ? speed : 1)
  const outOfTurn: string[] = []
  let origin: number | undefined
  let next = 0
  let frames = 0
  let packets = 0
  let run: AbortController | undefined
  let playing: Promise<void> = Promise.resolve()
  let stream: CardStream | undefined
  /** Packets of a frame that are on their way. */
  let sending: Promise<unknown> = Promise.resolve()
  /** The first frame of a recording that began in the middle of one. */
  let begunLate = false
  let said = false

  return {
    hear(datagram) {
      if (off.has('card') || off.has('network')) return
      const { reply, does } = card.hear(datagram)
      if (does === 'start') begin()
      if (reply) wire.reply(reply)
      if (does === 'stop') end()
    },
    sensorStart(limit = 0) {
      if (run || off.has('radar')) return
      run = new AbortController()
      const { signal } = run
      playing = playing.then(() => play(signal, limit))
    },
    sensorStop: halt,
    cut,
    restore,
    isOn: (part) => !off.has(part),
    setFaults(changed) {
      script.splice(0, script.length, ...changed)
    },
    report() {
      const { refused, ...rest } = card.report()
      const { recording } = card
      const all = [...refused, ...outOfTurn]
      return { ...rest, refused: all, frames, packets, recording, running: run !== undefined }
    },
    async close() {
      halt()
      for (const cancel of timers) cancel()
      timers.clear()
      await playing
    },
  }

  function begin(): void {
    stream = createCardStream(feed.frameBytes, script, seed)
    begunLate = run !== undefined
    said = false
    if (begunLate) outOfTurn.push('RECORD_START after sensorStart')
  }

  /** The rest of a run, and the word that it is complete. */
  function end(): void {
    const last = stream?.stop() ?? []
    stream = undefined
    const [late] = ofKind(script, 'late-last')
    void sending.then(() => {
      if (!late) send(last)
      event(1 << statusBits.recordCompleted)
      if (late) later(late.seconds, () => send(last))
    })
  }

  function halt(): void {
    run?.abort()
    run = undefined
  }

  /** Frames by the clock, which goes on while the radar stands still: nobody stops breathing. */
  async function play(signal: AbortSignal, limit: number): Promise<void> {
    let made = 0
    let due = clock.now()
    origin ??= due
    if (Number.isFinite(speed)) next = Math.max(next, Math.ceil((due - origin) / period - 1e-6))
    while (!signal.aborted) {
      if (Number.isFinite(speed)) {
        const at = origin + next * period
        if (at > clock.now()) await wait(clock, at - clock.now(), signal)
        due = Math.max(due, at)
      }
      if (signal.aborted) return
      const index = next++
      happen(index)
      const bytes = await feed.frame(index)
      if (signal.aborted) return
      if (!bytes) return halt()
      frames++
      const list = record(bytes)
      const paced = pace(list ?? [], due, signal)
      sending = paced
      due = await paced
      // Without packets there is nothing to be as fast as.
      if (!list && !Number.isFinite(speed)) await wait(clock, period, signal)
      if (++made === limit && !signal.aborted) return halt()
    }
  }

  /** Packets of the frame; undefined where the card records nothing. */
  function record(bytes: Uint8Array): Sent[] | undefined {
    if (!stream || off.has('card')) return undefined
    if (ofKind(script, 'no-lvds').length > 0) {
      if (!said) event(1 << statusBits.noLvdsData)
      said = true
      return undefined
    }
    if (!begunLate) return stream.frame(bytes)
    begunLate = false
    return stream.frame(bytes.subarray(4 * Math.floor(bytes.length / 8)))
  }

  /** Sends with the card's pause between packets; when the next one is due. */
  async function pace(list: readonly Sent[], from: number, signal: AbortSignal): Promise<number> {
    let due = from
    for (let at = 0; at < list.length; at += atOnce) {
      const piece = list.slice(at, at + atOnce)
      due = Math.max(due, clock.now() - mostLag) + piece.length * (packetTime + card.packetDelay)
      send(piece)
      await wire.drained()
      if (due - clock.now() > leastWait) await wait(clock, due - clock.now(), signal)
    }
    return due
  }

  /** The faults that come with a frame. */
  function happen(index: number): void {
    for (const { frame, bits } of ofKind(script, 'status')) if (frame === index) event(bits)
    for (const { frame, frames, what } of ofKind(script, 'cut')) {
      if (frame !== index) continue
      cut(what)
      if (frames > 0) later(frames * period, () => restore(what))
    }
  }

  function cut(part: Part): void {
    if (off.has(part)) return
    off.add(part)
    if (part === 'radar') halt()
    if (part === 'card') {
      card.reset()
      stream = undefined
    }
    onPower(part, false)
  }

  function restore(part: Part): void {
    if (off.delete(part)) onPower(part, true)
  }

  function event(status: number): void {
    if (off.has('card') || off.has('network')) return
    wire.reply(encodeReply(codes.systemError, status))
  }

  function send(list: readonly Sent[]): void {
    if (off.has('network')) return
    for (const { packet, from, bytes } of list) {
      packets++
      wire.data(encodeDataPacket(packet).subarray(0, bytes), from)
    }
  }

  function later(seconds: number, work: () => void): void {
    const cancel = clock.after(seconds, () => {
      timers.delete(cancel)
      work()
    })
    timers.add(cancel)
  }
}

/** Shorter waits than a timer's grain are added up. */
const leastWait = 1e-3
/** Packets that are sent in a row: a Node socket is read in pieces of 32. */
const atOnce = 16
/** What a late timer puts off is made up for; what takes longer than this is not. */
const mostLag = 0.02
