import type { Category } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { rankTypes } from './rank-types.ts'

const type = (id: string, title: string, category: Category, summary: string) => ({
  id,
  title,
  category,
  summary,
})

const types = [
  type('range-fft', 'Range FFT', 'range', 'Turns each chirp into a range profile.'),
  type('slow-time-window', 'Slow-time window', 'window', 'Gathers frames into windows.'),
  type('phase-unwrap', 'Phase unwrap', 'phase', 'Unwraps the phase and gives displacement.'),
  type('target-phase', 'Target phase', 'phase', 'Takes the phase of each target.'),
  type('median-filter', 'Median filter', 'filter', 'Gives the median of the last rates.'),
  type('rlsrhs', 'RLSRHS', 'harmonics', 'Removes harmonics from a displacement.'),
]

const found = (query: string) => rankTypes(query, types, (one) => one).map(({ id }) => id)

test('nothing typed leaves all in their order', () => {
  expect(found('  ')).toEqual(types.map(({ id }) => id))
})

test.each([
  ['range', ['range-fft']],
  ['phase', ['phase-unwrap', 'target-phase']],
  ['displacement', ['phase-unwrap', 'rlsrhs']],
  ['filters', ['median-filter']],
  ['fft', ['range-fft']],
  ['target phase', ['target-phase']],
  ['stw', ['slow-time-window']],
  ['rlrhs', ['rlsrhs']],
  ['mdn', ['median-filter']],
  ['MEDIAN', ['median-filter']],
  ['phase zebra', []],
])('"%s" finds %j', (query, ids) => {
  expect(found(query)).toEqual(ids)
})

test('a name goes before a category, a category before a summary', () => {
  const order = rankTypes(
    'window',
    [
      type('a', 'Alpha', 'phase', 'Cuts a window.'),
      type('b', 'Beta', 'window', 'Cuts.'),
      type('c', 'Long window', 'phase', 'Cuts.'),
    ],
    (one) => one,
  )
  expect(order.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})
