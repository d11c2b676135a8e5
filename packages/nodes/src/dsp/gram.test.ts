import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGram } from './gram.ts'
import { createRidge } from './ridge.ts'

const integer = fc.integer({ min: -1000, max: 1000 })
const sets = fc
  .record({ size: fc.integer({ min: 1, max: 23 }), count: fc.integer({ min: 1, max: 7 }) })
  .chain(({ size, count }) =>
    fc.array(fc.array(integer, { minLength: size, maxLength: size }), {
      minLength: count,
      maxLength: count,
    }),
  )

test('products of whole numbers are exact, for any number and length of columns, one set after the other', () => {
  const grams = new Map<number, ReturnType<typeof createGram>>()
  fc.assert(
    fc.property(sets, (numbers) => {
      const [{ length: size }] = numbers
      const gram = grams.get(size) ?? createGram(size, 7)
      grams.set(size, gram)
      const found = new Float64Array(numbers.length ** 2)
      gram(
        numbers.map((column) => Float64Array.from(column)),
        found,
      )
      const expected = numbers.flatMap((a) =>
        numbers.map((b) => a.reduce((sum, value, n) => sum + value * b[n], 0)),
      )
      expect([...found]).toEqual(expected)
    }),
  )
})

test('a number that is missing makes its own products missing, and no others', () => {
  const gram = createGram(5, 3)
  const [a, b] = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 0, 0, 0, 1)]
  const found = new Float64Array(9)
  gram([a, Float64Array.of(1, 1, Number.NaN, 1, 1), b], found)
  expect([...found].map((value) => Number.isNaN(value))).toEqual(
    [0, 1, 0, 1, 1, 1, 0, 1, 0].map(Boolean),
  )
  gram([a, b], found)
  expect([...found.subarray(0, 4)]).toEqual([55, 6, 6, 2])
})

// By hand: columns (1, 1, 0) and (0, 1, 1), ridge 1: (A'A + 1) = [3 1; 1 3], A'x = (3, 5) for x = (1, 2, 3).
test('ridge regression weighs columns against the ridge and says what they explain', () => {
  const ridge = createRidge(3, 2)
  const weights = new Float64Array(2)
  const columns = [Float64Array.of(1, 1, 0), Float64Array.of(0, 1, 1)]
  const explained = ridge(columns, Float64Array.of(1, 2, 3), 1, weights)
  expect(weights[0]).toBeCloseTo(0.5, 12)
  expect(weights[1]).toBeCloseTo(1.5, 12)
  expect(explained).toBeCloseTo(9, 12)
  expect(ridge([columns[0], new Float64Array(3)], Float64Array.of(1, 2, 3), 0, weights)).toBeNaN()
})
