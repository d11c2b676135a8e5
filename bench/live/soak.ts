/** A day of capture in minutes: card, assembler, hub, reader and chain, with faults on the way. */
import {
  type AssembledFrame,
  type Clock,
  createHub,
  encodeDataPacket,
  type Fault,
  type Hub,
} from '@chirpflow/hardware'
import { createIntake } from '../../packages/hardware/src/capture-intake.ts'
import { openRawStream, readFrames } from '../../packages/hardware/src/capture-stream.ts'
import { createCardStream } from '../../packages/hardware/src/emulator/card-stream.ts'
import { runLive } from './chain.ts'
import { configOf, frameBytesOf, hostOf, type RadarShape, radarAt, setupOf } from './radar.ts'
import { chirpsOf, framesOf } from './scene.ts'

export interface SoakScale {
  readonly radar: RadarShape
  /** Simulated, s. */
  readonly duration: number
  /** How often memory is looked at. */
  readonly samples: number
  /** Bytes of frames that are kept to go back to. */
  readonly keep: number
}

export interface MemorySample {
  /** Simulated, s. */
  readonly time: number
  /** Bytes after a collection. */
  readonly heap: number
  readonly buffers: number
}

export interface SoakReport {
  readonly duration: number
  readonly seconds: number
  readonly frames: number
  readonly damaged: number
  readonly packets: number
  readonly lost: number
  readonly estimates: number
  readonly answers: number
  readonly memory: readonly MemorySample[]
}

/** Every kind of what happens to packets, now and then; and a restart of the card each hour. */
function faultsOf(duration: number, framePeriod: number): Fault[] {
  const hourly = Array.from({ length: Math.floor(duration / 3600) }, (_, hour) => ({
    kind: 'restart' as const,
    frame: Math.round(((hour + 1) * 3600) / framePeriod),
    away: 40,
  }))
  return [
    { kind: 'loss', share: 2e-5, length: 3 },
    { kind: 'delay', share: 1e-4, by: 3 },
    { kind: 'repeat', share: 1e-4, after: 2 },
    ...hourly,
  ]
}

/** @param collect collects all garbage and says what is left */
export async function soak(
  { radar, duration, samples, keep }: SoakScale,
  collect: () => Omit<MemorySample, 'time'>,
  say: (share: number) => void = () => {},
): Promise<SoakReport> {
  const config = configOf(radar)
  const frameBytes = frameBytesOf(radar)
  const { framePeriod } = radar
  const options = radarAt(4096, 4098)
  const setup = await setupOf(radar)
  const pieces = framesOf(chirpsOf(setup, 20), frameBytes)
  const frameCount = Math.round(duration / framePeriod)

  let made = 0
  const clock: Clock = { now: () => made * framePeriod, after: () => () => {} }
  const hub = createHub<AssembledFrame>(keep, ({ bytes }) => bytes.length)
  const intake = createIntake(clock, frameBytes, framePeriod, hub.push)
  const faults = faultsOf(duration, framePeriod)
  const card = createCardStream(frameBytes, faults, 1)
  const sender = { address: '127.0.0.1', port: 4096 }
  const memory: MemorySample[] = []
  const begun = performance.now()

  function feed(): void {
    for (const { packet, bytes } of card.frame(pieces[made % pieces.length])) {
      intake.onPacket(encodeDataPacket(packet).subarray(0, bytes), sender)
    }
    made++
    if (made * framePeriod >= Math.ceil(((made - 1) * framePeriod) / 1) + 1) tick()
    if (made % Math.ceil(frameCount / samples) === 0) look()
  }

  /** What a capture does each second. */
  function tick(): void {
    intake.meter.packets(intake.counts().received)
    intake.meter.read()
  }

  function look(): void {
    memory.push({ time: made * framePeriod, ...collect() })
    say(made / frameCount)
  }

  /** A reader that has the next frame made when it would have to wait. */
  const pulled: Hub<AssembledFrame> = {
    ...hub,
    attach(from) {
      const reader = hub.attach(from)
      return {
        ...reader,
        next() {
          while (reader.waiting === 0 && made < frameCount) feed()
          if (made === frameCount) hub.end()
          return reader.next()
        },
      }
    },
  }
  const traffic = () => ({ counts: intake.counts(), dropped: undefined })
  const host = hostOf(config, async () => readFrames(openRawStream(setup, pulled, 0.5, traffic)))
  const { estimates, answers } = await runLive(host, options)
  const { received, lost } = intake.counts()
  return {
    duration,
    seconds: (performance.now() - begun) / 1000,
    frames: intake.frames,
    damaged: intake.meter.read().damaged,
    packets: received,
    lost,
    estimates,
    answers,
    memory,
  }
}
