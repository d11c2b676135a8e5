/** rate-tracker and delayed-rate-tracker as nodes. */
import type { Chunk } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import {
  type Fed,
  type MockOptions,
  planMock,
  runMock,
} from '../../../../test/support/mock-node.ts'
import { signalOf } from '../../../../test/support/nodes.ts'
import { axis } from '../../../../test/support/signals.ts'
import delayedRateTracker from './delayed-rate-tracker.ts'
import rateTracker from './rate-tracker.ts'

const rates = axis('frequency', 121, 0.01, 0.8, 'Hz')
const signal = signalOf({ axes: [rates], start: 12.75, rate: 1, span: 12.8, unit: '1' })
const trackers = [
  ['rate-tracker', rateTracker],
  ['delayed-rate-tracker', delayedRateTracker],
] as const

/** Log probabilities about a rate, Hz, with another bump beside it. */
function scores(rate: number, wrong = Number.NaN, strength = 0): Float64Array {
  const log = Float64Array.from({ length: rates.size }, (_, k) => {
    const f = rates.start + k * rates.step
    const bump = Number.isNaN(wrong) ? 0 : strength * Math.exp(-(((f - wrong) / 0.02) ** 2) / 2)
    return Math.exp(-(((f - rate) / 0.02) ** 2) / 2) + bump
  })
  const sum = log.reduce((all, p) => all + p, 0)
  return log.map((p) => Math.log((p + 1e-6) / sum))
}

/** 30 windows of a rate that rises slowly; in windows 12 to 14 something else looks likelier. */
const truth = Array.from({ length: 30 }, (_, n) => 1.1 + 0.002 * n)
const windows = truth.map((rate, n) => scores(rate, n >= 12 && n < 15 ? 1.6 : Number.NaN, 3))
const nothing = new Float64Array(rates.size).fill(Number.NaN)

