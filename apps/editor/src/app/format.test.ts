import { expect, test } from 'vitest'
import { showBytes, showFactor, showSeconds, showShare } from './format.ts'

test.each([
  [0.0004, '0.4 ms'],
  [0.211, '211 ms'],
  [0.9999, '1.00 s'],
  [12.34, '12.3 s'],
  [125, '2 min 5 s'],
])('%d s reads %s', (seconds, text) => expect(showSeconds(seconds)).toBe(text))

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [9300, '9.3 kB'],
  [38_000_000, '38 MB'],
  [141_400_000, '141 MB'],
])('%d bytes read %s', (bytes, text) => expect(showBytes(bytes)).toBe(text))

test('shares and factors', () => {
  expect(showShare(0.001)).toBe('under 1 %')
  expect(showShare(0)).toBe('0 %')
  expect(showShare(0.996)).toBe('100 %')
  expect(showFactor(95.2)).toBe('95')
  expect(showFactor(7.52)).toBe('7.5')
})
