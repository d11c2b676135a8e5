import { number } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { inFormWords } from './problem-words.ts'

const rate = { unit: 'Hz', help: '' } as const
const params = {
  low: number({ default: 0.1, label: 'Band from', ...rate }),
  high: number({ default: 0.5, label: 'Band to', ...rate }),
  slow: number({ default: 20, label: 'Frame rate', ...rate }),
  rangeTo: number({ default: 1.5, unit: 'm', label: 'Range to', help: '' }),
}
const say = (message: string, param?: string) =>
  inFormWords({ severity: 'error', message, ...(param ? { param } : {}) }, params)

test.each([
  ['must be below high, 0.5 Hz', 'low', 'must be below “Band to”, 30 /min'],
  [
    'must not be above 10 Hz, half the slow-time rate',
    'high',
    'must not be above 600 /min, half the slow-time rate',
  ],
  ['must not be above rangeTo, 1.5 m', 'low', 'must not be above “Range to”, 1.5 m'],
  ['from 0.1 to 0.5 Hz there is no line', 'slow', 'from 0.1 to 0.5 Hz there is no line'],
  [
    'the window of 5 s holds less than one turn of 0.1 Hz',
    'low',
    'the window of 5 s holds less than one turn of 6 /min',
  ],
  ['somebody, 3 Hz', undefined, 'somebody, 3 Hz'],
])('%s', (message, param, told) => {
  expect(say(message, param)).toBe(told)
})
