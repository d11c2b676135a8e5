import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFrame, parseCaptureLog, type RadarSetup } from '@chirpflow/formats'
import type { ByteSource, RadarHealth, RadarOptions, RadarStepState } from '@chirpflow/graph'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCapture } from './capture.ts'
import type { Capture, CaptureEnv } from './capture-types.ts'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import type { Fault } from './emulator/faults.ts'
import { createVirtualClock } from './virtual-clock.ts'

/** The profile of hardware.md: 2 chirps x 4 receivers x 200 samples on four lanes, 6400 bytes. */
const config = `sensorStop
flushCfg
dfeDataOutputMode 1
channelCfg 15 3 0
adcCfg 2 1
testFmkCfg 0 0 0 1
profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 FRAMES 50 1 0
sensorStart
`
const frameBytes = 6400

const options: RadarOptions = {
  device: 'emulator',
  config: 'profile.cfg',
  commandPort: '',
  address: '127.0.0.1',
  cardAddress: '127.0.0.1',
  configPort: 4096,
  dataPort: 4098,
  packetDelay: 25e-6,
  iqOrder: 'auto',
  leastCoverage: 0,
}

/** Not zero anywhere, and different in each frame. */
function sceneOf(size: number) {
  return (index: number) =>
    Uint8Array.from({ length: size }, (_, at) => 1 + ((index * 31 + at * 7) % 251))
}
const scene = sceneOf(frameBytes)

let capture: Capture | undefined
let steps: RadarStepState[] = []
let healths: RadarHealth[] = []
let frames: AssembledFrame[] = []

function open(faults: Fault[] = [], more: Partial<CaptureEnv> = {}, limit = 0): Capture {
  steps = []
  healths = []
  frames = []
  const text = config.replace('FRAMES', String(limit))
  capture = openCapture(options, {
    clock: createVirtualClock(),
    keep: 1e8,
    open: async (path) => sourceOf(path, text),
    feed: () => ({ frameBytes, frameInterval: 0.05, frame: scene }),
    emulator: { speed: 1, faults, seed: 1 },
    ...more,
  })
  capture.listen({
    step: (state) => steps.push(state),
    health: (health) => healths.push(health),
    frame: (frame) => frames.push(frame),
  })
  return capture
}

afterEach(async () => {
  await capture?.close()
})

describe('capture from the emulator, over UDP', () => {
  test('four steps, then frames as they were sent, from the first one on', async () => {
    const { ready, stream } = open()
    const setup = await ready
    expect(setup.facts.frameBytes).toBe(frameBytes)
    const done = steps.filter(({ state }) => state === 'done').map(({ step }) => step)
    expect(done).toEqual(['find', 'check', 'configure', 'stream'])
    const reader = await stream(0)
    for (let index = 0; index < 10; index++) {
      expect(await reader.next()).toMatchObject({ index, coverage: 1 })
      expect(Buffer.from(frames[index].bytes).equals(scene(index))).toBe(true)
    }
    await reader.close()
  })

  test('a radar that makes so many frames and no more: all of them come', async () => {
    open([], {}, 25)
    await capture?.ready
    const reader = await capture!.stream(0)
    const indices: number[] = []
    for (let frame = await reader.next(); frame; frame = await reader.next()) {
      indices.push(frame.index)
    }
    expect(indices).toEqual(Array.from({ length: 25 }, (_, index) => index))
    expect(capture!.health().state).toBe('ended')
  })
})

