import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fed, runMock } from '../../../../test/support/mock-node.ts'
import { signalOf } from '../../../../test/support/nodes.ts'
import { axis, windows } from '../../../../test/support/signals.ts'
import medianFilter from './median-filter.ts'

interface Rate {
  readonly index: number
  readonly value: number
}

const rates = (given = {}) => signalOf({ unit: 'Hz', rate: 1, start: 12.75, span: 12.8, ...given })

async function mediansOf(series: readonly Rate[], size: number): Promise<number[]> {
  const { chunks } = await runMock(medianFilter, {
    inputs: { in: rates() },
    params: { size, leastCoverage: 0 },
    chunks: {
      in: series.map(({ index, value }): Fed => ({ data: Float64Array.of(value), index })),
    },
  })
  expect(chunks.out.map(({ index }) => index)).toEqual(series.map(({ index }) => index))
  return chunks.out.map(({ data }) => data[0])
}

const inARow = (...values: number[]) => values.map((value, index) => ({ index, value }))

/** Middle of the answers at the last `size` places of the clock. */
function byDefinition(series: readonly Rate[], size: number): number[] {
  return series.map(({ index }) => {
    const near = series.filter((other) => other.index <= index && other.index > index - size)
    const sorted = near.map(({ value }) => value).filter((value) => !Number.isNaN(value))
    sorted.sort((a, b) => a - b)
    const half = sorted.length / 2
    if (half === 0) return Number.NaN
    return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
  })
}

describe('median', () => {
  test('of the last three, fewer at the start', async () => {
    expect(await mediansOf(inARow(5, 1, 9, 2, 2, 8), 3)).toEqual([5, 3, 5, 2, 2, 2])
  })

  test('what is no answer does not count, but takes its place', async () => {
    const series = inARow(5, Number.NaN, 9, Number.NaN, Number.NaN, Number.NaN, 4)
    expect(await mediansOf(series, 3)).toEqual([5, 5, 7, 9, 9, Number.NaN, 4])
  })

  test('neither does a missing index', async () => {
    const series = [
      { index: 4, value: 5 },
      { index: 6, value: 9 },
      { index: 8, value: 1 },
      { index: 1_000_000, value: 3 },
    ]
    expect(await mediansOf(series, 3)).toEqual([5, 7, 5, 3])
  })

  test('is what the definition says, whatever is missing', async () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN))
    const series = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 4 }), value), { minLength: 1, maxLength: 40 })
      .map((steps) => {
        let index = -1
        return steps.map(([by, each]) => {
          index += by
          return { index, value: each }
        })
      })
    await fc.assert(
      fc.asyncProperty(series, fc.integer({ min: 1, max: 9 }), async (each, size) => {
        expect(await mediansOf(each, size)).toEqual(byDefinition(each, size))
      }),
      { numRuns: 60 },
    )
  })
})

test('targets have medians of their own', async () => {
  const { chunks } = await runMock(medianFilter, {
    inputs: { in: rates({ axes: [axis('target', 2)] }) },
    params: { size: 3 },
    chunks: { in: [Float64Array.of(1, 7), Float64Array.of(3, Number.NaN), Float64Array.of(2, 5)] },
  })
  expect(chunks.out.map(({ data }) => [...data])).toEqual([
    [1, 7],
    [2, 7],
    [2, 6],
  ])
})

test('speaks about the windows of all its rates, and keeps their clock', async () => {
  const { outputs, chunks } = await runMock(medianFilter, {
    inputs: { in: rates() },
    params: { size: 9 },
    chunks: { in: [{ data: Float64Array.of(1.2), index: 3, coverage: 0.75 }] },
  })
  expect(outputs.out).toMatchObject({ start: 12.75, rate: 1, span: 20.8, unit: 'Hz' })
  expect(chunks.out[0]).toMatchObject({ index: 3, time: 15.75, coverage: 0.75 })
})

test('at no fixed rate the span is that of one window', async () => {
  const { outputs } = await runMock(medianFilter, { inputs: { in: windows(8, { rate: 0 }) } })
  expect(outputs.out.span).toBe(8 / 20)
})

test('below the least coverage there is no answer, and what came counts further on', async () => {
  const chunks = { in: [1, 3, 8].map((value, index) => fed(value, index === 1 ? 0.4 : 1)) }
  const given = { inputs: { in: rates() }, chunks }
  const answers = async (params: Record<string, number>) =>
    (await runMock(medianFilter, { ...given, params })).chunks.out.map(({ data }) => data[0])
  expect(await answers({ size: 3 })).toEqual([1, Number.NaN, 3])
  expect(await answers({ size: 3, leastCoverage: 0.4 })).toEqual([1, 2, 3])
})

const fed = (value: number, coverage: number) => ({ data: Float64Array.of(value), coverage })

test('how much was there of all that it looks back at, a window that never came being nothing', async () => {
  const { chunks } = await runMock(medianFilter, {
    inputs: { in: rates() },
    params: { size: 4 },
    chunks: {
      in: [
        { ...fed(1, 1), index: 2 },
        { ...fed(2, 0.5), index: 3 },
        { ...fed(3, 1), index: 5 },
        { ...fed(4, 1), index: 6 },
        { ...fed(5, 1), index: 7 },
        { ...fed(6, 1), index: 8 },
        { ...fed(7, 1), index: 9 },
        { ...fed(8, 1), index: 100 },
      ],
    },
  })
  const seen = chunks.out.map(({ coverage, data }) => [coverage, data[0]])
  // means of 1; 1, 0.5; 1, 0.5, 0, 1; 0.5, 0, 1, 1; 0, 1, 1, 1; then all; then 0, 0, 0, 1
  expect(seen).toEqual([
    [1, 1],
    [0.5, 1.5],
    [0.625, 2],
    [0.625, 3],
    [0.75, 4],
    [1, 4.5],
    [1, 5.5],
    [0.25, Number.NaN],
  ])
})

test('a graph of the first version answers as it did', () => {
  expect(medianFilter.migrate?.({ size: 9 }, 1)).toEqual({ size: 9, leastCoverage: 0 })
})
