import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAssembler } from './assembler.ts'
import type { AssembledFrame } from './frame-outlet.ts'
import { encodeDataPacket } from './protocol.ts'

const card = { address: '192.168.33.180', port: 1024 }

/** Frames of two packets, so that what happens can be followed by hand. */
const frameBytes = 200
const half = 100

/** Packet `number` of a run whose every packet is full of its own number, or of `value`. */
function packet(number: number, value = number): Uint8Array {
  const payload = new Uint8Array(half).fill(value)
  return encodeDataPacket({ sequence: number, byteCount: (number - 1) * half, payload })
}

function assembling(leastCoverage = 0, framesAway = 0) {
  const frames: AssembledFrame[] = []
  const assembler = createAssembler({
    frameBytes,
    card,
    leastCoverage,
    framesAway: () => framesAway,
    onFrame: (frame) => frames.push(frame),
  })
  return {
    frames,
    assembler,
    indices: () => frames.map(({ index }) => index),
    push(...packets: Uint8Array[]) {
      for (const each of packets) assembler.push(each, card)
    },
    words() {
      const { received: _, ...words } = assembler.counts()
      return Object.fromEntries(Object.entries(words).filter(([, count]) => count > 0))
    },
  }
}

describe('when a frame leaves', () => {
  test('as soon as its last byte is there', () => {
    const { frames, push } = assembling()
    push(packet(1))
    expect(frames).toEqual([])
    push(packet(2))
    expect(frames).toHaveLength(1)
    expect([...frames[0].bytes]).toEqual([...Array(half).fill(1), ...Array(half).fill(2)])
  })

  test('unfinished, when bytes of the second frame after it come, and then in order', () => {
    const { indices, push } = assembling()
    push(packet(1), packet(2), packet(3), packet(5), packet(6))
    expect(indices()).toEqual([0])
    push(packet(7))
    expect(indices()).toEqual([0, 1, 2])
  })

  test('at the stop', () => {
    const { frames, indices, push, assembler } = assembling()
    push(packet(1), packet(2), packet(3))
    assembler.finish()
    expect(indices()).toEqual([0, 1])
    expect(frames[1]).toMatchObject({ coverage: 0.5, missing: [[100, 200]] })
  })
})

describe('holes', () => {
  test('hold the bytes that the frame passed on before has there', () => {
    const { frames, push } = assembling()
    push(packet(1), packet(2), packet(4), packet(5), packet(6), packet(7))
    expect([...frames[1].bytes.subarray(0, half)]).toEqual(Array(half).fill(1))
    expect([...frames[1].bytes.subarray(half)]).toEqual(Array(half).fill(4))
    expect(frames[1].missing).toEqual([[0, 100]])
  })

  test('before the first whole frame nothing is passed on, and that one is number 0', () => {
    const { indices, push } = assembling()
    push(packet(2), packet(3), packet(5), packet(6), packet(7), packet(8))
    expect(indices()).toEqual([0, 1])
  })

  test('a frame of which too little came is left out, and its number too', () => {
    const { indices, push } = assembling(0.75)
    push(packet(1), packet(2), packet(3), packet(5), packet(6), packet(7), packet(8))
    expect(indices()).toEqual([0, 2, 3])
  })

  test('frames of which nothing came are left out', () => {
    const { indices, push, words } = assembling()
    push(packet(1), packet(2), packet(1001), packet(1002))
    expect(indices()).toEqual([0])
    push(packet(1003))
    expect(indices()).toEqual([0, 500])
    expect(words()).toEqual({ lost: 998 })
  })
})

describe('words', () => {
  test.each<[string, number[], Record<string, number>]>([
    ['in order', [1, 2, 3, 4], {}],
    ['lost', [1, 2, 5, 6], { lost: 2 }],
    ['lost from the beginning', [3, 4, 5, 6], { lost: 2 }],
    ['reordered', [1, 3, 2, 4], { reordered: 1 }],
    ['late', [1, 3, 4, 5, 6, 2], { late: 1 }],
    ['late twice', [1, 3, 4, 5, 6, 2, 2], { late: 2 }],
    ['doubled', [1, 2, 3, 3, 4], { doubled: 1 }],
    ['doubled, when its frame is gone', [1, 2, 3, 4, 5, 6, 2], { doubled: 1 }],
  ])('%s', (_, numbers, expected) => {
    const { push, words } = assembling()
    push(...numbers.map((number) => packet(number)))
    expect(words()).toEqual(expected)
  })

  test('foreign: another address, another port, an impossible size', () => {
    const { assembler, words, frames } = assembling()
    assembler.push(packet(1), { ...card, address: '192.168.33.181' })
    assembler.push(packet(1), { ...card, port: 1025 })
    for (const size of [0, 10, 11, 109]) assembler.push(packet(1).subarray(0, size), card)
    assembler.push(new Uint8Array(1474), card)
    assembler.finish()
    expect(words()).toEqual({ foreign: 7 })
    expect(frames).toEqual([])
  })
})

