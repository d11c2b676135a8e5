import type { Series } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createTestHost } from '../../../../test/support/host.ts'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import series from './series.ts'

const hostOf = (values: readonly number[], complex = false) => ({
  ...createTestHost(),
  openSeries: async (): Promise<Series> => ({
    complex,
    values: Float64Array.from(values),
    column: 'chest',
    columns: ['time', 'chest'],
    notes: ['Columns: time, chest.'],
  }),
})

const run = (values: readonly number[], params = {}, complex = false) =>
  runMock(series, { host: hostOf(values, complex), params: { path: 'a.csv', ...params } })

const listed = (chunks: readonly { index: number; data: ArrayLike<number> }[]) =>
  chunks.map(({ index, data }) => [index, ...Array.from(data)])

describe('values', () => {
  test('metres go out as they are', async () => {
    const { chunks, outputs } = await run([1e-3, -2e-3], { quantity: 'm', rate: 50 })
    expect(listed(chunks.displacement)).toEqual([
      [0, 1e-3],
      [1, -2e-3],
    ])
    expect(chunks.displacement[1].time).toBe(0.02)
    expect(outputs).toEqual({
      displacement: {
        dtype: 'float64',
        axes: [],
        unit: 'm',
        clock: 'node',
        start: 0,
        rate: 50,
        span: 0,
        acquisition: { carrierFrequency: 24e9, centreFrequency: 24e9, frameInterval: 0.02 },
      },
    })
  })

  test('millimetres become metres', async () => {
    const { chunks } = await run([1.5, -2], { quantity: 'mm' })
    expect(chunks.displacement.map(({ data }) => data[0])).toEqual([
      expect.closeTo(1.5e-3, 15),
      -2e-3,
    ])
  })

  test('radians go out of the phase port', async () => {
    const { chunks, outputs } = await run([0.5, 1], { quantity: 'rad' })
    expect(listed(chunks.phase)).toEqual([
      [0, 0.5],
      [1, 1],
    ])
    expect(outputs.phase.unit).toBe('rad')
  })

  test('complex values go out of the iq port', async () => {
    const { chunks, outputs } = await run([1, 2, 3, 4], { quantity: 'iq' }, true)
    expect(listed(chunks.iq)).toEqual([
      [0, 1, 2],
      [1, 3, 4],
    ])
    expect(outputs.iq.dtype).toBe('complex64')
  })
})

describe('missing samples', () => {
  const nan = Number.NaN

  test('NaN are missing indices, counted in a warning', async () => {
    const { chunks, problems } = await run([nan, 1, nan, nan, 2])
    expect(listed(chunks.displacement)).toEqual([
      [1, 1],
      [4, 2],
    ])
    expect(problems).toEqual([
      expect.stringMatching(/^warning path: 3 of 5 samples are NaN/),
      'note path: Columns: time, chest.',
    ])
  })

  test('so are pairs of which one is', async () => {
    const { chunks, problems } = await run([1, nan, 2, 3, nan, 4], { quantity: 'iq' }, true)
    expect(listed(chunks.iq)).toEqual([[1, 2, 3]])
    expect(problems[0]).toMatch(/2 of 3 samples/)
  })

  test('NaN alone are refused', async () => {
    const { problems, outputs } = await planMock(series, {
      host: hostOf([nan, nan]),
      params: { path: 'a.csv' },
    })
    expect(problems).toEqual([
      expect.stringMatching(/^error path: chest holds NaN alone; choose another column or file/),
    ])
    expect(outputs).toEqual({})
  })
})

describe('plan', () => {
  const problemsOf = async (params: object, complex: boolean) =>
    (
      await planMock(series, {
        host: hostOf([1, 2], complex),
        params: { path: 'a.csv', ...params },
      })
    ).problems

  test('refuses a quantity that the values cannot be', async () => {
    expect(await problemsOf({ quantity: 'iq' }, false)).toContainEqual(
      expect.stringMatching(/^error quantity: chest holds real values: choose m, mm or rad, or/),
    )
    expect(await problemsOf({ quantity: 'mm' }, true)).toContainEqual(
      expect.stringMatching(/^error quantity: chest holds complex values: choose iq/),
    )
  })

  test('without a file says to choose one', async () => {
    const { problems } = await planMock(series, { host: hostOf([1]) })
    expect(problems).toEqual(['error path: choose a file'])
  })
})
