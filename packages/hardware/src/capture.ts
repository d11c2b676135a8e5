/** One capture: finds, checks, configures and starts a radar, and holds on to it whatever happens. */
import { readRadar } from '@chirpflow/formats'
import {
  HostError,
  type PacketCounts,
  type RadarHealth,
  type RadarOptions,
  type RadarStep,
} from '@chirpflow/graph'
import { type BeatWatch, createBeatWatch } from './beat-watch.ts'
import type { Explanation } from './capture-error.ts'
import { createIntake } from './capture-intake.ts'
import { check, configureBoth, identifyRadar, type Radar, stopBoth } from './capture-radar.ts'
import { isQuiet, recover, startOrExplain } from './capture-recovery.ts'
import { openSite, type Site } from './capture-site.ts'
import { createSteps, explanationOf } from './capture-steps.ts'
import { openRawStream, readFrames } from './capture-stream.ts'
import type { Capture, CaptureEnv, CaptureListener } from './capture-types.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import { describeStatus } from './dca1000/status.ts'
import { createHub } from './hub.ts'
import { type CommandLine, createCommandLine } from './mmwave/command-line.ts'
import { deviceOf } from './mmwave/identify.ts'
import { createRecorder, type Recorder, type RecorderState } from './recorder.ts'

const nothing: Explanation = { message: '', cause: '', remedy: '' }
const noCounts: PacketCounts = {
  received: 0,
  lost: 0,
  reordered: 0,
  late: 0,
  doubled: 0,
  foreign: 0,
}

/** Seconds that a warning of the card stands. */
const warningTime = 10

/**
 * Begins at once; `ready` tells when it streams. Once it has streamed it goes on until it is closed:
 * a radar that falls silent is looked for, configured anew and taken up again, its indices advanced
 * by the frames that passed meanwhile.
 */
