import type { Chunk } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createOutbox, type OutboxOptions } from './outbox.ts'
import { bytesOfPacked, unpackChunks } from './pack.ts'
import type { FromEngine, RunOutcome } from './protocol.ts'

type Sent = Extract<FromEngine, { batch: unknown }>['batch']

function setUp(bounds: Partial<OutboxOptions> = {}) {
  const messages: FromEngine[] = []
  const timers: { at: number; fire(): void }[] = []
  let time = 0
  let taken = 0
  const outbox = createOutbox({
    post: (message) => messages.push(message),
    now: () => time,
    delay: (seconds) => new Promise((fire) => timers.push({ at: time + seconds, fire })),
    ...bounds,
  })
  const batches = () =>
    messages.flatMap((message): Sent[] => ('batch' in message ? [message.batch] : []))
  return {
    outbox,
    messages,
    batches,
    indices: (wire: string) =>
      batches()
        .filter((batch) => batch.wire === wire)
        .map(({ packed }) => unpackChunks(packed).map(({ index }) => index)),
    chunk(index: number, mode: 'newest' | 'all' = 'all', length = 1, wire = 'a.x', run = 1) {
      const chunk: Chunk = {
        data: new Float64Array(length).fill(index),
        index,
        time: index / 10,
        coverage: 1,
      }
      outbox.add({ type: 'chunk', run, wire, mode, chunk })
      return chunk
    },
    /** The other side takes in what was sent since. */
    take() {
      const fresh = batches().slice(taken)
      taken += fresh.length
      for (const { packed } of fresh) outbox.taken(bytesOfPacked(packed))
    },
    async pass(seconds: number) {
      const end = time + seconds
      for (;;) {
        timers.sort((a, b) => a.at - b.at)
        if (!timers[0] || timers[0].at > end) break
        const next = timers.shift()!
        time = next.at
        next.fire()
        await new Promise(setImmediate)
      }
      time = end
    },
  }
}

const begin = { type: 'begin', run: 1, revision: 1 } as const
const report = { type: 'report', outcome: {} as RunOutcome } as const

