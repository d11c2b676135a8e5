import fc from 'fast-check'
import { expect, it } from 'vitest'
import { panned, zoomed } from './zoom.ts'

it('keeps the point under the pointer, stays inside the whole, and gives all back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      (share, factor) => {
        const whole = [10, 30] as const
        const centre = 10 + 20 * share
        const range = zoomed(whole, whole, centre, factor)
        expect(range).toBeDefined()
        const [low, high] = range ?? whole
        expect(high - low).toBeCloseTo(20 * factor, 9)
        expect(low).toBeGreaterThanOrEqual(10 - 1e-9)
        expect(high).toBeLessThanOrEqual(30 + 1e-9)
        expect((centre - low) / (high - low)).toBeCloseTo(share, 6)
        expect(zoomed([low, high], whole, centre, 2 / factor)).toBeUndefined()
      },
    ),
  )
})

it('pans to the ends and no further', () => {
  expect(panned([2, 4], [0, 10], 3)).toEqual([5, 7])
  expect(panned([2, 4], [0, 10], 30)).toEqual([8, 10])
  expect(panned([2, 4], [0, 10], -30)).toEqual([0, 2])
})
