import type { Axis, Chunk, Signal } from '@chirpflow/graph'
import { expect, it } from 'vitest'
import { layoutOf } from './layout.ts'
import { previewPlane } from './preview-grid.ts'

const axes: Axis[] = [
  { name: 'range', size: 4, start: 0, step: 1, unit: 'm' },
  { name: 'time', size: 2, start: -1, step: 1, unit: 's' },
]
const signal: Signal = {
  dtype: 'complex64',
  axes,
  unit: '1',
  acquisition: {},
  clock: 'source',
  start: 0,
  rate: 1,
  span: 2,
}
const layout = layoutOf(signal)
const chunk = (...data: number[]): Chunk => ({
  data: Float32Array.from(data),
  index: 0,
  time: 0,
  coverage: 1,
})

it('takes the strongest of the rows under a pixel, in dB', () => {
  // Rows of range 0..3, two times each: |v| = 1 10, 100 1, 1 1, 10 1000.
  const data = chunk(1, 0, 0, 10, 60, 80, 1, 0, 1, 0, -1, 0, 0, -10, 1000, 0)
  const { grid, signed } = previewPlane(signal, data, layout, 2, 2)
  expect([grid.columns, grid.rows, signed]).toEqual([2, 2, false])
  const dB = [40, 20, 20, 60]
  dB.forEach((value, k) => {
    expect(grid.values[k]).toBeCloseTo(value, 4)
  })
})

it('keeps what it made of a chunk, for the size it was made for', () => {
  const data = chunk(...Array(16).fill(1))
  const first = previewPlane(signal, data, layout, 2, 4)
  expect(previewPlane(signal, data, layout, 2, 4).grid).toBe(first.grid)
  expect(previewPlane(signal, data, layout, 2, 2).grid.rows).toBe(2)
})

it('puts zero in the middle of the colours of signed data', () => {
  const real: Signal = { ...signal, dtype: 'float32' }
  const { colours, signed } = previewPlane(real, chunk(1, -5, 0, 2, 0, 0, 3, 0), layout, 2, 4)
  expect(signed).toBe(true)
  expect(colours).toEqual([-5, 5])
})
