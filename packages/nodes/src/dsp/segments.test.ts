import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSegments } from './segments.ts'

test('each sample is kept by one segment, away from its ends, whatever the pieces', () => {
  const pieces = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })
  const sizes = fc.tuple(fc.integer({ min: 3, max: 30 }), fc.integer({ min: 0, max: 14 }))
  fc.assert(
    fc.property(pieces, sizes, (lengths, [size, wished]) => {
      const margin = Math.min(wished, Math.floor((size - 1) / 2))
      const total = lengths.reduce((sum, length) => sum + length, 0)
      let reached = 0
      const segments = createSegments(size, margin, ({ x, first, from, to }) => {
        expect(from).toBe(reached)
        expect(to).toBeGreaterThan(from)
        expect(first).toBeLessThanOrEqual(from)
        expect(x.length).toBeLessThanOrEqual(size)
        // sample n of the signal has the value n
        expect(Array.from(x)).toEqual(Array.from({ length: x.length }, (_, n) => first + n))
        if (from > 0) expect(from - first).toBeGreaterThanOrEqual(margin)
        if (to < total)
          expect(first + x.length - to).toBeGreaterThanOrEqual(Math.min(margin, total - to))
        expect(first + x.length).toBeGreaterThanOrEqual(to)
        reached = to
      })
      let sent = 0
      for (const length of lengths) {
        segments.push(Float64Array.from({ length }, (_, n) => sent + n))
        sent += length
      }
      segments.finish()
      expect(reached).toBe(total)
    }),
  )
})

test('margins must leave something between them', () => {
  expect(() => createSegments(10, 5, () => {})).toThrow(RangeError)
})
