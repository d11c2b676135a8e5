import type { Axis } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, frames } from '../../../../test/support/signals.ts'
import combineChannels from './combine-channels.ts'

const range = axis('range', 2, 0.05, 0.3, 'm')
const profile = (axes: Axis[], given = {}) =>
  frames({ dtype: 'complex64', axes: [...axes, range], ...given })

/** Two bins: re, im, re, im. */
const row = (...values: number[]) => values

const run = async (
  axes: Axis[],
  rows: readonly (readonly number[])[],
  params: MockOptions['params'],
) => {
  const { outputs, chunks } = await runMock(combineChannels, {
    inputs: { profile: profile(axes) },
    params,
    chunks: { profile: [Float32Array.from(rows.flat())] },
  })
  expect(outputs.out.axes).toEqual([range])
  return [...chunks.out[0].data]
}

describe('mean and select', () => {
  const rows = [row(1, 2, 3, 4), row(5, 6, 7, 8), row(3, 2, 1, 0), row(-1, -2, -3, -4)]

  test('mean is over all chirps and receivers', async () => {
    expect(await run([axis('chirp', 2), axis('rx', 2)], rows, { method: 'mean' })).toEqual([
      2, 2, 2, 2,
    ])
  })

  test('select averages the chirps of one receiver', async () => {
    const axes = [axis('chirp', 2), axis('rx', 2)]
    expect(await run(axes, rows, { method: 'select', receiver: 0 })).toEqual([2, 2, 2, 2])
    expect(await run(axes, rows, { method: 'select', receiver: 1 })).toEqual([2, 2, 2, 2])
    const other = [row(1, 0, 0, 0), row(9, 0, 0, 0), row(3, 0, 0, 0), row(11, 0, 0, 0)]
    expect(await run(axes, other, { method: 'select', receiver: 1 })).toEqual([10, 0, 0, 0])
  })

  test('virtual receivers of several transmitters count on', async () => {
    const axes = [axis('tx', 2), axis('rx', 2)]
    expect(await run(axes, rows, { method: 'select', receiver: 3 })).toEqual([-1, -2, -3, -4])
  })

  test('a profile without chirps and receivers goes through', async () => {
    for (const method of ['mean', 'select', 'maximum-ratio']) {
      expect(await run([], [row(1, 2, 3, 4)], { method })).toEqual([1, 2, 3, 4])
    }
  })

  test.each(['mean', 'select', 'maximum-ratio'])(
    'of an A121, whose sweeps are chirps, %s is the mean sweep',
    async (method) => {
      expect(await run([axis('chirp', 4)], rows, { method })).toEqual([2, 2, 2, 2])
    },
  )
})

describe('maximum ratio', () => {
  /** One moving echo at four receivers: amplitudes .2 to 1.1, turned by their phases; clutter beside. */
  const gains = [
    [1, 0.3],
    [0.7, -2],
    [0.2, 1.4],
    [1.1, 2.9],
  ] as const
  const moving = (n: number) => 3 * Math.sin(0.23 * n)
  const frame = (n: number) =>
    Float32Array.from(
      gains.flatMap(([size, turn], rx) => {
        const angle = moving(n) + turn
        return [size * Math.cos(angle) + rx, size * Math.sin(angle) - 1, 0, 0]
      }),
    )

  test('turns the receivers to one phase, whatever stands still beside', async () => {
    const { chunks } = await runMock(combineChannels, {
      inputs: { profile: profile([axis('rx', 4)]) },
      chunks: { profile: Array.from({ length: 400 }, (_, n) => frame(n)) },
    })
    const settled = chunks.out.slice(200)
    const steps = settled.slice(1).map(({ data }, i) => {
      const before = settled[i].data
      return Math.hypot(data[0] - before[0], data[1] - before[1])
    })
    // v = g / sum |g|, so the sum moves as an echo of sum |g|^2 / sum |g|
    const sizes = gains.map(([size]) => size)
    const sum = sizes.reduce((total, size) => total + size, 0)
    const amplitude = sizes.reduce((total, size) => total + size * size, 0) / sum
    steps.forEach((step, i) => {
      const n = 200 + i
      const turned = 2 * amplitude * Math.abs(Math.sin((moving(n + 1) - moving(n)) / 2))
      // what is left of the clutter pulls the weights by some per cent
      expect(Math.abs(step - turned)).toBeLessThan(0.05 * turned + 0.005)
    })
  })
})

describe('plan', () => {
  const problemsOf = async (params: MockOptions['params'], given = {}) =>
    (
      await planMock(combineChannels, {
        inputs: { profile: profile([axis('rx', 4)], given) },
        params,
      })
    ).problems

  test('refuses a receiver that is not there', async () => {
    expect(await problemsOf({ method: 'select', receiver: 3 })).toEqual([])
    expect(await problemsOf({ method: 'select', receiver: 4 })).toEqual([
      expect.stringMatching(/^error receiver: must be below 4/),
    ])
    expect(await problemsOf({ method: 'mean', receiver: 9 })).toEqual([])
  })

  test('maximum ratio refuses more receivers than any radar has', async () => {
    const inputs = { profile: profile([axis('tx', 12), axis('rx', 16)]) }
    const { problems } = await planMock(combineChannels, { inputs })
    expect(problems).toEqual([
      expect.stringMatching(/^error method: .*up to 64 receivers, gets 192; take mean or select/),
    ])
  })

  test('maximum ratio wants a rate, the others do not', async () => {
    expect(await problemsOf({}, { rate: 0 })).toEqual([
      expect.stringMatching(/^error method: .*fixed rate; take mean or select/),
    ])
    const { chunks } = await runMock(combineChannels, {
      inputs: { profile: profile([axis('rx', 2)]) },
      params: { method: 'mean' },
      chunks: { profile: [Float32Array.of(1, 1, 1, 1, 3, 3, 3, 3)] },
    })
    expect(chunks.out[0].data).toEqual(Float32Array.of(2, 2, 2, 2))
  })
})
