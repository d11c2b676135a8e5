import { describe, expect, it } from 'vitest'
import { type AutoRange, autoRange, extentOf, quantile, withRoom } from './extent.ts'

it('finds the ends of what is finite', () => {
  const odd = [Number.NaN, 3, Number.NEGATIVE_INFINITY, -1]
  expect(extentOf(odd, [2])).toEqual([-1, 3])
  expect(extentOf([Number.NaN], [])).toBeUndefined()
})

it('leaves room, stands what is never negative on zero, and centres a constant', () => {
  expect(withRoom([1, 2], true)[0]).toBe(0)
  expect(withRoom([-1, 1], true)[0]).toBeLessThan(-1)
  const [low, high] = withRoom([5, 5], false)
  expect((low + high) / 2).toBe(5)
  expect(high).toBeGreaterThan(low)
  expect(withRoom([0, 0], false)).toEqual([-1, 1])
})

it('takes quantiles as sorting does', () => {
  const values = Float32Array.from({ length: 101 }, (_, k) => (k * 37) % 101)
  expect(quantile(values, 0.05)).toBe(5)
  expect(quantile([], 0.5)).toBeUndefined()
})

describe('the range while data flow', () => {
  const after = (...steps: [now: number, low: number, high: number][]) =>
    steps.reduce<AutoRange | undefined>(
      (range, [now, low, high]) => autoRange(range, [low, high], now, false),
      undefined,
    )?.shown

  it('grows at once', () => {
    expect(after([0, 0, 1], [0.1, -2, 3])).toEqual([-2, 3])
  })
  it('shrinks when the data have been smaller for 5 s', () => {
    expect(after([0, 0, 10], [1, 0, 2], [5.9, 0, 2])).toEqual([0, 10])
    expect(after([0, 0, 10], [1, 0, 2], [6, 0, 3])).toEqual([0, 3])
  })
  it('begins to wait anew when it grows', () => {
    expect(after([0, 0, 10], [1, 0, 2], [4, -1, 2], [7, 0, 2])).toEqual([-1, 10])
  })
  it('follows the data when nothing flows', () => {
    expect(autoRange({ shown: [0, 10] }, [2, 3], 0, true).shown).toEqual([2, 3])
  })
})