describe('a radar that is lost and comes back', () => {
  test.each<['radar' | 'card' | 'network', RegExp]>([
    ['radar', /serial port the emulated radar is gone/],
    ['card', /DCA1000 at 127\.0\.0\.1 does not answer any more/],
    ['network', /DCA1000 at 127\.0\.0\.1 does not answer any more/],
  ])('%s: it is said, and goes on with the frames of that time', async (part, sentence) => {
    const { ready, emulator } = withEmulator(open())
    await ready
    await frameAfter(5)
    emulator().cut(part)
    const lost = await health(({ state, message }) => state === 'lost' && sentence.test(message))
    expect(lost.remedy).toMatch(/by itself/)
    const before = frames.length
    emulator().restore(part)
    await health(({ state }) => state === 'streaming')
    await frameAfter(before + 5)

    // Each frame says by its content which one of the scene it is, up to 251 of them.
    const shift = (index: number) => frames[index].index
    const away = shift(before + 2) - shift(before - 1)
    expect(away).toBeGreaterThan(5)
    const whole = frames.filter(({ coverage }) => coverage === 1)
    for (const { index, bytes } of whole.slice(-3)) {
      // A clock at either end, so one frame more or less.
      const near = [-1, 0, 1].map((off) => Buffer.from(bytes).equals(scene(index + off)))
      expect(near).toContain(true)
    }
    const { missing, damaged } = capture!.health()
    expect(missing).toBeGreaterThan(3)
    expect(damaged).toBeGreaterThanOrEqual(missing)
  })
})

describe('what passes by itself', () => {
  test.each<[string, Fault[]]>([
    ['a card deaf after its configuration', [{ kind: 'deaf', requests: 10 }]],
    ['answers that were lost', [1, 3, 5, 9, 11, 14].map((command) => mute(command))],
    ['a last packet after the word that all was sent', [{ kind: 'late-last', seconds: 0.05 }]],
    ['a last packet that is short', [{ kind: 'short-last' }]],
  ])('%s', async (_, faults) => {
    open(faults, {}, 20)
    await capture!.ready
    const reader = await capture!.stream(0)
    while (await reader.next());
    expect(frames.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, at) => at))
    expect(frames.every(({ coverage }) => coverage === 1)).toBe(true)
  })

  test('a warning of the card is told, and does not stand for ever', async () => {
    await open([{ kind: 'status', frame: 10, bits: 1 << 9 }]).ready
    const warned = await health(({ message }) => /LVDS buffer ran over/.test(message))
    expect(warned).toMatchObject({ state: 'streaming' })
    expect(warned.remedy).toMatch(/packet delay/)
    const later = await health(({ message }) => !/LVDS buffer/.test(message))
    expect(later.state).toBe('streaming')
  })
})

describe('I and Q that are taken for one another', () => {
  const feedOf = (swap: boolean) => (setup: RadarSetup) => {
    const { decoding, geometry } = setup
    // One target: its beat frequency is positive where the chirp rises.
    const echo = new Float64Array(2 * decoding.chirps * decoding.receivers * geometry.samples)
    for (let at = 0; at < echo.length; at += 2) {
      const turn = (2 * Math.PI * 9 * (at / 2)) / geometry.samples
      echo[at] = 500 * Math.cos(turn)
      echo[at + 1] = 500 * Math.sin(turn)
    }
    const words = encodeFrame(echo, { ...decoding, swapped: decoding.swapped !== swap })
    return { frameBytes, frameInterval: 0.05, frame: () => new Uint8Array(words.buffer) }
  }

  test('are noticed while frames come, with what to set', async () => {
    await open([], { feed: feedOf(true) }).ready
    const told = await health(({ message }) => /I and Q/.test(message))
    expect(told.state).toBe('streaming')
    expect(told.message).toMatch(/only 0 % of the energy lies at beat frequencies of targets/)
    expect(told.remedy).toMatch(/Set the I\/Q order of the radar to (iq|qi)/)
    await frameAfter(frames.length + 40)
    expect(capture!.health().message).toBe(told.message)
  })

  test('in the right order there is nothing to say', async () => {
    await open([], { feed: feedOf(false) }).ready
    await frameAfter(60)
    expect(healths.map(({ message }) => message).join('')).toBe('')
  })
})

function mute(command: number): Fault {
  return { kind: 'mute', command, times: 1 }
}

