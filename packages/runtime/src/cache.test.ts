import type { Chunk } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCache } from './cache.ts'
import type { Moment } from './moment.ts'

const moment = (time: number, end = false): Moment => ({ time, source: 's', end })
const chunkOf = (numbers: number): Chunk => ({
  data: new Float64Array(numbers),
  index: 0,
  time: 0,
  coverage: 1,
})

/** Records whole wires of so many chunks of 1,000 numbers, in turn. */
function recordAll(
  cache: ReturnType<typeof createCache>,
  wires: Record<string, number>,
  numbers = 1000,
) {
  const recorder = cache.record(new Map(Object.entries(wires)))
  for (let time = 0; time < 10; time++) {
    for (const [key, width] of Object.entries(wires)) {
      recorder.add(key, moment(time), chunkOf(numbers * width))
    }
  }
  for (const key of Object.keys(wires)) recorder.end(key, moment(9, true))
  recorder.close(true)
}

describe('createCache', () => {
  test('gives back chunks with their moments and the end', () => {
    const cache = createCache(1e6)
    recordAll(cache, { a: 1 })
    const wire = cache.get('a')!
    expect(wire.chunks.map(({ moment: { time } }) => time)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(wire.end).toEqual(moment(9, true))
    expect(cache.bytes()).toBe(wire.bytes)
    expect(wire.bytes).toBeGreaterThanOrEqual(80_000)
  })

  test('keeps narrow wires where not all fit', () => {
    const cache = createCache(200_000)
    recordAll(cache, { wide: 3, narrow: 1, middle: 1.1 })
    expect(['wide', 'narrow', 'middle'].map((key) => cache.get(key) !== undefined)).toEqual([
      false,
      true,
      true,
    ])
  })

  test('drops what was used longest ago, but not what the run replays', () => {
    const cache = createCache(200_000)
    recordAll(cache, { a: 1 })
    recordAll(cache, { b: 1 })
    const a = cache.get('a')!
    recordAll(cache, { c: 1 })
    expect(cache.get('b')).toBeUndefined()
    expect(cache.get('c')).toBeDefined()
    const recorder = cache.record(new Map([['d', 1]]), new Set([a, cache.get('c')!]))
    for (let time = 0; time < 10; time++) recorder.add('d', moment(time), chunkOf(1000))
    recorder.end('d', moment(9, true))
    recorder.close(true)
    expect(cache.get('a')).toBe(a)
    expect(cache.get('d')).toBeUndefined()
  })

  test('keeps nothing that did not end, was dropped, or whose run was aborted', () => {
    const cache = createCache(1e6)
    const wires = new Map(['ended', 'open', 'dropped'].map((key) => [key, 1]))
    for (const keep of [false, true]) {
      const recorder = cache.record(wires)
      for (const key of wires.keys()) recorder.add(key, moment(0), chunkOf(10))
      recorder.drop('dropped')
      recorder.add('dropped', moment(1), chunkOf(10))
      for (const key of ['ended', 'dropped']) recorder.end(key, moment(1, true))
      recorder.close(keep)
      expect([...wires.keys()].filter((key) => cache.get(key))).toEqual(keep ? ['ended'] : [])
    }
    expect(cache.bytes()).toBe(cache.get('ended')!.bytes)
    cache.clear()
    expect(cache.bytes()).toBe(0)
  })

  test('two runs that record one wire leave it once', () => {
    const cache = createCache(1e6)
    const both = [cache.record(new Map([['a', 1]])), cache.record(new Map([['a', 1]]))]
    for (const recorder of both) recorder.add('a', moment(0), chunkOf(100))
    for (const recorder of both) recorder.end('a', moment(0, true))
    for (const recorder of both) recorder.close(true)
    expect(cache.bytes()).toBe(cache.get('a')!.bytes)
  })

  test('a view is kept without the buffer that it looks into', () => {
    const cache = createCache(1e6)
    const recorder = cache.record(new Map([['a', 1]]))
    const whole = new Float64Array(1000).fill(3)
    recorder.add('a', moment(0), { ...chunkOf(0), data: whole.subarray(10, 12) })
    recorder.end('a', moment(0, true))
    recorder.close(true)
    const [{ chunk }] = cache.get('a')!.chunks
    expect(chunk.data).toEqual(Float64Array.of(3, 3))
    expect(chunk.data.buffer.byteLength).toBe(16)
  })

  test('never holds more than its budget, whatever several runs record at once', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const step = fc.record({
      run: fc.nat(2),
      act: fc.constantFrom('add', 'add', 'add', 'end', 'drop', 'close', 'abort', 'get'),
      key,
      numbers: fc.nat(300),
    })
    fc.assert(
      fc.property(fc.nat(8000), fc.array(step, { maxLength: 60 }), (budget, steps) => {
        const cache = createCache(budget)
        const widths = new Map([
          ['a', 1],
          ['b', 5],
          ['c', 2],
          ['d', 9],
        ])
        const runs = [0, 1, 2].map(() => cache.record(widths))
        for (const { run, act, key, numbers } of steps) {
          if (act === 'add') runs[run].add(key, moment(0), chunkOf(numbers))
          else if (act === 'end') runs[run].end(key, moment(0, true))
          else if (act === 'drop') runs[run].drop(key)
          else if (act === 'get') cache.get(key)
          else {
            runs[run].close(act === 'close')
            runs[run] = cache.record(widths)
          }
          expect(cache.bytes()).toBeLessThanOrEqual(budget)
          expect(cache.bytes()).toBeGreaterThanOrEqual(0)
        }
        for (const run of runs) run.close(false)
        const held = [...widths.keys()].reduce(
          (sum, name) => sum + (cache.get(name)?.bytes ?? 0),
          0,
        )
        expect(cache.bytes()).toBe(held)
      }),
      { numRuns: 500 },
    )
  })
})
