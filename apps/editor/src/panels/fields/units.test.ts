import { number, type Unit } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatField, parseField, showParam } from './units.ts'

const units: readonly Unit[] = ['1', 's', 'm', 'rad', 'Hz', 'm/s', 'Hz/s', 'dB']
const param = (unit: Unit, usual = 1) => number({ label: '', help: '', default: usual, unit })

test('what is shown parses back to the same value, bit for bit', () => {
  const values = fc.oneof(
    fc.double({ noNaN: true, min: -1e18, max: 1e18 }),
    fc.double({ noNaN: true, min: 1e-12, max: 1e3 }),
    fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1000),
    fc.integer({ min: 0, max: 10_000 }).map((n) => n / 60),
  )
  fc.assert(
    fc.property(fc.constantFrom(...units), fc.constantFrom(1, 1e-3, 77e9), values, (unit, d, v) => {
      const field = param(unit, d)
      const { text, unit: shown } = formatField(field, v)
      const same = { value: v + 0 }
      expect(parseField(field, text, shown)).toEqual(same)
      expect(parseField(field, `${text} ${shown}`, unit === '1' ? '' : unit)).toEqual(same)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['Hz', 77e9, 77e9, '77 GHz'],
  ['Hz', 5e6, 5e6, '5 MHz'],
  ['Hz', 20, 20, '20 Hz'],
  ['Hz', 20, 5, '5 Hz'],
  ['Hz', 0.7, 0.7, '42 /min'],
  ['Hz', 1.5, 100 / 60, '100 /min'],
  ['Hz', 0.7, 40, '40 Hz'],
  ['m', 0.15, 0.038, '38 mm'],
  ['m', 0.002, 0, '0 mm'],
  ['m', 3, 3, '3 m'],
  ['s', 52e-6, 52e-6, '52 µs'],
  ['s', 12.8, 12.8, '12.8 s'],
  ['Hz/s', 70e12, 60.02e12, '60.02 MHz/µs'],
  ['1', 0.01, 1e-7, '1e-7'],
  ['1', 2000, 2000, '2000'],
  ['dB', 10, -5, '−5 dB'],
] as const)('%s, by default %d: %d is shown as %s', (unit, usual, value, shown) => {
  expect(showParam(param(unit, usual), value)).toBe(shown)
})

test.each([
  ['Hz', '1.2 Hz', 1.2],
  ['Hz', '72 /min', 1.2],
  ['Hz', '72', 1.2],
  ['Hz', '72bpm', 1.2],
  ['Hz', '77 ghz', 77e9],
  ['m', '38 mm', 0.038],
  ['m', '38', 38],
  ['m', '12µm', 12e-6],
  ['m', '12 um', 12e-6],
  ['m', '0,7 m', 0.7],
  ['s', '2 min', 120],
  ['s', '-.5e1ms', -5e-3],
  ['rad', '90 deg', Math.PI / 2],
  ['Hz/s', '60.02 MHz/us', 60.02e12],
  ['Hz/s', '7e13 Hz/s', 7e13],
  ['1', '25 %', 0.25],
] as const)('%s: "%s" is %d', (unit, typed, value) => {
  const shown = unit === 'Hz' ? '/min' : unit === '1' ? '' : unit
  expect(parseField(param(unit), typed, shown)).toEqual({ value })
})

test.each([
  ['Hz', ''],
  ['Hz', 'fast'],
  ['Hz', '5 mm'],
  ['Hz', '5 mhz'],
  ['Hz', '5 5'],
  ['Hz', '1.2.3'],
  ['s', '1,000 s'],
  ['s', '1e400'],
  ['1', 'Infinity'],
  ['1', '0x10'],
] as const)('%s: "%s" is refused with a sentence', (unit, typed) => {
  const parsed = parseField(param(unit), typed, unit === '1' ? '' : unit)
  expect('refused' in parsed && parsed.refused).toMatch(/\.$/)
})