describe('a recording after another', () => {
  test('is known by its content where its counts were had before', () => {
    const { frames, indices, push, words } = assembling(0, 3)
    push(packet(1), packet(2), packet(3), packet(4))
    push(packet(1, 11), packet(2, 12))
    // Two frames, three frame periods without any, and on.
    expect(indices()).toEqual([0, 1, 5])
    expect([...frames[2].bytes]).toEqual([...Array(half).fill(11), ...Array(half).fill(12)])
    expect(words()).toEqual({})
  })

  test('is known by packet 2 where packet 1 was missing before', () => {
    const { indices, push, words } = assembling()
    push(packet(2), packet(3), packet(4))
    push(packet(1, 11), packet(2, 12), packet(3, 13))
    expect(indices()).toEqual([0, 1])
    expect(words()).toEqual({ lost: 1 })
  })

  test('may be one under way, told by two packets that follow each other', () => {
    const { assembler, frames, indices, push, words } = assembling()
    push(packet(5001), packet(5002), packet(3003, 1), packet(3004, 2))
    push(packet(3005, 3), packet(3006, 4))
    assembler.finish()
    expect(indices()).toEqual([0, 1, 2])
    expect(frames[1].missing).toEqual([[0, 100]])
    expect(words()).toEqual({ late: 1 })
  })

  test('leaves the packets of the one before where they belong', () => {
    const { indices, push, words } = assembling()
    push(packet(1), packet(2), packet(3), packet(5), packet(6))
    push(packet(1, 11), packet(4), packet(6), packet(2, 12), packet(3, 13), packet(4, 14))
    expect(words()).toEqual({ late: 1, doubled: 1 })
    expect(indices()).toEqual([0, 1, 2, 3, 4])
  })

  test('begins after finish, but what still comes for the one before is late', () => {
    const { assembler, indices, push, words } = assembling()
    push(packet(1), packet(2), packet(3))
    assembler.finish()
    push(packet(4), packet(1), packet(2), packet(3))
    assembler.finish()
    expect(indices()).toEqual([0, 1, 2, 3])
    expect(words()).toEqual({ late: 1 })
  })

  test('goes on where the card did not stop', () => {
    const { assembler, indices, push, words } = assembling()
    push(packet(1), packet(2), packet(3), packet(4))
    assembler.finish()
    push(packet(7), packet(8), packet(9), packet(10))
    expect(indices()).toEqual([0, 1, 2, 3])
    expect(words()).toEqual({})
  })
})

test('the zeros that fill the last packet up are no frame', () => {
  const { assembler, indices, push, words } = assembling()
  // 5 packets of 240 bytes hold 6 frames; the card fills the last one up.
  for (let number = 1; number <= 5; number++) {
    const payload = new Uint8Array(280).fill(number)
    if (number === 5) payload.fill(0, 80)
    push(encodeDataPacket({ sequence: number, byteCount: (number - 1) * 280, payload }))
  }
  assembler.finish()
  expect(indices()).toEqual([0, 1, 2, 3, 4, 5])
  expect(words()).toEqual({})
})

test('zeros that the radar itself sent are a frame once the next packet comes', () => {
  const { frames, push } = assembling()
  push(packet(1), packet(2))
  push(encodeDataPacket({ sequence: 3, byteCount: 200, payload: new Uint8Array(400) }))
  expect(frames).toHaveLength(2)
  push(encodeDataPacket({ sequence: 4, byteCount: 600, payload: new Uint8Array(200) }))
  expect(frames.map(({ coverage }) => coverage)).toEqual([1, 1, 1, 1])
})

test('nothing that comes can stop it, and every packet has one word', () => {
  const wild = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .record({
        sequence: fc.oneof(fc.nat(30), fc.nat(2 ** 32 - 1)),
        byteCount: fc.oneof(
          fc.nat(3000),
          fc.maxSafeNat().map((count) => count % 2 ** 48),
        ),
        payload: fc.uint8Array({ maxLength: 300 }),
      })
      .map(encodeDataPacket),
  )
  fc.assert(
    fc.property(
      fc.array(fc.option(wild, { nil: 'finish' as const })),
      fc.integer({ min: 1, max: 700 }),
      (all, size) => {
        const indices: number[] = []
        const assembler = createAssembler({
          frameBytes: size,
          onFrame({ index, coverage, missing, bytes }) {
            const absent = missing.reduce((sum, [from, to]) => sum + to - from, 0)
            expect(coverage).toBe((size - absent) / size)
            expect(coverage).toBeGreaterThan(0)
            expect(bytes).toHaveLength(size)
            indices.push(index)
          },
        })
        for (const each of all) {
          if (each === 'finish') assembler.finish()
          else assembler.push(each, card)
        }
        assembler.finish()
        indices.forEach((index, at) => {
          if (at > 0) expect(index).toBeGreaterThan(indices[at - 1])
        })
        const { received, lost, reordered, late, doubled, foreign } = assembler.counts()
        expect(received).toBe(all.filter((each) => each !== 'finish').length)
        expect(reordered + late + doubled + foreign).toBeLessThanOrEqual(received)
        expect(lost).toBeGreaterThanOrEqual(0)
      },
    ),
    { numRuns: 500 },
  )
})

test('options that say nothing are refused', () => {
  const onFrame = () => undefined
  for (const frameBytes of [0, -1, 1.5, Number.NaN]) {
    expect(() => createAssembler({ frameBytes, onFrame })).toThrow('a whole number of bytes')
  }
  for (const leastCoverage of [-0.1, 1.1, Number.NaN]) {
    expect(() => createAssembler({ frameBytes, leastCoverage, onFrame })).toThrow('a share from 0')
  }
})
