import { integer, number } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sliderRange, stepBy } from './slider-range.ts'
import { formatField } from './units.ts'

const words = { label: '', help: '' }
const share = number({ ...words, default: 0.99, min: 0.9, max: 1, unit: '1' })
const wide = number({ ...words, default: 0.01, min: 1e-6, max: 1e4, unit: '1', scale: 'log' })
const rate = number({ ...words, default: 1, min: 0.5, max: 4, unit: 'Hz' })

test('a slider stands where both limits are near, or the scale is log', () => {
  expect(sliderRange(share)).toBeDefined()
  expect(sliderRange(wide)).toBeDefined()
  expect(sliderRange(rate)).toBeDefined()
  expect(sliderRange(number({ ...words, default: 0.8, min: 0.01, max: 1000 }))).toBeUndefined()
  expect(sliderRange(number({ ...words, default: 1, min: 0 }))).toBeUndefined()
  expect(sliderRange(integer({ ...words, default: 8, min: 1, max: 32 }))).toBeUndefined()
})

test('both ends are the limits, and every place between lies between, in order', () => {
  for (const param of [share, wide, rate]) {
    const range = sliderRange(param)!
    expect(range.valueAt(0)).toBe(param.min)
    expect(range.valueAt(range.steps)).toBe(param.max)
    let before = -Infinity
    for (let place = 0; place <= range.steps; place++) {
      const value = range.valueAt(place)
      expect(value).toBeGreaterThanOrEqual(before)
      expect(Math.abs(range.placeOf(value) - place)).toBeLessThan(2)
      before = value
    }
  }
})

test('a slider gives round values in the unit that is shown', () => {
  const range = sliderRange(rate)!
  for (let place = 0; place <= range.steps; place += 7) {
    expect(formatField(rate, range.valueAt(place)).text).toMatch(/^\d{2,3}$/)
  }
})

test('an arrow key steps by a tenth of the first figure, Shift by ten, never beyond a limit', () => {
  expect(stepBy(rate, 1.2, 1)).toBe(73 / 60)
  expect(stepBy(rate, 1.2, -10)).toBe(62 / 60)
  expect(stepBy(integer({ ...words, default: 1, min: 0, max: 5 }), 4, 10)).toBe(5)
  const length = number({ ...words, default: 0.15, unit: 'm' })
  expect(stepBy(length, 0.038, 1)).toBe(0.039)
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 4, noNaN: true }), fc.integer(), (value, by) => {
      const next = stepBy(rate, value, by)
      return next >= 0.5 && next <= 4
    }),
  )
})
