import { expect, test } from 'vitest'
import { createChirpZ } from './chirp-z.ts'
import { keepPlans } from './keep-plans.ts'
import { createRadix4 } from './radix4.ts'

test('the same arguments give the same plan, until others have pushed it out', () => {
  let made = 0
  const plan = keepPlans(2, (a: number, b: number) => ({ a, b, number: made++ }))
  expect(plan(1, 23)).toEqual({ a: 1, b: 23, number: 0 })
  expect(plan(12, 3).number).toBe(1)
  expect(plan(1, 23).number).toBe(0)
  expect(plan(4, 5).number).toBe(2)
  expect(plan(1, 23).number).toBe(0)
  expect(plan(12, 3).number).toBe(3)
})

test('a shared transform owes nothing to who used it before', () => {
  // lines 3 to 7 of 64 of a unit at sample n are exp(-2 pi i k n / 64)
  const unit = (n: number) => Float64Array.from({ length: 20 }, (_, m) => Number(m === n))
  const [one, other] = [createChirpZ(20, 3, 5, 64), createChirpZ(20, 3, 5, 64)]
  const lines = new Float64Array(10)
  one.complex(new Float64Array(40).fill(1e6), new Float64Array(10))
  for (const [n, transform] of [one, other].entries()) {
    transform.real(unit(9 + n), lines)
    for (let k = 3; k < 8; k++) {
      expect(lines[2 * (k - 3)]).toBeCloseTo(Math.cos((2 * Math.PI * k * (9 + n)) / 64), 12)
      expect(lines[2 * (k - 3) + 1]).toBeCloseTo(-Math.sin((2 * Math.PI * k * (9 + n)) / 64), 12)
    }
  }
  const fft = createRadix4(8)
  const spectrum = new Float64Array(16)
  createRadix4(8).transform(new Float64Array(16), new Float64Array(16).fill(7))
  fft.realTransform(spectrum, Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0))
  expect([...spectrum]).toEqual(Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 1 : 0)))
})