describe.each(trackers)('%s', (_, node) => {
  const run = (fed: readonly Fed[], params: MockOptions['params'] = {}) =>
    runMock(node, { inputs: { scores: signal }, params, chunks: { scores: fed } })
  const valueAt = (chunks: readonly Chunk[], index: number) =>
    chunks.find((chunk) => chunk.index === index)!.data[0]

  test('gives an answer for each window, and is not led astray', async () => {
    const { chunks, outputs } = await run(windows)
    expect(chunks.rate.map(({ index }) => index)).toEqual(truth.map((_, n) => n))
    for (const [n, rate] of truth.entries()) {
      expect(Math.abs(valueAt(chunks.rate, n) - rate), `window ${n}`).toBeLessThan(0.02)
    }
    expect(outputs.rate).toMatchObject({ axes: [], unit: 'Hz' })
    expect(outputs.posterior.axes).toEqual([rates])
  })

  test('its posterior sums to 1 and confidence is what lies within 4 %', async () => {
    const { chunks } = await run(windows)
    const p = [...chunks.posterior[20].data].map(Math.exp)
    expect(p.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9)
    const rate = chunks.rate[20].data[0]
    const near = p.filter((_, k) => Math.abs(rates.start + k * rates.step - rate) <= 0.04 * rate)
    const sum = near.reduce((all, each) => all + each, 0)
    expect(chunks.confidence[20].data[0]).toBeCloseTo(sum, 9)
  })

  test('says nothing about a window that has no scores, of any kind', async () => {
    const fed = windows.map((log, n) => (n === 20 ? nothing : log))
    const { chunks, report } = await run(fed)
    expect(valueAt(chunks.rate, 20)).toBeNaN()
    expect(valueAt(chunks.confidence, 20)).toBe(0)
    expect(valueAt(chunks.rate, 21)).toBeCloseTo(truth[21], 1)
    expect(report).toMatchObject({ empty: 1 })
    const thin = windows.map((data, n) => ({ data, coverage: n === 20 ? 0.3 : 1 }))
    expect(valueAt((await run(thin)).chunks.rate, 20)).toBeNaN()
    const blank = await run(
      Array.from({ length: 3 }, () => new Float64Array(rates.size)),
      {
        kind: 'power',
      },
    )
    expect(blank.chunks.rate.every(({ data }) => Number.isNaN(data[0]))).toBe(true)
  })

  test('a window that never came takes its place in time, and gets no answer', async () => {
    const fed = windows.flatMap((data, index) =>
      index > 15 && index < 24 ? [] : [{ data, index }],
    )
    const { chunks } = await run(fed)
    expect(chunks.rate.map(({ index }) => index)).toEqual(fed.map(({ index }) => index))
    const before = valueAt(chunks.confidence, 15)
    const after = await run(windows)
    expect(before).toBeGreaterThan(0.5)
    // what came before the gap counts for less after it
    expect(valueAt(chunks.confidence, 24)).toBeLessThan(valueAt(after.chunks.confidence, 24))
    const far = await run([...fed.slice(0, 8), { data: windows[0], index: 100_000 }])
    expect(valueAt(far.chunks.rate, 100_000)).toBeCloseTo(1.1, 1)
  })

  test('reads a power spectrum as of one tone', async () => {
    const power = truth.map((rate) =>
      Float64Array.from({ length: rates.size }, (_, k) => {
        const f = rates.start + k * rates.step
        return 1e-6 * (1 + 40 * Math.exp(-(((f - rate) / 0.04) ** 2)) + 0.5 * Math.sin(9 * k))
      }),
    )
    const { chunks } = await run(power, { kind: 'power' })
    for (const n of [3, 15, 29])
      expect(Math.abs(valueAt(chunks.rate, n) - truth[n])).toBeLessThan(0.02)
  })

  test('targets are followed apart', async () => {
    const two = windows.map((log, n) =>
      Float64Array.from([...log, ...(n === 0 ? nothing : scores(1.7))]),
    )
    const { chunks } = await runMock(node, {
      inputs: { scores: { ...signal, axes: [axis('target', 2), rates] } },
      chunks: { scores: two },
    })
    const [first, second] = chunks.rate[25].data
    expect(first).toBeCloseTo(truth[25], 1)
    expect(second).toBeCloseTo(1.7, 1)
  })

  test('refuses wires without a fixed rate, and too few rates', async () => {
    const problems = async (given: Partial<typeof signal>) =>
      (await planMock(node, { inputs: { scores: { ...signal, ...given } } })).problems
    expect(await problems({ rate: 0 })).toEqual([
      expect.stringMatching(/^error scores: wants windows at a fixed rate/),
    ])
    expect(await problems({ axes: [axis('frequency', 2, 0.1, 1, 'Hz')] })).toEqual([
      expect.stringMatching(/^error scores: wants three rates or more/),
    ])
  })
})

test('no answer of rate-tracker depends on later windows; those of the other wait for as many as it says', async () => {
  const given = { inputs: { scores: signal } }
  const some = await runMock(rateTracker, { ...given, chunks: { scores: windows.slice(0, 14) } })
  const all = await runMock(rateTracker, { ...given, chunks: { scores: windows } })
  for (const port of ['rate', 'confidence', 'posterior']) {
    expect(some.chunks[port].map(({ data }) => data)).toEqual(
      all.chunks[port].slice(0, 14).map(({ data }) => data),
    )
  }
  const params = { lag: 4 }
  const late = { ...given, params }
  const short = await runMock(delayedRateTracker, {
    ...late,
    chunks: { scores: windows.slice(0, 20) },
  })
  const long = await runMock(delayedRateTracker, { ...late, chunks: { scores: windows } })
  const same = short.chunks.posterior.map(({ data }, n) =>
    data.every((value, k) => value === long.chunks.posterior[n].data[k]),
  )
  expect(same).toEqual(Array.from({ length: 20 }, (_, n) => n < 16))
})
