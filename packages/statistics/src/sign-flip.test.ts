import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { testSignFlips } from './sign-flip.ts'

/** Sums up each pattern of signs, one after the other. */
function bruteForce(differences: readonly number[]): number {
  const patterns = 2 ** differences.length
  const sumOf = (pattern: number) =>
    differences.reduce((sum, one, bit) => sum + (pattern & (2 ** bit) ? -one : one), 0)
  let extreme = 0
  for (let pattern = 0; pattern < patterns; pattern++) {
    if (Math.abs(sumOf(pattern)) >= Math.abs(sumOf(0)) - 1e-9) extreme++
  }
  return extreme / patterns
}

test('up to 12 differences: as brute force', () => {
  const whole = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(whole, (differences) => {
      expect(testSignFlips(differences, createRandom(1))).toBe(bruteForce(differences))
    }),
    { numRuns: 60 },
  )
})

test('the least it can be is 2 of 2^n: five recordings cannot reach .05, six can', () => {
  const p = (count: number) => testSignFlips(new Array(count).fill(0.1), createRandom(1))
  expect([p(1), p(2), p(5), p(6)]).toEqual([1, 0.5, 0.0625, 0.03125])
  expect(p(200)).toBe(1 / 10000)
})

test('nothing differs, or there is nothing', () => {
  expect(testSignFlips([0, 0, 0], createRandom(1))).toBe(1)
  expect(testSignFlips(new Array(40).fill(0), createRandom(1))).toBe(1)
  expect(testSignFlips([], createRandom(1))).toBeNaN()
})

test('drawn patterns flip every place, beyond whole words of 32 too', () => {
  // one large difference among 70: about half of all patterns turn it, and p stays near 1
  for (const place of [0, 7, 31, 32, 63, 69]) {
    const differences = new Array(70).fill(0)
    differences[place] = 1
    expect(testSignFlips(differences, createRandom(3))).toBe(1)
    differences[(place + 9) % 70] = 1
    // |sum| is 2 where both have one sign: half of the patterns
    expect(testSignFlips(differences, createRandom(3))).toBeCloseTo(0.5, 1)
  }
})
