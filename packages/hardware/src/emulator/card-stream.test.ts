import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCardStream } from './card-stream.ts'
import type { Fault } from './faults.ts'
import type { Sent } from './packet-line.ts'

/** Frames of one packet each, so packet n carries frame n - 1. */
const frameBytes = 1456

function run(frames: number, faults: Fault[], size = frameBytes, seed = 1): Sent[] {
  const stream = createCardStream(size, faults, seed)
  const sent: Sent[] = []
  for (let index = 0; index < frames; index++) {
    sent.push(...stream.frame(new Uint8Array(size).fill(index + 1)))
  }
  return [...sent, ...stream.stop()]
}

const sequences = (sent: readonly Sent[]) => sent.map(({ packet }) => packet.sequence)

describe('each fault by itself', () => {
  test.each<[Fault, number[]]>([
    [{ kind: 'loss', at: 2, length: 1 }, [1, 3, 4, 5, 6]],
    [{ kind: 'loss', at: 2, length: 3 }, [1, 5, 6]],
    [{ kind: 'delay', at: 2, by: 1 }, [1, 3, 2, 4, 5, 6]],
    [{ kind: 'delay', at: 2, by: 3 }, [1, 3, 4, 5, 2, 6]],
    [{ kind: 'delay', at: 5, by: 9 }, [1, 2, 3, 4, 6, 5]],
    [{ kind: 'repeat', at: 2, after: 0 }, [1, 2, 2, 3, 4, 5, 6]],
    [{ kind: 'repeat', at: 2, after: 2 }, [1, 2, 3, 4, 2, 5, 6]],
    [{ kind: 'restart', frame: 3, away: 0 }, [1, 2, 3, 1, 2, 3]],
    [{ kind: 'restart', frame: 3, away: 2 }, [1, 1, 2, 3]],
    [{ kind: 'join', frame: 100 }, [101, 102, 103, 104, 105, 106]],
    [{ kind: 'loss', share: 1, length: 1 }, []],
    [{ kind: 'loss', share: 0, length: 1 }, [1, 2, 3, 4, 5, 6]],
  ])('%j', (fault, expected) => {
    expect(sequences(run(6, [fault]))).toEqual(expected)
  })

  test('a stranger sends what the card sends, just before it', () => {
    const sent = run(3, [{ kind: 'stranger', at: 2 }])
    expect(sent.map(({ from, packet }) => `${from} ${packet.sequence}`)).toEqual([
      'card 1',
      'stranger 2',
      'card 2',
      'card 3',
    ])
  })

  test('of a truncated packet the first bytes arrive', () => {
    const sent = run(3, [{ kind: 'truncate', at: 2, bytes: 700 }])
    expect(sent.map(({ bytes }) => bytes)).toEqual([undefined, 700, undefined])
  })

  test('counts wrap where their 32 and 48 bits end', () => {
    const before = 2 ** 48 / 4096 - 1
    const sent = run(3, [{ kind: 'join', frame: before }], 4096)
    const counts = sent.map(({ packet }) => packet.byteCount)
    expect(counts.every((count) => count >= 0 && count < 2 ** 48)).toBe(true)
    expect(counts[0]).toBeGreaterThan(2 ** 48 - 4096 - 1456)
    expect(counts.at(-1)).toBeLessThan(3 * 4096)
    const first = Math.floor((before * 4096) / 1456)
    expect(sent[0].packet.sequence).toBe((first + 1) % 2 ** 32)
  })
})

test('without faults the bytes of the frames, filled up at the end, whatever the size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4000 }),
      fc.nat(6),
      fc.boolean(),
      (size, frames, short) => {
        const sent = run(frames, short ? [{ kind: 'short-last' }] : [], size)
        const bytes = sent.flatMap(({ packet }) => [...packet.payload])
        const all = Array.from({ length: frames }, (_, index) => Array(size).fill(index + 1)).flat()
        const full = Math.ceil(all.length / 1456) * 1456
        const filled = short ? all : [...all, ...Array(full - all.length).fill(0)]
        expect(Buffer.from(bytes).equals(Buffer.from(filled))).toBe(true)
        expect(sequences(sent)).toEqual(sent.map((_, index) => index + 1))
        expect(sent.map(({ packet }) => packet.byteCount)).toEqual(sent.map((_, at) => 1456 * at))
      },
    ),
  )
})

test('a share of loss is met, and another seed loses others', () => {
  const lossy: Fault[] = [{ kind: 'loss', share: 0.1, length: 1 }]
  const kept = run(10_000, lossy).length
  // Four standard deviations of 10,000 draws with probability 0.9.
  expect(Math.abs(kept - 9000)).toBeLessThan(4 * Math.sqrt(10_000 * 0.9 * 0.1))
  expect(sequences(run(500, lossy))).toEqual(sequences(run(500, lossy)))
  expect(sequences(run(500, lossy, frameBytes, 2))).not.toEqual(sequences(run(500, lossy)))
})
