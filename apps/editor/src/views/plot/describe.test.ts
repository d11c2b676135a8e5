import type { Chunk, Signal } from '@chirpflow/graph'
import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import { describe, readCursor, tableOf } from './describe.ts'
import { layoutOf } from './layout.ts'
import { modelOf } from './model.ts'
import type { Model } from './models.ts'

const base = { acquisition: {}, clock: 'source', start: 0, span: 0 } as const

function show(signal: Signal, chunks: readonly Chunk[], name: string): Model {
  const look = { part: 'magnitude', scale: 'linear' } as const
  const layout = layoutOf(signal)
  return modelOf({ name, signal, layout, look, at: {}, chunks, current: chunks.length - 1 })
}

const displacement: Signal = {
  ...base,
  dtype: 'float64',
  unit: 'm',
  rate: 1,
  axes: [{ name: 'time', size: 3, start: -0.1, step: 0.05, unit: 's' }],
}
const line = show(
  displacement,
  [{ data: Float64Array.of(-0.0021, 0.0001, 0.0024), index: 0, time: 8.6, coverage: 1 }],
  'displacement',
)

it('says what a line shows, and what the cursor reads', () => {
  expect(describe(line, { x: 8.59 })).toBe(
    'line of displacement against slow time, −2.1 to 2.4 mm, at 8.60 s 2.40 mm',
  )
  expect(describe(line)).toBe('line of displacement against slow time, −2.1 to 2.4 mm')
  expect(readCursor(line, {})).toBeUndefined()
  expect(readCursor(line, { x: 3 })).toBeUndefined()
})

it('says that there is no answer', () => {
  const rate: Signal = { ...base, dtype: 'float64', unit: 'Hz', rate: 1, axes: [] }
  const chunks = [1.2, Number.NaN].map((value, k) => ({
    data: Float64Array.of(value),
    index: k,
    time: 12.75 + k,
    coverage: 1,
  }))
  expect(describe(show(rate, chunks, 'rate'))).toMatch(/^rate no answer at 13\.75 s/)
  expect(describe(show(rate, chunks.slice(0, 1), 'rate'))).toMatch(/^rate 72\.0 \/min at 12\.75 s/)
})

it('says what a heat map shows', () => {
  const plane: Signal = {
    ...base,
    dtype: 'complex64',
    unit: '1',
    rate: 1,
    axes: [{ name: 'range', size: 2, start: 0, step: 0.7, unit: 'm' }, displacement.axes[0]],
  }
  const data = Float32Array.of(1, 0, 2, 0, 3, 0, 0, 4, 0, 5, 0, 6)
  const heat = show(plane, [{ data, index: 0, time: 8.6, coverage: 1 }], 'out')
  expect(describe(heat, { x: 8.6, y: 0.7 })).toBe(
    'heat map of out over range and slow time, 1.0 to 6.0, at 8.60 s 0.7 m 6.00',
  )
  expect(tableOf(heat)).toEqual({
    headers: ['time (s)', 'range 0 (m)', 'range 0.7 (m)'],
    rows: [
      [8.5, 1, 4],
      [8.55, 2, 5],
      [8.6, 3, 6],
    ],
    left: 0,
  })
})

it('gives the data as a table and as CSV with units', () => {
  const table = tableOf(line, 2)
  expect(table).toEqual({
    headers: ['time (s)', 'displacement (m)'],
    rows: [
      [8.5, -0.0021],
      [8.55, 0.0001],
    ],
    left: 1,
  })
  expect(csvOf(table)).toBe('time (s),displacement (m)\r\n8.5,-0.0021\r\n8.55,0.0001\r\n')
  expect(csvOf({ headers: ['a "b", c'], rows: [[Number.NaN]] })).toBe('"a ""b"", c"\r\n\r\n')
})
