import type { Axis, Chunk } from '@chirpflow/graph'
import { describe, expect, it } from 'vitest'
import { cellAt, paintGrid, planeOf, waterfall } from './grid.ts'
import { layoutOf } from './layout.ts'
import { readerOf } from './values.ts'

const range: Axis = { name: 'range', size: 3, start: 0.1, step: 0.2, unit: 'm' }
const time: Axis = { name: 'time', size: 2, start: -1, step: 1, unit: 's' }
const look = { part: 'magnitude', scale: 'linear' } as const
const read = readerOf({ dtype: 'float64', unit: '1' }, look)
const chunk = (index: number, ...data: number[]): Chunk => ({
  data: Float64Array.from(data),
  index,
  time: index,
  coverage: 1,
})

it('lays a plane out by columns, in absolute time', () => {
  const axes = [range, time]
  const layout = layoutOf({ axes, rate: 1 })
  const grid = planeOf(chunk(10, 1, 2, 3, 4, 5, 6), axes, layout, {}, read)
  expect([...grid.values]).toEqual([1, 3, 5, 2, 4, 6])
  expect(grid.x).toEqual({ start: 9, step: 1 })
})

describe('a waterfall', () => {
  const axes = [range]
  const layout = layoutOf({ axes, rate: 20 })
  const made = () => waterfall(axes, layout, {}, read, 20)
  const chunks = [0, 1, 3, 4].map((k) => ({ ...chunk(k, k, k + 0.1, k + 0.2), time: k / 20 }))
  const used = ({ values, columns, rows }: ReturnType<ReturnType<typeof made>['grid']>) => [
    ...values.subarray(0, columns * rows),
  ]

  it('leaves a column without value for a missing chunk', () => {
    const grid = made().grid(chunks)
    expect(grid.columns).toBe(5)
    expect(used(grid).slice(6, 9)).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(grid.values[9]).toBe(3)
    expect(grid.x.step).toBeCloseTo(0.05, 12)
  })

  it('is the same whether it grew or was made at once, and follows a list that was cut', () => {
    const growing = made()
    for (let k = 1; k <= chunks.length; k++) growing.grid(chunks.slice(0, k))
    expect(used(growing.grid(chunks))).toEqual(used(made().grid(chunks)))
    expect(used(growing.grid(chunks.slice(2)))).toEqual(used(made().grid(chunks.slice(2))))
    expect(growing.grid([]).columns).toBe(0)
  })
})

describe('colours', () => {
  const grid = {
    columns: 2,
    rows: 2,
    values: Float32Array.of(0, 1, Number.NaN, 3),
    x: { start: 0, step: 1 },
    y: { start: 0, step: 1 },
  }
  const map = Uint32Array.from({ length: 256 }, (_, k) => k + 1)
  const whole = { x: [-0.5, 1.5], y: [-0.5, 1.5], colours: [0, 3], map, ground: 999 } as const

  it('go up with y and are the ground where there is no value', () => {
    const image = new Uint32Array(4)
    paintGrid(image, 2, 2, grid, { ...whole, pick: 'highest' })
    expect([...image]).toEqual([86, 256, 1, 999])
  })

  it('are those of the strongest where cells are smaller than pixels', () => {
    const image = new Uint32Array(1)
    paintGrid(image, 1, 1, grid, { ...whole, pick: 'highest' })
    expect(image[0]).toBe(256)
  })

  it('leave the ground beside the data', () => {
    const image = new Uint32Array(4)
    paintGrid(image, 4, 1, grid, { ...whole, x: [-2.5, 1.5], pick: 'highest' })
    expect([...image].slice(0, 2)).toEqual([999, 999])
  })

  it('are read back by the cursor', () => {
    expect(cellAt(grid, 0.6, 0.9)).toEqual({ x: 1, y: 1, value: 3 })
    expect(cellAt(grid, -9, 9)).toEqual({ x: 0, y: 1, value: 1 })
  })
})
