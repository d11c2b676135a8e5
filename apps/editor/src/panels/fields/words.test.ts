import { expect, test } from 'vitest'
import { showOption } from './words.ts'

test.each([
  ['zero-padded', 'Zero padded'],
  ['maximum-ratio', 'Maximum ratio'],
  ['hann', 'Hann'],
  ['2-lane', '2-lane'],
  ['iq', 'IQ'],
  ['mm', 'mm'],
  ['rad', 'rad'],
])('the choice %s reads "%s"', (option, shown) => {
  expect(showOption(option)).toBe(shown)
})
