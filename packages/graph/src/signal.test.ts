import { expect, test } from 'vitest'
import { plainAxis, signalOf } from '../../../test/support/nodes.ts'
import {
  allocate,
  axisOf,
  bytesOf,
  describeSignal,
  eachRow,
  rowsOf,
  sameClock,
  sizeOf,
  timeOf,
  withLastAxis,
  withoutAxes,
} from './signal.ts'

const axes = [plainAxis('rx', 4), plainAxis('range', 3), plainAxis('time', 2)]
const names = (of: typeof axes) => of.map(({ name }) => name)

test.each([
  ['int16', Int16Array, 24, 48],
  ['float32', Float32Array, 24, 96],
  ['float64', Float64Array, 24, 192],
  ['complex64', Float32Array, 48, 192],
] as const)('a chunk of %s', (dtype, kind, length, bytes) => {
  const data = allocate({ dtype, axes })
  expect(data).toBeInstanceOf(kind)
  expect(data.length).toBe(length)
  expect(data.every((value) => value === 0)).toBe(true)
  expect(bytesOf({ dtype, axes })).toBe(bytes)
  expect(data.byteLength).toBe(bytes)
})

test('without axes a chunk is one number', () => {
  expect(sizeOf([])).toBe(1)
  expect(rowsOf([])).toBe(1)
})

test('axes are found, replaced, added and left out by name', () => {
  expect(axisOf({ axes }, 'range')).toBe(axes[1])
  expect(axisOf({ axes }, 'mode')).toBeUndefined()
  expect(names(withLastAxis(axes, plainAxis('frequency', 9), 'time'))).toEqual([
    'rx',
    'range',
    'frequency',
  ])
  expect(names(withLastAxis(axes, plainAxis('mode', 9)))).toEqual(['rx', 'range', 'time', 'mode'])
  expect(withLastAxis(axes, plainAxis('time', 9)).at(-1)?.size).toBe(9)
  expect(names(withoutAxes(axes, 'rx', 'time'))).toEqual(['range'])
})

test('rows are views along the last axis, also of pairs', () => {
  expect(rowsOf(axes)).toBe(12)
  const data = Float32Array.from({ length: 12 }, (_, at) => at)
  const rows: number[][] = []
  eachRow(data, 3, (row, index) => {
    rows[index] = [...row]
    row[0] = -1
  })
  expect(rows).toEqual([
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9, 10, 11],
  ])
  expect(data[4]).toBe(-1)
})

test('clocks are the same where source, start and rate are; span is another matter', () => {
  const signal = signalOf()
  expect(sameClock(signal, signalOf({ span: 3, unit: 's' }))).toBe(true)
  for (const other of [{ clock: 'q' }, { start: 1 }, { rate: 3 }]) {
    expect(sameClock(signal, signalOf(other))).toBe(false)
  }
  // window 0 of 256 frames at 20 Hz stands at the start of its newest frame
  expect(timeOf({ start: 255 / 20, rate: 1 }, 2)).toBeCloseTo(14.75, 12)
})

test('a signal reads as words', () => {
  expect(describeSignal(signalOf({ axes, unit: '1', rate: 1 / 3 }))).toBe(
    'float64 (rx 4, range 3, time 2), 0.333333 /s',
  )
  expect(describeSignal(signalOf({ rate: 0 }))).toBe('float64 (one number) in m')
})
