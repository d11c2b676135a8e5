import type { Waveform } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import waveform from './waveform.ts'

const hostOf = (found: Partial<Waveform>) => ({
  ...createTestHost(),
  openWaveform: async (): Promise<Waveform> => ({
    values: Float64Array.of(1, 2, 3, 4, 5),
    rate: 4,
    start: 0,
    column: 'ECG',
    notes: [],
    warnings: [],
    ...found,
  }),
})

const run = (found: Partial<Waveform> = {}) =>
  runMock(waveform, { host: hostOf(found), params: { path: 'a.edf' } })

const nan = Number.NaN

test('blocks of half a second; each stands at its newest sample', async () => {
  const { chunks, outputs } = await run({ start: 10 })
  expect(outputs.out).toEqual({
    dtype: 'float64',
    axes: [{ name: 'time', size: 2, start: -0.25, step: 0.25, unit: 's' }],
    unit: '1',
    acquisition: {},
    clock: 'node',
    start: 10.25,
    rate: 2,
    span: 0.5,
  })
  expect(chunks.out.map(({ time, data, coverage }) => [time, [...data], coverage])).toEqual([
    [10.25, [1, 2], 1],
    [10.75, [3, 4], 1],
    [11.25, [5, nan], 0.5],
  ])
})

test('missing samples lower the coverage', async () => {
  const { chunks } = await run({ values: Float64Array.of(nan, nan, nan, 4) })
  expect(chunks.out.map(({ data, coverage }) => [[...data], coverage])).toEqual([
    [[nan, nan], 0],
    [[nan, 4], 0.5],
  ])
})

test('fewer than two samples a second go one by one', async () => {
  const { outputs } = await run({ rate: 0.5 })
  expect(outputs.out).toMatchObject({ rate: 0.5, start: 0 })
})

describe('plan', () => {
  test('passes on what the reader found', async () => {
    const { problems } = await planMock(waveform, {
      host: hostOf({ notes: ['EDF of 2 signals.'], warnings: ['cut off'] }),
      params: { path: 'a.edf' },
    })
    expect(problems).toEqual(['note path: EDF of 2 signals.', 'warning path: cut off'])
  })

  test('without a file says to choose one', async () => {
    const { problems } = await planMock(waveform, { host: hostOf({}) })
    expect(problems).toEqual(['error path: choose a file'])
  })
})
