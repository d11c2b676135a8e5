import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, tone, windows } from '../../../../test/support/signals.ts'
import vectors from '../../vectors/phase.bandpass.json' with { type: 'json' }
import bandPass from './band-pass.ts'

const run = async (data: Float64Array, params: MockOptions['params'] = {}) => {
  const { chunks } = await runMock(bandPass, {
    inputs: { in: windows(data.length) },
    params,
    chunks: { in: [data] },
  })
  return chunks.out[0].data
}

test('agrees with scipy.signal.sosfiltfilt', async () => {
  const [{ input, output, parameters }] = vectors.cases
  const found = await run(Float64Array.from(input.x), {
    low: parameters.low_hz,
    high: parameters.high_hz,
    order: parameters.order,
  })
  const scale = Math.max(...output.x.map(Math.abs))
  for (const [n, value] of found.entries()) {
    expect(Math.abs(value - output.x[n])).toBeLessThan(1e-9 * scale)
  }
})

test('what lies inside goes through in phase, what lies outside does not, at the edge is half', async () => {
  const middle = (data: ArrayLike<number>) => Array.from(data).slice(400, 800)
  const inside = tone(1200, 1.2)
  const kept = await run(inside)
  middle(kept).forEach((value, n) => {
    expect(value).toBeCloseTo(inside[400 + n], 2)
  })
  for (const outside of [0.15, 5]) {
    expect(Math.max(...middle(await run(tone(1200, outside))).map(Math.abs))).toBeLessThan(0.01)
  }
  expect(Math.max(...middle(await run(tone(1200, 2.2))))).toBeCloseTo(0.5, 1)
})

test('each row by itself; no answer stays no answer', async () => {
  const data = Float64Array.from([...new Float64Array(200).fill(Number.NaN), ...tone(200, 1.2)])
  const { chunks } = await runMock(bandPass, {
    inputs: { in: windows(200, {}, [axis('target', 2)]) },
    chunks: { in: [data] },
  })
  expect(chunks.out[0].data.slice(0, 200).every(Number.isNaN)).toBe(true)
  expect(chunks.out[0].data.slice(200)).toEqual(await run(tone(200, 1.2)))
})

describe('plan', () => {
  test('refuses a window of one sample', async () => {
    const { problems } = await planMock(bandPass, { inputs: { in: windows(1) } })
    expect(problems).toEqual([expect.stringMatching(/^error in: wants two samples .*lengthen/)])
  })

  test.each([
    [{ low: 3 }, /^error low: must be below high, 2.2 Hz/],
    [{ high: 10 }, /^error high: must be below 10 Hz, half the slow-time rate/],
  ])('refuses %j', async (params, message) => {
    const { problems } = await planMock(bandPass, { inputs: { in: windows() }, params })
    expect(problems).toEqual([expect.stringMatching(message)])
  })
})
