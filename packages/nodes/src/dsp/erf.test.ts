import { expect, it } from 'vitest'
import { erf } from './erf.ts'

it.each([
  [0, 0],
  [1e-10, 1.1283791670955126e-10],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [1.7, 0.9837904585907745],
  [2.5, 0.999593047982555],
  [3.3, 0.9999969422902035],
  [4.7, 0.9999999999700474],
  [5.9, 0.9999999999999999],
  [40, 1],
  [Number.POSITIVE_INFINITY, 1],
])('erf(%d) is what the C library gives', (x, value) => {
  expect(Math.abs(erf(x) - value)).toBeLessThanOrEqual(2e-15 * value)
  expect(erf(-x)).toBe(-erf(x))
})

it('never leaves -1 to 1, and never falls', () => {
  let last = -1
  for (let x = -6.5; x < 6.5; x += 1 / 64) {
    expect(erf(x)).toBeLessThanOrEqual(1)
    expect(erf(x)).toBeGreaterThan(last - 4e-15)
    last = erf(x)
  }
})

it('has no answer for NaN', () => {
  expect(erf(Number.NaN)).toBeNaN()
})
