import { expect, test } from 'vitest'
import { findBest, rankMatch } from './rank.ts'

test('every word must be found somewhere', () => {
  expect(rankMatch('range fft', ['Range FFT', 'range'])).toBeGreaterThan(0)
  expect(rankMatch('range vmd', ['Range FFT', 'range'])).toBe(0)
  expect(rankMatch('', ['anything'])).toBeGreaterThan(0)
})

test('the start of a word is better than its middle, a title better than a summary', () => {
  const items = [['Arrange'], ['Slow', 'a range'], ['Range FFT'], ['Range']]
  expect(findBest('range', items, (item) => item).map(([title]) => title)).toEqual([
    'Range',
    'Range FFT',
    'Slow',
    'Arrange',
  ])
})
