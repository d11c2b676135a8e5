import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTrailingMean, stepsOf, type Timed } from './trailing-mean.ts'

/** One moment after the other, every value looked at. Times on a grid of 1/16 s, so sums are exact. */
function bruteForce({ time, value, step }: Timed, moment: number, window: number): number {
  let [sum, count, covered] = [0, 0, 0]
  for (let k = 0; k < time.length; k++) {
    if (time[k] > moment || time[k] <= moment - window || Number.isNaN(value[k])) continue
    sum += value[k]
    count++
    covered += time[k] - Math.max(moment - window, time[k] - step[k])
  }
  return count > 0 && covered >= window / 2 ? sum / count : Number.NaN
}

test('as brute force, with gaps, shifted', () => {
  const sixteenth = (most: number) => fc.integer({ min: 1, max: 16 * most }).map((n) => n / 16)
  const values = fc.array(
    fc.tuple(sixteenth(3), fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 1, max: 99 }))),
    { minLength: 1, maxLength: 60 },
  )
  fc.assert(
    fc.property(values, sixteenth(20), fc.integer({ min: -80, max: 80 }), (list, window, by) => {
      let now = 0
      const time = list.map(([gap]) => (now += gap))
      const series = { time, value: list.map(([, value]) => value), step: stepsOf(time) }
      const moments = Array.from({ length: 40 }, (_, k) => k * 1.5 - 3)
      const means = createTrailingMean(series)(moments, window, by / 16)
      const shifted = { ...series, time: time.map((one) => one + by / 16) }
      for (const [at, moment] of moments.entries()) {
        const expected = bruteForce(shifted, moment, window)
        if (Number.isNaN(expected)) expect(means[at]).toBeNaN()
        else expect(means[at]).toBeCloseTo(expected, 9)
      }
    }),
  )
})

describe('a window', () => {
  const steady = (length: number, rate: number) => ({
    time: Array.from({ length }, (_, k) => k / rate),
    value: Array.from({ length }, (_, k) => k),
    step: new Array(length).fill(1 / rate),
  })

  test('holds the value at its end and not the one at its beginning', () => {
    // 256 values at 20 /s fill 12.8 s
    const [first, second] = createTrailingMean(steady(400, 20))([12.75, 12.8], 12.8)
    expect(first).toBeCloseTo(127.5, 9)
    expect(second).toBeCloseTo(128.5, 9)
  })

  test('that is less than half covered has no mean', () => {
    const means = createTrailingMean(steady(400, 20))([6.3, 6.35, 26.3, 26.4], 12.8)
    expect([...means].map(Number.isNaN)).toEqual([true, false, false, true])
  })

  test('of one slow value is covered by it for half its length', () => {
    const slow = { time: [0, 30, 60], value: [1, 2, 3], step: [30, 30, 30] }
    expect([...createTrailingMean(slow)([31, 36.3, 36.5, 60], 12.8)]).toEqual([2, 2, Number.NaN, 3])
  })
})

test('values at no fixed rate speak since the one before, unless there was a gap', () => {
  expect([...stepsOf([1, 2, 3, 10, 10.5])]).toEqual([1, 1, 1, 2, 0.5])
  expect([...stepsOf([5])]).toEqual([0])
  expect([...stepsOf([])]).toEqual([])
})
