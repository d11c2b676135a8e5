import type { Rates } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import referenceRate from './reference-rate.ts'

const hostOf = (found: Partial<Rates>) => ({
  ...createTestHost(),
  openRates: async (): Promise<Rates> => ({
    time: Float64Array.of(-1, 0.5, 4),
    rate: Float64Array.of(1, Number.NaN, 1.5),
    intervals: false,
    column: 'HR',
    notes: [],
    warnings: [],
    ...found,
  }),
})

const run = (found: Partial<Rates> = {}, params = {}) =>
  runMock(referenceRate, { host: hostOf(found), params: { path: 'a.csv', ...params } })

const listed = (chunks: readonly { time: number; data: ArrayLike<number> }[]) =>
  chunks.map(({ time, data }) => [time, data[0]])

test('rates go out at their own times', async () => {
  const { chunks, outputs } = await run()
  expect(outputs.rate).toMatchObject({ dtype: 'float64', axes: [], unit: 'Hz', rate: 0, start: -1 })
  expect(listed(chunks.rate)).toEqual([
    [-1, 1],
    [0.5, Number.NaN],
    [4, 1.5],
  ])
})

describe('intervals', () => {
  // beats at 10, 10.5, 12, 12.5, 14 s: two in each two seconds
  const beats = {
    intervals: true,
    time: Float64Array.of(10.5, 12, 12.5, 14),
    rate: Float64Array.of(1 / 0.5, 1 / 1.5, 1 / 0.5, 1 / 1.5),
  }

  test('are counted in equal steps from the first beat on', async () => {
    const { chunks, outputs } = await run(beats, { step: 2 })
    expect(outputs.rate).toMatchObject({ rate: 0.5, start: 12, span: 2 })
    expect(listed(chunks.rate)).toEqual([
      [12, expect.closeTo(1, 12)],
      [14, expect.closeTo(1, 12)],
    ])
  })

  test('one that is missing, or a gap, has no answer', async () => {
    const { chunks } = await run({
      ...beats,
      time: Float64Array.of(10, 11, 12, 15, 16),
      rate: Float64Array.of(1, Number.NaN, 1, 1, 1),
    })
    expect(listed(chunks.rate)).toEqual([
      [10, 1],
      [11, Number.NaN],
      [12, 1],
      [13, Number.NaN],
      [14, Number.NaN],
      [15, 1],
      [16, 1],
    ])
  })
})

describe('plan', () => {
  test('passes on what the reader found', async () => {
    const { problems } = await planMock(referenceRate, {
      host: hostOf({ notes: ['"HR" is read in 1/min.'], warnings: ['2 values are 0'] }),
      params: { path: 'a.csv' },
    })
    expect(problems).toEqual(['note path: "HR" is read in 1/min.', 'warning path: 2 values are 0'])
  })

  test('without a file says to choose one', async () => {
    const { problems } = await planMock(referenceRate, { host: hostOf({}) })
    expect(problems).toEqual(['error path: choose a file'])
  })
})
