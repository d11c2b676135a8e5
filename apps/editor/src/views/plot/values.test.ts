import { expect, it } from 'vitest'
import { readerOf, scalesOf, unitOf } from './values.ts'

const complex = { dtype: 'complex64', unit: '1' } as const
const real = { dtype: 'float64', unit: 'm' } as const

it('reads the parts of a complex number', () => {
  const data = Float32Array.of(0, 0, 3, -4)
  const part = (name: 'magnitude' | 'phase' | 'real' | 'imaginary') =>
    readerOf(complex, { part: name, scale: 'linear' })(data, 1)
  expect(part('magnitude')).toBe(5)
  expect(part('real')).toBe(3)
  expect(part('imaginary')).toBe(-4)
  expect(part('phase')).toBeCloseTo(-0.9272952180016122, 6)
})

it('takes dB of an amplitude, log of what is above zero, and leaves gaps for the rest', () => {
  const data = Float64Array.of(1000, -10, 0, Number.NaN)
  const dB = readerOf(real, { part: 'magnitude', scale: 'dB' })
  expect([0, 1, 2, 3].map((k) => dB(data, k))).toEqual([60, 20, Number.NaN, Number.NaN])
  const log = readerOf(real, { part: 'magnitude', scale: 'log' })
  expect([0, 1, 2].map((k) => Math.round(log(data, k) * 1e9) / 1e9)).toEqual([
    3,
    Number.NaN,
    Number.NaN,
  ])
})

it('has one scale for a phase and for decibels', () => {
  expect(scalesOf(complex, 'phase')).toEqual(['linear'])
  expect(scalesOf({ dtype: 'float32', unit: 'dB' }, 'magnitude')).toEqual(['linear'])
  expect(unitOf(complex, { part: 'phase', scale: 'dB' })).toBe('rad')
  expect(unitOf(real, { part: 'magnitude', scale: 'dB' })).toBe('dB')
  expect(unitOf(real, { part: 'magnitude', scale: 'log' })).toBe('m')
})
