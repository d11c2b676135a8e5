import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRunningMedian, runningMedian } from './median.ts'

test('equals sorting the last values that exist', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constant(Number.NaN))
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 9 }), (values, size) => {
      const output = new Float64Array(values.length)
      runningMedian(Float64Array.from(values), size, output)
      values.forEach((_, t) => {
        const last = values.slice(Math.max(0, t - size + 1), t + 1).filter((v) => !Number.isNaN(v))
        last.sort((a, b) => a - b)
        const middle = last.length / 2
        const wanted =
          last.length === 0
            ? Number.NaN
            : (last[Math.ceil(middle) - 1] + last[Math.floor(middle)]) / 2
        expect(output[t] + 0).toBe(wanted + 0)
      })
    }),
  )
})

test('reset forgets, and there is no median of nothing', () => {
  const median = createRunningMedian(3)
  median.push(100)
  median.reset()
  expect(median.push(1)).toBe(1)
  expect(() => createRunningMedian(0)).toThrow(RangeError)
})