describe('an outbox', () => {
  test('says of a short run all at its end, in order', () => {
    const { outbox, messages, chunk, indices } = setUp()
    outbox.add(begin)
    for (let index = 0; index < 5; index++) chunk(index)
    for (let index = 0; index < 5; index++) chunk(index, 'newest', 1, 'b.x')
    outbox.add({ type: 'nodes', run: 1, nodes: { a: 'running' } })
    outbox.add(report)
    expect(indices('a.x')).toEqual([[0, 1, 2, 3, 4]])
    expect(indices('b.x')).toEqual([[4]])
    expect(messages).toHaveLength(4)
    expect(messages.at(-1)).toEqual({ event: report })
  })

  test('sends the newest at most 15 times a second and all of a series, while a run goes on', async () => {
    const { outbox, chunk, indices, pass, take } = setUp()
    outbox.add(begin)
    for (let index = 0; index < 200; index++) {
      chunk(index)
      chunk(index, 'newest', 1, 'b.x')
      await pass(0.005)
      take()
    }
    await pass(0.2)
    take()
    expect(indices('a.x').flat()).toEqual(Array.from({ length: 200 }, (_, index) => index))
    expect(indices('a.x').length).toBeLessThanOrEqual(35)
    expect(indices('b.x').length).toBeLessThanOrEqual(16)
    expect(indices('b.x').length).toBeGreaterThan(10)
    expect(indices('b.x').at(-1)).toEqual([199])
  })

  test('gathers states', async () => {
    const { outbox, messages, pass } = setUp()
    outbox.add(begin)
    outbox.add({ type: 'nodes', run: 1, nodes: { a: 'running' } })
    outbox.add({ type: 'nodes', run: 1, nodes: { b: 'running', a: 'finished' } })
    outbox.add({ type: 'progress', run: 1, time: 1 })
    outbox.add({ type: 'progress', run: 1, time: 2 })
    await pass(1)
    expect(messages.slice(1)).toEqual([
      { event: { type: 'nodes', run: 1, nodes: { a: 'finished', b: 'running' } } },
      { event: { type: 'progress', run: 1, time: 2 } },
    ])
  })

  test('waits for the other side to take in what was sent', async () => {
    const { outbox, chunk, indices, batches, pass } = setUp({ ahead: 100 })
    outbox.add(begin)
    chunk(0, 'all', 100)
    await pass(0.06)
    for (let index = 1; index < 9; index++) {
      chunk(index, 'all', 100)
      chunk(index, 'newest', 100, 'b.x')
      await pass(0.1)
    }
    expect(indices('a.x')).toEqual([[0]])
    expect(indices('b.x')).toEqual([[1]])
    outbox.taken(bytesOfPacked(batches()[0].packed))
    expect(indices('a.x')).toEqual([[0], [1, 2, 3, 4, 5, 6, 7, 8]])
    // of a preview nothing but the newest ever waits
    outbox.taken(bytesOfPacked(batches()[1].packed))
    expect(indices('b.x')).toEqual([[1], [8]])
  })

  test('holds numbers up neither by pictures that are not taken yet, nor by a later timer', async () => {
    const { outbox, chunk, indices, batches, pass } = setUp()
    outbox.add(begin)
    await pass(1)
    chunk(0, 'newest', 1e5, 'b.x')
    for (let index = 0; index < 3; index++) {
      chunk(index)
      chunk(index, 'all', 1e5, 'c.x')
      await pass(0.05)
    }
    expect(indices('a.x')).toEqual([[0], [1], [2]])
    expect([indices('b.x'), indices('c.x')]).toEqual([[[0]], [[0]]])
    outbox.taken(batches().reduce((sum, { packed }) => sum + bytesOfPacked(packed), 0))
    expect(indices('c.x')).toEqual([[0], [1, 2]])

    await pass(1)
    chunk(3)
    await pass(0.02)
    for (let index = 0; index < 2; index++) chunk(index, 'all', 1, 'e.x')
    chunk(4)
    await pass(0.015)
    expect(indices('a.x').slice(3)).toEqual([[3], [4]])
  })

  test('previews of a live run are sent four times a second', async () => {
    const { outbox, chunk, indices, take, pass } = setUp()
    outbox.add({ ...begin, live: true })
    for (let index = 0; index < 40; index++) {
      chunk(index, 'newest')
      await pass(0.05)
      take()
    }
    expect(indices('a.x').length).toBeGreaterThanOrEqual(7)
    expect(indices('a.x').length).toBeLessThanOrEqual(8)
  })

  test('numbers that follow from a picture overtake it: pictures wait until the engine rests', async () => {
    const { outbox, chunk, batches, pass } = setUp()
    outbox.add(begin)
    await pass(1)
    chunk(0, 'newest', 1e5, 'b.x')
    chunk(0, 'all', 1e5, 'c.x')
    chunk(0)
    expect(batches().map(({ wire }) => wire)).toEqual(['a.x'])
    await pass(0)
    expect(batches().map(({ wire }) => wire)).toEqual(['a.x', 'b.x', 'c.x'])
  })

  test('drops the oldest of the widest wire beyond its budget, and says so', () => {
    const { outbox, chunk, indices, batches } = setUp({ budget: 80 * 100 })
    outbox.add(begin)
    for (let index = 0; index < 50; index++) {
      chunk(index, 'all', 40)
      chunk(index, 'all', 1, 'b.x')
    }
    outbox.add(report)
    expect(indices('b.x').flat()).toHaveLength(50)
    expect(indices('a.x').flat().length).toBeLessThanOrEqual(25)
    expect(indices('a.x').flat().at(-1)).toBe(49)
    expect(batches().map(({ wire, cut }) => [wire, cut])).toEqual([
      ['a.x', true],
      ['b.x', false],
    ])
  })

  test('cuts wide batches into pieces', () => {
    const { outbox, chunk, indices } = setUp()
    outbox.add(begin)
    for (let index = 0; index < 5; index++) chunk(index, 'all', 2 ** 18)
    outbox.add(report)
    expect(indices('a.x')).toEqual([[0, 1], [2, 3], [4]])
  })

  test('forgets an overtaken run', async () => {
    const { outbox, chunk, indices, pass } = setUp()
    outbox.add(begin)
    chunk(0)
    outbox.add({ ...begin, run: 2 })
    chunk(7, 'all', 1, 'a.x', 2)
    await pass(1)
    expect(indices('a.x')).toEqual([[7]])
  })

  test("copies: what is sent later is what was emitted, and the chunk stays the cache's", () => {
    const { outbox, chunk, batches } = setUp()
    outbox.add(begin)
    const { data } = chunk(3, 'all', 4)
    outbox.add(report)
    expect(batches()[0].packed.data).toEqual(data)
    expect(batches()[0].packed.data.buffer).not.toBe(data.buffer)
  })
})
