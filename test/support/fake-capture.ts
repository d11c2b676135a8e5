/** A capture whose frames and steps a test gives. */
import type { RadarSetup } from '@chirpflow/formats'
import {
  HostError,
  type RadarFacts,
  type RadarOptions,
  type RadarStepState,
  sizeOf,
} from '@chirpflow/graph'
import { type Capture, type CaptureListener, createHub, readFrames } from '@chirpflow/hardware'

export const someOptions: RadarOptions = {
  device: 'emulator',
  config: 'some.cfg',
  commandPort: '',
  address: '127.0.0.1',
  cardAddress: '127.0.0.1',
  configPort: 4096,
  dataPort: 4098,
  packetDelay: 25e-6,
  iqOrder: 'auto',
  leastCoverage: 0.5,
}

/** Two chirps of one receiver and three samples, 20 times a second. */
export const someFacts: RadarFacts = {
  dtype: 'complex64',
  axes: [
    { name: 'chirp', size: 2, step: 1, start: 0, unit: '1' },
    { name: 'rx', size: 1, step: 1, start: 0, unit: '1' },
    { name: 'sample', size: 3, step: 1e-6, start: 0, unit: 's' },
  ] as unknown as RadarFacts['axes'],
  acquisition: { frameInterval: 0.05 } as RadarFacts['acquisition'],
  frameBytes: 24,
  notes: [],
  warnings: [],
}

/** Complex samples as two lanes bring them. */
function decodingOf({ axes: [chirp, rx, sample] }: RadarFacts) {
  const sizes = { chirps: chirp.size, receivers: rx.size, samples: sample.size }
  return { layout: '2-lane', ...sizes, swapped: false, bits: 16, slots: [0] } as const
}

/** All of its words are its index. */
const frameOf = ({ axes }: RadarFacts, index: number) =>
  new Uint8Array(new Int16Array(2 * sizeOf(axes)).fill(index).buffer)

type Frame = Parameters<NonNullable<CaptureListener['frame']>>[0]

export interface FakeCapture extends Capture {
  readonly options: RadarOptions
  readonly config: string | undefined
  readonly played: string[]
  readonly recorded: string[]
  streams(facts?: RadarFacts): void
  fails(reason: string): void
  push(index: number): void
  closed: boolean
}

export function createFakeCapture(options: RadarOptions, config: string | undefined): FakeCapture {
  const hub = createHub<Frame>(1e6, ({ bytes }) => bytes.length)
  const listeners = new Set<CaptureListener>()
  const [played, recorded]: string[][] = [[], []]
  let step: RadarStepState = { step: 'find', state: 'running', message: '' }
  let recording: ReturnType<Capture['recording']>
  let sent = someFacts
  let resolve = (_: RadarSetup) => {}
  let reject = (_: Error) => {}
  const ready = new Promise<RadarSetup>((yes, no) => {
    resolve = yes
    reject = no
  })
  ready.catch(() => undefined)
  const say = (state: RadarStepState) => {
    step = state
    for (const listener of listeners) listener.step?.(state)
  }
  async function rawStream() {
    const { facts } = await ready
    const { next, close, skipped } = hub.attach('oldest')
    const decoding = decodingOf(facts)
    return { facts, decoding, next, report: () => ({ skipped }), close: async () => close() }
  }
  const capture: FakeCapture = {
    options,
    config,
    ready,
    hub,
    played,
    recorded,
    closed: false,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    steps: () => [step],
    health: () =>
      ({ state: capture.closed ? 'ended' : 'streaming', newest: { time: 9, age: 0 } }) as never,
    stream: async () => readFrames(await rawStream()),
    rawStream,
    async record(path) {
      recorded.push(path)
      recording = { path, frames: 40, bytes: 960, skipped: 0, error: '' }
    },
    async stopRecording() {
      const ended = recording
      recording = undefined
      return ended
    },
    recording: () => recording,
    emulator:
      options.device === 'emulator'
        ? {
            cut: (part) => void played.push(`cut ${part}`),
            restore: (part) => void played.push(`restore ${part}`),
            setFaults: (faults) => void played.push(JSON.stringify(faults)),
            isOn: () => true,
            report: () => ({}) as never,
          }
        : undefined,
    async close() {
      capture.closed = true
      hub.end()
    },
    streams(facts = someFacts) {
      sent = facts
      resolve({ facts } as RadarSetup)
      say({ step: 'stream', state: 'done', message: 'First frame.' })
    },
    fails(reason) {
      reject(new HostError(reason))
      say({ step: 'check', state: 'failed', message: reason })
    },
    push: (index) => hub.push({ index, bytes: frameOf(sent, index), coverage: 1, missing: [] }),
  }
  return capture
}