describe('what a person is told when a step fails', () => {
  const noCard: Fault[] = [{ kind: 'mute', command: 0x09, times: 1000 }]
  const noLvds: Fault[] = [{ kind: 'no-lvds' }]
  const refused: Fault[] = [{ kind: 'refuse', command: 0x05, times: 1000 }]
  const playback: Fault[] = [{ kind: 'version', status: 0x4402 }]
  test.each<[string, Fault[], RadarStepState['step'], RegExp]>([
    ['no answer', noCard, 'check', /No answer from the DCA1000/],
    ['no LVDS data', noLvds, 'stream', /gets no data from the radar over LVDS/],
    ['refused', refused, 'stream', /refused RECORD_START/],
    ['playback', playback, 'check', /playback image/],
  ])('%s', async (_, faults, step, message) => {
    await expect(open(faults).ready).rejects.toThrow(message)
    const failed = steps.at(-1)
    expect(failed).toMatchObject({ step, state: 'failed' })
    expect(failed?.message).toMatch(message)
    expect(failed?.cause).toMatch(/\w+ .*\./)
    expect(failed?.remedy).toMatch(/\w+ .*\./)
    expect(capture!.health().state).toBe('ended')
  })

  test('the stock firmware of an xWR14xx cannot stream, and that is said in words', async () => {
    const firmware = { dialect: 'mmw-demo' as const, sdk: '02.01.00.04' }
    const emulator = { speed: 1, faults: [], seed: 1, firmware }
    await expect(open([], { emulator }).ready).rejects.toThrow(/sends no raw samples over LVDS/)
    expect(steps.at(-1)).toMatchObject({ step: 'check', state: 'failed' })
  })
})

describe('a capture that is recorded', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chirpflow-capture-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('holds the bytes that were passed on, and what was missing of them', async () => {
    const { ready } = open([{ kind: 'loss', share: 0.05, length: 1 }])
    await ready
    await capture!.record(join(folder, 'night.bin'), 0.9)
    const from = frames.length
    await frameAfter(from + 30)
    const { frames: written } = (await capture!.stopRecording())!
    const kept = frames.slice(from).filter(({ coverage }) => coverage >= 0.9)
    const expected = Buffer.concat(kept.slice(0, written).map(({ bytes }) => bytes))
    expect((await readFile(join(folder, 'night.bin'))).equals(expected)).toBe(true)
    const text = await readFile(join(folder, 'night.capture.jsonl'), 'utf8')
    const log = parseCaptureLog(text, 'night')
    expect(log.header).toMatchObject({ device: 'emulator', layout: '4-lane', frameBytes })
    expect(log.end?.frames).toBe(written)
    for (const { frame, index, missing } of log.gaps) {
      expect(kept[frame]).toMatchObject({ index, missing })
    }
  })

  test('is ended with the capture, too', async () => {
    await open().ready
    await capture!.record(join(folder, 'a.bin'), 0)
    await frameAfter(frames.length + 3)
    await capture!.close()
    const text = await readFile(join(folder, 'a.capture.jsonl'), 'utf8')
    expect(parseCaptureLog(text, 'a').end?.frames).toBeGreaterThanOrEqual(3)
  })
})

describe('a capture that is ended', () => {
  const openHandles = () =>
    process.getActiveResourcesInfo().filter((name) => /UDP|TCP|Pipe/.test(name))

  /** A socket that was closed is let go some rounds of the event loop later. */
  async function expectHandles(before: readonly string[]): Promise<void> {
    for (let round = 0; round < 100 && openHandles().length > before.length; round++) {
      await new Promise(setImmediate)
    }
    expect(openHandles()).toEqual(before)
  }

  test.each(['find', 'check', 'configure', 'stream'] as const)(
    'in the step "%s": nothing is left behind',
    async (step) => {
      const before = openHandles()
      open()
      await new Promise<void>((resolve) => {
        capture!.listen({ step: (state) => state.step === step && resolve() })
      })
      await capture!.close()
      // Whether it had come to stream by then is open.
      await capture!.ready.catch(() => undefined)
      await expectHandles(before)
      expect(capture!.health().state).toBe('ended')
    },
  )

  test.each(['radar', 'card', 'network'] as const)(
    'while the %s is away: nothing is left behind, and readers come to an end',
    async (part) => {
      const before = openHandles()
      await open().ready
      const reader = await capture!.stream(0)
      capture!.emulator!.cut(part)
      await health(({ state }) => state === 'lost')
      await capture!.close()
      await expectHandles(before)
      while (await reader.next());
    },
  )
})

