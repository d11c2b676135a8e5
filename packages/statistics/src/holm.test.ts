import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctHolm } from './holm.ts'

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 })

test('a corrected p is never less than it was, never more than by Bonferroni, and keeps the order', () => {
  fc.assert(
    fc.property(values, (p) => {
      const corrected = correctHolm(p)
      expect(corrected).toHaveLength(p.length)
      for (const [i, one] of p.entries()) {
        expect(corrected[i]).toBeGreaterThanOrEqual(one)
        expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p.length * one))
        for (const [k, other] of p.entries()) {
          if (one < other) expect(corrected[i]).toBeLessThanOrEqual(corrected[k])
        }
      }
    }),
  )
})

test('one test more never makes a p smaller', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (p, more) => {
      const before = correctHolm(p)
      const after = correctHolm([...p, more])
      for (const [i, one] of before.entries()) expect(after[i]).toBeGreaterThanOrEqual(one)
    }),
  )
})
