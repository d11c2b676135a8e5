import type { Axis, Chunk } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nearest, overTime, type Piece, stitch } from './trace.ts'

/** Windows over a series whose sample k, at k step, has the value k. */
function windows(length: number, hop: number, count: number, step: number) {
  const axis: Axis = { name: 'time', size: length, start: -(length - 1) * step, step, unit: 's' }
  const chunks = Array.from({ length: count }, (_, w): Chunk => {
    const data = Float64Array.from({ length }, (_, i) => w * hop + i)
    return { data, index: w, time: (w * hop + length - 1) * step, coverage: 1 }
  })
  return { axis, chunks }
}

const read = ({ data }: Chunk, from: number, to: number) => data.subarray(from, to)
const samples = (pieces: readonly Piece[]) =>
  pieces.flatMap(({ start, step, values }) =>
    Array.from(values, (value, i) => ({ x: start + i * step, value })),
  )

it('stitches overlapping windows into every sample of the run, once, in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 30 }),
      fc.nat(),
      fc.constantFrom(0.05, 1 / 17, 1e-3),
      (length, hop, count, pick, step) => {
        fc.pre(hop <= length)
        const { axis, chunks } = windows(length, hop, count, step)
        const current = pick % count
        const pieces = stitch(chunks, current, axis, read)
        const all = samples(pieces)
        expect(all.map(({ value }) => value)).toEqual(
          Array.from({ length: (count - 1) * hop + length }, (_, k) => k),
        )
        for (const { x, value } of all) expect(x).toBeCloseTo(value * step, 9)
        const own = pieces.find(
          (piece) => piece.values.length === length && piece.values[0] === current * hop,
        )
        expect(own).toBeDefined()
      },
    ),
  )
})

it('leaves a gap where windows are missing', () => {
  const { axis, chunks } = windows(4, 2, 6, 1)
  const some = [chunks[0], chunks[5]]
  expect(samples(stitch(some, 1, axis, read)).map(({ value }) => value)).toEqual([
    0, 1, 2, 3, 10, 11, 12, 13,
  ])
})

it('draws the current window from its own chunk only', () => {
  const { axis, chunks } = windows(8, 2, 4, 1)
  const marked = chunks.map((chunk, w) => ({ ...chunk, data: new Float64Array(8).fill(w) }))
  const values = samples(stitch(marked, 1, axis, read)).map(({ value }) => value)
  expect(values).toEqual([0, 0, ...Array(8).fill(1), 3, 3, 3, 3])
})

it('makes a gap of a missing index', () => {
  const chunk = (index: number): Chunk => ({
    data: Float64Array.of(index),
    index,
    time: index / 2,
    coverage: 1,
  })
  const pieces = overTime([chunk(0), chunk(1), chunk(4)], 2, ({ data }) => data[0])
  expect(pieces).toEqual([
    { start: 0, step: 0.5, values: [0, 1] },
    { start: 2, step: 0.5, values: [4] },
  ])
})

it('finds the nearest sample, as a search through all finds it', () => {
  const { axis, chunks } = windows(5, 3, 3, 0.25)
  const pieces = stitch([chunks[0], chunks[2]], 0, axis, read)
  fc.assert(
    fc.property(fc.double({ min: -5, max: 10, noNaN: true }), (x) => {
      const found = nearest(pieces, x)
      const least = Math.min(...samples(pieces).map((sample) => Math.abs(sample.x - x)))
      expect(Math.abs((found?.x ?? Number.NaN) - x)).toBeCloseTo(least, 9)
    }),
  )
  expect(nearest([], 1)).toBeUndefined()
})
