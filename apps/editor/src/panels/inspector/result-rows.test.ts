import type { RateResult } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { resultRows } from './result-rows.ts'

const result = (unit: RateResult['unit'], median: RateResult['median']): RateResult => ({
  kind: 'rates',
  unit,
  time: [],
  value: [],
  coverage: [],
  median,
})

test('rates in 1/min, ranges in m, several targets side by side, no answer a dash', () => {
  const rows = resultRows({
    range: result('m', [0.7, 1.3]),
    'heart-rate': result('Hz', 1.16),
    breathing: result('Hz', Number.NaN),
  })
  expect(rows).toEqual([
    ['Breathing', '—'],
    ['Heart rate', '69.6 /min'],
    ['Range', '0.70 m, 1.30 m'.replace('0.70', '0.700')],
  ])
})