export function openCapture(options: RadarOptions, env: CaptureEnv): Capture {
  const { clock } = env
  const hub = createHub<AssembledFrame>(env.keep, ({ bytes }) => bytes.length)
  const listeners = new Set<CaptureListener>()
  const steps = createSteps((state) => {
    for (const listener of listeners) listener.step?.(state)
  })
  const ended = new AbortController()
  let state: RadarHealth['state'] = 'connecting'
  let said = nothing
  let site: Site | undefined
  let commandLine: CommandLine | undefined
  let radar: Radar | undefined
  let beats: BeatWatch | undefined
  let dropped: number | undefined
  let recording: { readonly to: Recorder; readonly leastCoverage: number } | undefined
  let recorded: RecorderState | undefined
  let recovering: Promise<void> | undefined
  let closing: Promise<void> | undefined
  let stopTicking = () => {}
  /** Leaves a warning standing. */
  let forget = () => {}

  const connecting = connect()
  const ready = connecting.catch(async (error: unknown) => {
    if (error instanceof HostError) said = { ...nothing, ...explanationOf(error) }
    await end(error)
    throw error
  })
  // Whoever waits for it hears of it; nobody has to.
  ready.catch(() => undefined)

  return {
    ready,
    hub,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    steps: () => steps.states,
    health,
    stream: async (leastCoverage) => readFrames(await rawStream(leastCoverage)),
    rawStream,
    async record(path, leastCoverage) {
      const { device, decoding, iqOrder, geometry, facts, config } = await ready
      if (recording) throw new HostError(`${recording.to.state().path} is being recorded already`)
      const { layout, bits } = decoding
      const { frameBytes } = facts
      const started = new Date().toISOString()
      const header = { device, layout, iqOrder, bits, geometry, frameBytes, config, started }
      recording = { to: await createRecorder(path, header), leastCoverage }
    },
    stopRecording,
    recording: () => recording?.to.state(),
    get emulator() {
      return site?.emulator
    },
    close: () => end(),
  }

  async function rawStream(leastCoverage: number) {
    const traffic = () => ({ counts: counts(), dropped })
    return openRawStream(await ready, hub, leastCoverage, traffic)
  }

  async function connect() {
    tick()
    await step('find', find)
    const found = radarFound()
    await step('check', () => check(found))
    await step('configure', () => configureBoth(found))
    const byHand = found.commandLine ? '' : 'Waits for the frames to be started in mmWave Studio.'
    await step('stream', () => stream(found), byHand)
    say('streaming')
    return found.setup
  }

  async function step(name: RadarStep, work: () => Promise<string>, meanwhile?: string) {
    if (ended.signal.aborted) throw new HostError('the capture was ended')
    await steps.take(name, work, meanwhile)
  }

  async function stream(found: Radar): Promise<string> {
    const before = clock.now()
    await startOrExplain(found)
    const seconds = Number((clock.now() - before).toPrecision(2))
    const { frameBytes, acquisition } = found.setup.facts
    const rate = Number((1 / acquisition.frameInterval).toPrecision(3))
    return `First frame after ${seconds} s: ${frameBytes} bytes, ${rate} frames a second.`
  }

  async function find(): Promise<string> {
    let setup = await readRadar(options, env.open)
    site = await openSite(options, setup, env)
    const line = await site.openLine?.()
    commandLine = line && createCommandLine(line, clock)
    if (options.device === 'auto' && commandLine) {
      const { device } = deviceOf(await identifyRadar(commandLine), 'auto')
      setup = await readRadar({ ...options, device }, env.open)
    }
    const { frameBytes, acquisition } = setup.facts
    const intake = createIntake(clock, frameBytes, acquisition.frameInterval, pass)
    const onStatus = (bits: number) => {
      intake.onStatus(bits)
      warnOf(bits)
    }
    const link = await site.openLink({ onPacket: intake.onPacket, onStatus })
    beats = createBeatWatch(setup)
    radar = { setup, site, link, intake, clock, signal: ended.signal, commandLine, started: false }
    const { address, cardAddress, configPort } = site.options
    const there = commandLine ? `Radar at ${commandLine.name}` : setup.profile.title
    const card = `the card is looked for at ${cardAddress}:${configPort}`
    return `${there}; ${card}, its data at ${address}:${link.dataPort}. ${link.warning}`.trim()
  }

  function radarFound(): Radar {
    if (radar) return radar
    throw new Error('no radar was found yet')
  }

  function pass(frame: AssembledFrame): void {
    hub.push(frame)
    beats?.frame(frame)
    if (recording && frame.coverage >= recording.leastCoverage) recording.to.add(frame)
    for (const listener of listeners) listener.frame?.(frame)
  }

  /** What the card says by itself while it streams. */
  function warnOf(bits: number): void {
    const trouble = describeStatus(bits).find(({ weight }) => weight !== 'news')
    if (!trouble || state !== 'streaming') return
    say('streaming', { ...nothing, message: trouble.message, remedy: trouble.remedy })
    forget()
    forget = clock.after(warningTime, () => {
      if (state === 'streaming') say('streaming')
    })
  }

  function tick(): void {
    stopTicking = clock.after(1, tick)
    if (radar) {
      const { intake, link } = radar
      intake.meter.packets(intake.counts().received)
      link.dropped().then(
        (count) => {
          dropped = count
        },
        // A system that does not say, says nothing.
        () => undefined,
      )
      if (state === 'streaming' && isQuiet(radar)) recovering ??= takeUp(radar)
    }
    tellHealth()
  }

  async function takeUp(found: Radar): Promise<void> {
    try {
      const outcome = await recover(found, say)
      if (outcome === 'back') say('streaming')
      if (outcome === 'complete') void end()
    } catch (error) {
      void end(error)
    } finally {
      recovering = undefined
    }
  }

  function say(now: RadarHealth['state'], explanation = nothing): void {
    state = now
    said = explanation
    tellHealth()
  }

  function tellHealth(): void {
    for (const listener of listeners) listener.health?.(health())
  }

  function health(): RadarHealth {
    const { message, cause, remedy } = said.message === '' ? standing() : said
    const reading = radar?.intake.meter.read() ?? noReading
    return {
      state,
      message: cause === '' ? message : `${message} ${cause}`,
      remedy,
      ...reading,
      packets: counts(),
      ...(dropped === undefined ? {} : { dropped }),
      queue: hub.waiting,
      queueLimit: radar ? Math.floor(env.keep / radar.setup.facts.frameBytes) : 0,
      receiveBuffer: radar?.link.receiveBuffer ?? 0,
    }
  }

  /** What goes on being so while frames come. */
  function standing(): Explanation {
    const ofDisk = recording?.to.state().error
    if (ofDisk) return { ...nothing, message: ofDisk }
    return (state === 'streaming' ? beats?.read() : undefined) ?? nothing
  }

  function counts(): PacketCounts {
    return radar?.intake.counts() ?? noCounts
  }

  /** Also that of a recording which ended with the capture, once. */
  async function stopRecording(): Promise<RecorderState | undefined> {
    const ending = recording
    recording = undefined
    if (ending) return ending.to.close(counts())
    const before = recorded
    recorded = undefined
    return before
  }

  function end(failure?: unknown): Promise<void> {
    closing ??= close(failure)
    return closing
  }

  async function close(failure?: unknown): Promise<void> {
    ended.abort()
    stopTicking()
    forget()
    const isThere = state !== 'lost'
    await recovering
    if (failure === undefined) await connecting.catch(() => undefined)
    if (radar) {
      if (isThere && radar.started) await stopBoth(radar)
      radar.intake.finish()
      await radar.link.close()
    }
    await (radar?.commandLine ?? commandLine)?.close()
    await site?.close()
    hub.end(failure instanceof Error ? failure : undefined)
    recorded = await stopRecording().catch((error: unknown) => {
      if (!(error instanceof HostError)) throw error
      if (said.message === '') said = { ...nothing, message: error.message }
      return undefined
    })
    say('ended', said)
    listeners.clear()
  }
}

const noReading = {
  time: 0,
  frames: 0,
  damaged: 0,
  missing: 0,
  frameRate: 0,
  packetRate: 0,
  jitter: 0,
  coverage: 0,
}
