import { describe, expect, it } from 'vitest'
import { decimalsOfStep, fixed, label, shownAs, showRange, showValue } from './show.ts'

describe('values with their unit', () => {
  it.each([
    [1.16, 'Hz', '69.6 /min'],
    [0.24, 'Hz', '14.4 /min'],
    [20, 'Hz', '20.0 Hz'],
    [77e9, 'Hz', '77.0 GHz'],
    [500e3, 'Hz', '500 kHz'],
    [-2.41e-3, 'm', '−2.41 mm'],
    [0.7, 'm', '0.700 m'],
    [0.05, 'm', '50.0 mm'],
    [12e-6, 'm', '12.0 µm'],
    [12.8, 's', '12.8 s'],
    [25e-6, 's', '25.0 µs'],
    [1.5, 'rad', '1.50 rad'],
    [96.1, 'dB', '96.1 dB'],
    [0.42, '1', '0.420'],
    [2.5e6, '1', '2.50 ×10⁶'],
    [4e-4, '1', '0.400 ×10⁻³'],
    [0, 'm', '0 m'],
    [Number.NaN, '1', '—'],
  ] as const)('%f %s is %s', (value, unit, text) => {
    expect(showValue(value, unit)).toBe(text)
  })

  it('takes unit and figures from what it is compared with', () => {
    expect(showValue(-0.0001, 'm', 0.0024)).toBe('−0.10 mm')
    expect(showValue(-1e-9, 'm', 0.0024)).toBe('0.00 mm')
  })
})

it('shows both ends of a range in one unit, and apart', () => {
  expect(showRange(-0.0021, 0.0024, 'm')).toBe('−2.1 to 2.4 mm')
  expect(showRange(52, 98, 'dB')).toBe('52 to 98 dB')
  expect(showRange(69.1 / 60, 70 / 60, 'Hz')).toBe('69.1 to 70.0 /min')
})

it('labels an axis', () => {
  expect(label('displacement', shownAs('m', 0.003))).toBe('displacement (mm)')
  expect(label('rate', shownAs('Hz', 2))).toBe('rate (1/min)')
  expect(label('confidence', shownAs('1', 0.8))).toBe('confidence')
})

it('writes a true minus, and no minus before zero', () => {
  expect(fixed(-1.25, 1)).toMatch(/^−1\.[23]$/)
  expect(fixed(-0.001, 2)).toBe('0.00')
  expect(fixed(Number.NEGATIVE_INFINITY, 1)).toBe('−∞')
  expect(decimalsOfStep(0.05)).toBe(2)
  expect(decimalsOfStep(20)).toBe(0)
})
