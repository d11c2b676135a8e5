import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planWeightedMedian } from './weighted-median.ts'

test('is the median of the list written out, with few owners and many', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 90 }))
  fc.assert(
    fc.property(sizes, fc.infiniteStream(fc.nat(1000)), ([length, owners], stream) => {
      const next = () => Number(stream.next().value)
      const values = Array.from({ length }, next).sort((a, b) => a - b)
      const owner = values.map(() => next() % owners)
      const medianOf = planWeightedMedian(values, owner, owners)
      for (let round = 0; round < 5; round++) {
        const weight = Array.from({ length: owners }, () => next() % 4)
        const written = values.flatMap((value, at) => new Array(weight[owner[at]]).fill(value))
        const total = written.length
        const expected = (written[(total - 1) >> 1] + written[total >> 1]) / 2
        expect(medianOf(weight, total)).toBe(total === 0 ? Number.NaN : expected)
      }
    }),
  )
})
