import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findLag } from './lag.ts'
import { createRandom } from './random.ts'

/** A slow wandering of rates, as a sum of tones that no lag within 60 s repeats. */
const story = (t: number) =>
  1.2 + 0.05 * Math.sin(t / 9) + 0.03 * Math.sin(t / 23 + 1) + 0.02 * Math.sin(t / 5 + 2)
const moments = Array.from({ length: 200 }, (_, k) => 13 + k)
const rates = moments.map(story)
const late = (by: number) => (lag: number) => moments.map((t) => story(t - by - lag))

describe('the lag', () => {
  test('is found between steps, to either side', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (by) => {
        const found = findLag(rates, late(by), 10, 0.25)
        expect(found?.lag).toBeCloseTo(-by, 1)
        expect(found?.correlation).toBeGreaterThan(0.99)
        expect(found?.atEdge).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  test('is the one that looking at all finds, in noise and with gaps', () => {
    const random = createRandom(4)
    const noisy = rates.map((rate, k) => (k % 7 === 0 ? Number.NaN : rate + 0.02 * random.normal()))
    const other = late(-3)
    const correlation = (lag: number) => {
      const pairs = other(lag).flatMap((one, k) =>
        Number.isNaN(noisy[k]) ? [] : [[one, noisy[k]]],
      )
      const mean = (of: number) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length
      const sum = (a: number, b: number) =>
        pairs.reduce((total, pair) => total + (pair[a] - mean(a)) * (pair[b] - mean(b)), 0)
      return sum(0, 1) / Math.sqrt(sum(0, 0) * sum(1, 1))
    }
    const lags = Array.from({ length: 21 }, (_, k) => k - 10)
    const best = lags.reduce((a, b) => (correlation(b) > correlation(a) ? b : a))
    const found = findLag(noisy, other, 10, 1)
    expect(Math.abs((found?.lag ?? Number.NaN) - best)).toBeLessThanOrEqual(0.5)
    expect(found?.correlation).toBeCloseTo(correlation(best), 9)
  })

  test('beyond what is tried stands at the edge', () => {
    expect(findLag(rates, late(14), 10, 0.5)).toMatchObject({ lag: -10, atEdge: true })
  })
})

describe('nothing is found', () => {
  test('where nothing varies', () => {
    const flat = moments.map(() => 1.2)
    expect(findLag(flat, late(0), 10, 1)).toBeUndefined()
    expect(findLag(rates, () => flat, 10, 1)).toBeUndefined()
  })

  test('where too few moments have both', () => {
    const few = rates.map((rate, k) => (k < 9 ? rate : Number.NaN))
    expect(findLag(few, late(0), 10, 1)).toBeUndefined()
    expect(findLag([], () => [], 10, 1)).toBeUndefined()
    // a lag at which less than half of the rates meet a value is left out, however well these agree
    const end = (lag: number) => moments.map((t) => (t - lag < 100 ? story(t - lag) : Number.NaN))
    const found = findLag(rates, end, 60, 1)
    expect(found?.lag).toBeGreaterThanOrEqual(12)
  })
})