test('a radar unplugged again and again, with a reader and a recording that go on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chirpflow-capture-'))
  await open().ready
  await capture!.record(join(folder, 'a.bin'), 0)
  const from = frames.length
  for (const part of ['radar', 'card', 'network', 'radar'] as const) {
    await frameAfter(frames.length + 3)
    capture!.emulator!.cut(part)
    await health(({ state }) => state === 'lost')
    capture!.emulator!.restore(part)
    await health(({ state }) => state === 'streaming')
  }
  await frameAfter(frames.length + 3)
  const reader = await capture!.stream(0)
  await capture!.close()
  const read: number[] = []
  for (let frame = await reader.next(); frame; frame = await reader.next()) read.push(frame.index)
  expect(read).toEqual(frames.map(({ index }) => index))
  expect(read.every((index, at) => at === 0 || index > read[at - 1])).toBe(true)

  const log = parseCaptureLog(await readFile(join(folder, 'a.capture.jsonl'), 'utf8'), 'a')
  expect(log.end?.frames).toBe(frames.length - from)
  // At least one jump of time for each time that it was away.
  expect(log.gaps.length).toBeGreaterThanOrEqual(4)
  await rm(folder, { recursive: true })
})

test.each([
  ['that fit no number of packets', frameBytes, config],
  ['of two packets', 2912, config.replace(' 200 4000', ' 91 4000')],
])('as fast as the card goes, frames %s: all of them, byte for byte', async (_, size, text) => {
  const scene = sceneOf(size)
  open([], {
    emulator: { speed: Number.POSITIVE_INFINITY, faults: [], seed: 1 },
    feed: () => ({ frameBytes: size, frameInterval: 0.05, frame: scene }),
    open: async (path) => sourceOf(path, text.replace('FRAMES', '300')),
  })
  const reader = await capture!.stream(0)
  while (await reader.next());
  expect(frames).toHaveLength(300)
  const wrong = frames.filter(({ index, bytes }) => !Buffer.from(bytes).equals(scene(index)))
  expect(wrong).toEqual([])
})

test('faults over UDP are counted as on an in-process line', async () => {
  // 44 packets of ten frames; what each fault does is worked out in emulator/fault-table.test.ts.
  const faults: Fault[] = [
    { kind: 'loss', at: 7, length: 1 },
    { kind: 'delay', at: 20, by: 1 },
    { kind: 'repeat', at: 30, after: 0 },
    { kind: 'stranger', at: 33 },
  ]
  await open(faults, {}, 10).ready
  const reader = await capture!.stream(0)
  let count = 0
  while (await reader.next()) count++
  expect(count).toBe(10)
  const counts = { lost: 1, reordered: 1, late: 0, doubled: 1, foreign: 1 }
  expect(reader.report()).toMatchObject({ ...counts, frames: 10, skipped: 0 })
})

function withEmulator({ ready }: Capture) {
  return { ready, emulator: () => capture!.emulator! }
}

/** Rejects only by the runner's own limit, for nothing here measures time. */
async function frameAfter(count: number): Promise<void> {
  while (frames.length < count) await new Promise(setImmediate)
}

async function health(holds: (health: RadarHealth) => boolean): Promise<RadarHealth> {
  const from = healths.length
  for (;;) {
    const found = healths.slice(from).find(holds)
    if (found) return found
    await new Promise(setImmediate)
  }
}

function sourceOf(name: string, text: string): ByteSource {
  const bytes = new TextEncoder().encode(text)
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  }
}
