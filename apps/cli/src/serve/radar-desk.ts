/** The one radar of a server: who asks for it, how it stands, and what is recorded of it. */
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  type FoundRadar,
  HostError,
  type PlayedFault,
  type RadarAsk,
  type RadarFacts,
  type RadarOptions,
  type RadarRecording,
  type RadarStatus,
  radarSteps,
} from '@chirpflow/graph'
import type { Capture, RawStream } from '@chirpflow/hardware'

export interface DeskOptions {
  /** Begins to connect; its steps tell how that goes. `config` is the configuration's text, if known. */
  openCapture(options: RadarOptions, config: string | undefined): Capture
  find(): Promise<readonly FoundRadar[]>
  /** Where recordings go; made when the first begins. Throws HostError. */
  recordings(): Promise<string>
  /** Local clock time, for names of recordings. */
  today(): Date
}

export interface RadarDesk {
  status(): RadarStatus
  /** Called whenever the status has changed, and once a second while there is a capture. */
  onChange(listener: () => void): () => void
  /** Does what a page asks. Throws HostError where it cannot be done. */
  handle(ask: RadarAsk): Promise<readonly FoundRadar[] | undefined>
  /**
   * For engines: joins the capture under way, whose frames have to be those that `facts` foresees. It
   * begins none: that is for a person to do. Throws HostError.
   */
  open(options: RadarOptions, facts: RadarFacts): Promise<RawStream>
  close(): Promise<void>
}

interface Wanted {
  readonly options: RadarOptions
  readonly config: string | undefined
}

interface Connected {
  readonly wanted: Wanted
  readonly capture: Capture
  /** From one frame to the next, s; once it streams. */
  frameInterval?: number
  /** The recording under way, by its name. */
  recording?: string
}

/** Loss as the emulator plays it comes packet by packet. */
const lossLength = 1

export function createRadarDesk(desk: DeskOptions): RadarDesk {
  const listeners = new Set<() => void>()
  let now: Connected | undefined
  /** One radar is let go before the next is taken, whoever asks. */
  let changing: Promise<void> = Promise.resolve()
  const beating = setInterval(() => now && tell(), 1000)

  return {
    status,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    handle,
    async open({ leastCoverage }, facts) {
      const { capture } = connected()
      refuseOther(facts, (await capture.ready).facts)
      return capture.rawStream(leastCoverage)
    },
    async close() {
      clearInterval(beating)
      await change(end)
    },
  }

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function status(): RadarStatus {
    if (!now) return { steps: radarSteps.map((step) => ({ step, state: 'waiting', message: '' })) }
    const { wanted, capture } = now
    const { options } = wanted
    const steps = capture.steps()
    const { frameInterval } = now
    if (frameInterval === undefined) return { options, steps }
    const recording = recordingOf(now, frameInterval)
    const [health, kept] = [capture.health(), keptOf(capture, frameInterval)]
    return { options, steps, health, kept, ...(recording ? { recording } : {}) }
  }

  async function handle(ask: RadarAsk): Promise<readonly FoundRadar[] | undefined> {
    switch (ask.ask) {
      case 'find':
        return desk.find()
      case 'connect':
        await change(() => connect({ options: ask.options, config: ask.config }))
        break
      case 'retry':
        await change(() => connect(connected().wanted, true))
        break
      case 'disconnect':
        await change(end)
        break
      case 'record':
        await record(ask.name)
        break
      case 'stop-recording':
        await stopRecording()
        break
      case 'play-fault':
        play(ask.fault)
        break
    }
    tell()
    return undefined
  }

  function connected(): Connected {
    if (now) return now
    throw new HostError('no radar is connected; connect one first')
  }

  function change(work: () => Promise<void>): Promise<void> {
    const done = changing.then(work)
    changing = done.catch(() => undefined)
    return done
  }

  async function connect(wanted: Wanted, anew = false): Promise<void> {
    const isSame = now && isDeepStrictEqual(now.wanted, wanted) && !isOver(now)
    if (isSame && !anew) return
    await end()
    begin(wanted)
  }

  function begin(wanted: Wanted): void {
    const capture = desk.openCapture(wanted.options, wanted.config)
    const mine: Connected = { wanted, capture }
    now = mine
    capture.listen({ step: () => now === mine && tell() })
    capture.ready.then(
      ({ facts }) => {
        mine.frameInterval = facts.acquisition.frameInterval
        if (now === mine) tell()
      },
      // the steps say why
      () => now === mine && tell(),
    )
    tell()
  }

  async function end(): Promise<void> {
    const old = now
    now = undefined
    if (!old) return
    await old.capture.close()
    tell()
  }

  async function record(name: string): Promise<void> {
    const here = connected()
    if (here.capture.recording()) throw new HostError('a recording is under way; end it first')
    const named = name === '' ? nameOf(desk.today()) : name
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(named)) {
      throw new HostError(
        `"${name}" cannot be the name of a recording; take up to 100 letters, digits, spaces, and . _ -`,
      )
    }
    const path = join(await desk.recordings(), `${named}.bin`)
    await here.capture.record(path, here.wanted.options.leastCoverage)
    here.recording = named
  }

  async function stopRecording(): Promise<void> {
    const here = connected()
    here.recording = undefined
    if (await here.capture.stopRecording()) return
    throw new HostError('nothing is being recorded')
  }

  function play(fault: PlayedFault): void {
    const { emulator } = connected().capture
    if (!emulator) throw new HostError('faults can be played with the emulator only; connect that')
    if (fault.fault === 'unplug') emulator.cut('radar')
    else if (fault.fault === 'plug') emulator.restore('radar')
    else {
      const { share } = fault
      emulator.setFaults(share > 0 ? [{ kind: 'loss', share, length: lossLength }] : [])
    }
  }
}

function isOver({ capture }: Connected): boolean {
  const failed = capture.steps().some(({ state }) => state === 'failed')
  return failed || capture.health().state === 'ended'
}

function recordingOf(
  { capture, recording }: Connected,
  frameInterval: number,
): RadarRecording | undefined {
  const state = capture.recording()
  if (!state || recording === undefined) return undefined
  return { name: recording, seconds: state.frames * frameInterval, bytes: state.bytes }
}

/** As if all that is kept had come without a gap. */
function keptOf(capture: Capture, frameInterval: number): [from: number, to: number] {
  const to = capture.health().newest?.time ?? 0
  const long = Math.max(0, capture.hub.items - 1) * frameInterval
  return [Math.max(0, to - long), to]
}

/** Throws HostError where frames are not what the graph was planned for. */
function refuseOther(wanted: RadarFacts, there: RadarFacts): void {
  const shapeOf = ({ dtype, axes, acquisition, frameBytes }: RadarFacts) => [
    dtype,
    axes,
    acquisition,
    frameBytes,
  ]
  if (isDeepStrictEqual(shapeOf(wanted), shapeOf(there))) return
  throw new HostError(
    'the radar is connected with another configuration or device; connect it with this one',
    'config',
  )
}

/** "2026-11-22 14-03-05", in local time: a name that every file system takes. */
function nameOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('-')}`
}
