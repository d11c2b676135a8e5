import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  choice,
  describeLimits,
  file,
  flag,
  integer,
  number,
  type Param,
  readValue,
  refuseValue,
  text,
} from './param.ts'

const words = { label: 'A', help: 'B' }
const band = number({ default: 1, min: 0.1, max: 4, unit: 'Hz', ...words })
const count = integer({ default: 1, min: 0, ...words })
const free = number({ default: 0, unit: 's', ...words })
const mode = choice(['hann', 'none'], { default: 'hann', ...words })
const yes = flag({ default: true, ...words })
const name = text({ default: '', ...words })
const path = file({ accepts: ['.npy'], ...words })

describe('refuseValue', () => {
  test.each<[Param, unknown, string | undefined]>([
    [band, 0.1, undefined],
    [band, 4, undefined],
    [band, 4.01, 'must be a number from 0.1 to 4 Hz, is 4.01'],
    [band, Number.NaN, 'must be a number from 0.1 to 4 Hz, is NaN'],
    [band, '1', 'must be a number from 0.1 to 4 Hz, is "1"'],
    [free, Infinity, 'must be a number in s, is Infinity'],
    [free, -3, undefined],
    [count, 3, undefined],
    [count, 2.5, 'must be a whole number at least 0, is 2.5'],
    [count, -1, 'must be a whole number at least 0, is -1'],
    [count, 2 ** 53, 'must be a whole number at least 0, is 9007199254740992'],
    [mode, 'none', undefined],
    [mode, 'hamming', 'must be one of hann, none, is "hamming"'],
    [mode, null, 'must be one of hann, none, is null'],
    [yes, false, undefined],
    [yes, 1, 'must be true or false, is 1'],
    [name, '', undefined],
    [name, undefined, 'must be a text, is nothing'],
    [path, 'a.npy', undefined],
    [path, ['a'], 'must be a text, is ["a"]'],
  ])('%o with %j', (param, value, reason) => {
    expect(refuseValue(param, value)).toBe(reason)
  })

  test('every default fits, and long values are cut', () => {
    for (const param of [band, count, free, mode, yes, name, path]) {
      expect(refuseValue(param, param.default)).toBeUndefined()
    }
    expect(refuseValue(band, 'x'.repeat(1000))!.length).toBeLessThan(120)
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(band, count, mode, yes, name), (value, param) => {
        fc.pre(isJson(value))
        refuseValue(param, value)
      }),
    )
  })
})

/** Values that can come from a file. */
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

test('limits read as words', () => {
  expect(describeLimits(number({ default: 0, max: 3, ...words }))).toBe('at most 3')
  expect(describeLimits(number({ default: 0, ...words }))).toBe('')
  expect(describeLimits(mode)).toBe('one of hann, none')
})

describe('readValue', () => {
  test.each<[Param, string, unknown]>([
    [band, '1.2', 1.2],
    [band, ' -3e2 ', -300],
    [band, '', ''],
    [band, 'abc', 'abc'],
    [yes, 'true', true],
    [yes, 'false', false],
    [yes, 'maybe', 'maybe'],
    [mode, 'hann', 'hann'],
    [name, '12', '12'],
  ])('of %o reads %j', (param, typed, value) => {
    expect(readValue(param, typed)).toBe(value)
  })

  test('a number that a person mistypes is shown as typed', () => {
    expect(refuseValue(band, readValue(band, '1,2'))).toMatch(/is "1,2"$/)
  })
})
