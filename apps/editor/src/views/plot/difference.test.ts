/** Differences of two lines by hand. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { differenceOf, whyNoDifference } from './difference.ts'
import type { LineModel } from './models.ts'

const chunk: Chunk = { data: new Float64Array(0), index: 0, time: 0, coverage: 1 }

function line(start: number, step: number, values: readonly number[]): LineModel {
  const extent = [start, start + (values.length - 1) * step] as const
  return {
    body: 'line',
    name: 'out',
    unit: 'm',
    scale: 'linear',
    extent: [0, 1],
    chunk,
    x: { name: 'time', unit: 's', key: 'time s', extent, step },
    pieces: [{ start, step, values }],
    previous: [],
    grounded: false,
  }
}

test('is taken where both have a sample, and is a gap elsewhere', () => {
  const model = differenceOf(line(0, 1, [1, 2, 3, 4]), line(1.1, 1, [1, Number.NaN]), ['a', 'b'])
  expect(model.names).toEqual(['a', 'b', 'difference'])
  expect(model.lanes).toHaveLength(3)
  expect([...Array.from(model.lanes[2][0].values)]).toEqual([Number.NaN, 1, Number.NaN, Number.NaN])
  expect(model.extent).toEqual([1, 4])
  expect(model.x.extent).toEqual([0, 3])
})

const signal = (part: Partial<Signal>) =>
  ({ dtype: 'float64', axes: [], unit: 'Hz', rate: 1, ...part }) as Signal

test('wants one unit and one axis', () => {
  const time = [{ name: 'time', size: 8, start: 0, step: 1, unit: 's' }] as const
  expect(whyNoDifference(signal({}), signal({}))).toBeUndefined()
  expect(whyNoDifference(signal({}), signal({ unit: 'm' }))).toBe('One carries Hz, the other m.')
  expect(whyNoDifference(signal({ axes: time }), signal({ axes: time }))).toBeUndefined()
  const range = [{ ...time[0], name: 'range' as const }]
  expect(whyNoDifference(signal({ axes: time }), signal({ axes: range }))).toBe(
    'One runs along time, the other along range.',
  )
})
