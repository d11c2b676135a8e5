import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pointsOf } from './downsample.ts'

/** Zero has one sign: of two that are equal, either is the lowest. */
const unsigned = (value: number) => value + 0

it('keeps the lowest and highest of every pixel column, as points that exist, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }).map(unsigned), {
        minLength: 1,
        maxLength: 300,
      }),
      fc.double({ min: 0.1, max: 40, noNaN: true }),
      (values, perColumn) => {
        const points = pointsOf(values, 0, 1, 0, values.length, perColumn)
        const ys = points.filter((_, k) => k % 2 === 1)
        const xs = points.filter((_, k) => k % 2 === 0)
        expect(Math.min(...ys)).toBe(Math.min(...values))
        expect(Math.max(...ys)).toBe(Math.max(...values))
        expect(xs.map((x) => values[x])).toEqual(ys)
        expect([...xs].sort((a, b) => a - b)).toEqual(xs)
        const columns = values.length / Math.max(1, Math.floor(perColumn)) + 1
        if (perColumn >= 3) expect(xs.length).toBeLessThanOrEqual(2 * columns)
      },
    ),
  )
})

it('lifts the pen where a value is missing', () => {
  const values = Array.from({ length: 40 }, (_, k) => (k === 17 ? Number.NaN : k))
  expect(pointsOf(values, 0, 1, 0, 40, 10).some(Number.isNaN)).toBe(true)
})
