import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decadesOf, ticksOf } from './ticks.ts'

it('marks whole steps of 1, 2 or 5, six at most, all inside', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 6 }),
      (sizes, size, most) => {
        const low = sizes * size
        const { values, texts } = ticksOf(low, low + size, most)
        expect(values.length).toBeLessThanOrEqual(6)
        expect(values.length).toBeGreaterThanOrEqual(2)
        expect(texts.length).toBe(values.length)
        const step = values[1] - values[0]
        const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-6)
        expect([1, 2, 5].some((wanted) => Math.abs(mantissa - wanted) < 1e-3)).toBe(true)
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - size * 1e-6)
          expect(value).toBeLessThanOrEqual(low + size * (1 + 1e-6))
          expect(Math.abs(value / step - Math.round(value / step))).toBeLessThan(1e-3)
        }
      },
    ),
  )
})

it('writes them with equal decimals and a true minus', () => {
  expect(ticksOf(-2.6, 2.6).texts).toEqual(['−2', '−1', '0', '1', '2'])
  expect(ticksOf(0, 2.5).texts).toEqual(['0.0', '0.5', '1.0', '1.5', '2.0', '2.5'])
  expect(ticksOf(0, 0.3, 4).texts).toEqual(['0.0', '0.1', '0.2', '0.3'])
})

it('gives none where there is no range', () => {
  expect(ticksOf(1, 1).values).toEqual([])
  expect(ticksOf(0, Number.POSITIVE_INFINITY).values).toEqual([])
  expect(ticksOf(Number.NaN, 1).values).toEqual([])
})

it('marks decades of a logarithmic axis', () => {
  expect(decadesOf(-3.2, 0.1).texts).toEqual(['10⁻³', '10⁻²', '10⁻¹', '10⁰'])
  expect(decadesOf(-12, 0).values.length).toBeLessThanOrEqual(6)
  expect(decadesOf(0.1, 0.4, 3).texts).toEqual(
    ['1.5', '2.0', '2.5'].map((text) => String(Number(text))),
  )
})
