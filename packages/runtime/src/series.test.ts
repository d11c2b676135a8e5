import type { Chunk } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSeriesStore } from './series.ts'

const chunk = (index: number, length = 1): Chunk => ({
  data: new Float64Array(length).fill(index),
  index,
  time: index,
  coverage: 1,
})
const indices = ({ chunks }: { chunks: readonly Chunk[] }) => chunks.map(({ index }) => index)

describe('a series store', () => {
  test('keeps what comes, and what came in the last whole run that was another', () => {
    const store = createSeriesStore(1e6)
    store.begin('a.x', 1)
    store.add('a.x', [chunk(0), chunk(1)], true, false)
    store.end('a.x')
    expect(indices(store.series('a.x'))).toEqual([0, 1])
    expect(indices(store.previous('a.x'))).toEqual([])

    store.begin('a.x', 2)
    store.add('a.x', [chunk(5)], true, false)
    expect(indices(store.series('a.x'))).toEqual([5])
    expect(indices(store.previous('a.x'))).toEqual([0, 1])

    // what was not whole never becomes the previous one
    store.begin('a.x', 3)
    store.add('a.x', [chunk(6)], true, false)
    store.end('a.x')
    expect(indices(store.previous('a.x'))).toEqual([0, 1])

    // nor does the same again
    store.begin('a.x', 3)
    store.add('a.x', [chunk(6)], true, false)
    store.end('a.x')
    expect(indices(store.previous('a.x'))).toEqual([0, 1])
    store.begin('a.x', 4)
    expect(indices(store.previous('a.x'))).toEqual([6])
    expect(store.newest('a.x')?.index).toBe(6)
    store.end('a.x')
    expect(store.newest('a.x')).toBeUndefined()
  })

  test('keeps only the newest of a preview, without the batch it came in', () => {
    const store = createSeriesStore(1e6)
    const batch = new Float64Array([1, 2, 3])
    const chunks = [0, 1, 2].map((index) => ({
      ...chunk(index),
      data: batch.subarray(index, index + 1),
    }))
    store.begin('a.x', 1)
    store.add('a.x', chunks, false, false)
    expect(store.newest('a.x')?.data).toEqual(Float64Array.of(3))
    expect(store.newest('a.x')?.data.buffer.byteLength).toBe(8)
    expect(indices(store.series('a.x'))).toEqual([])
    store.add('a.x', chunks, true, false)
    store.shorten('a.x')
    expect(store.newest('a.x')?.data.buffer.byteLength).toBe(8)
    expect(indices(store.series('a.x'))).toEqual([])
    store.retain(new Set())
    expect(store.newest('a.x')).toBeUndefined()
  })

  test('gives a trace away before it cuts a series, and says what it cut', () => {
    const store = createSeriesStore(80)
    store.begin('a.x', 1)
    store.add(
      'a.x',
      [0, 1, 2, 3, 4].map((index) => chunk(index)),
      true,
      false,
    )
    store.end('a.x')
    store.begin('a.x', 2)
    store.add(
      'a.x',
      [0, 1, 2, 3, 4].map((index) => chunk(index)),
      true,
      false,
    )
    expect(indices(store.previous('a.x'))).toHaveLength(5)
    store.add('a.x', [chunk(5)], true, false)
    expect(store.previous('a.x')).toMatchObject({ chunks: [], cut: true })
    expect(store.series('a.x').cut).toBe(false)
    store.add(
      'a.x',
      [6, 7, 8, 9, 10].map((index) => chunk(index)),
      true,
      false,
    )
    expect(store.series('a.x').cut).toBe(true)
    expect(indices(store.series('a.x')).at(-1)).toBe(10)
    expect(store.bytes()).toBeLessThanOrEqual(80)
  })

  test('never holds more than its budget, and counts what it holds', () => {
    const step = fc.record({
      wire: fc.constantFrom('a', 'b', 'c'),
      act: fc.constantFrom('begin', 'add', 'end', 'shorten', 'retain'),
      key: fc.nat(2),
      count: fc.integer({ min: 1, max: 8 }),
      length: fc.integer({ min: 1, max: 8 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const store = createSeriesStore(400)
        for (const { wire, act, key, count, length } of steps) {
          const chunks = Array.from({ length: count }, (_, index) => chunk(index, length))
          if (act === 'begin') store.begin(wire, key)
          else if (act === 'add') store.add(wire, chunks, true, false)
          else if (act === 'end') store.end(wire)
          else if (act === 'shorten') store.shorten(wire)
          else store.retain(new Set([wire]))
          const held = ['a', 'b', 'c']
            .flatMap((name) => [store.series(name), store.previous(name)])
            .flatMap((series) => series.chunks)
            .reduce((sum, { data }) => sum + data.byteLength, 0)
          expect(store.bytes()).toBe(held)
          // the last chunk of each wire always stays
          expect(held).toBeLessThanOrEqual(400 + 3 * 64)
        }
      }),
    )
  })
})
