import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import vectors from '../../vectors/decompose.vmd.json' with { type: 'json' }
import vmd from './vmd.ts'

const size = 256

const run = async (data: Float64Array, params: MockOptions['params'] = {}) => {
  const found = await runMock(vmd, {
    inputs: { in: windows(data.length) },
    params,
    chunks: { in: [data] },
  })
  const only = (port: string) => found.chunks[port][0].data
  return { ...found, modes: only('modes'), centres: only('centres'), band: only('band') }
}

const power = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0)

const between = (data: ArrayLike<number>, wanted: ArrayLike<number>) =>
  Math.sqrt(power(Array.from(data, (value, n) => value - wanted[n])) / power(wanted))

// whole numbers of turns, so that the mirrored ends fit
const slow = tone(size, 4 / 12.8, 1, Math.PI / 2)
const fast = tone(size, 16 / 12.8, 0.7, Math.PI / 2)

describe('modes', () => {
  test('two tones come apart, by rising centre, in Hz', async () => {
    const { outputs, modes, centres } = await run(sumOf(fast, slow), { modes: 2 })
    expect(outputs.modes.axes.map(({ name, size: n }) => [name, n])).toEqual([
      ['mode', 2],
      ['time', size],
    ])
    expect(outputs.centres).toMatchObject({ unit: 'Hz' })
    expect(centres[0]).toBeCloseTo(4 / 12.8, 2)
    expect(centres[1]).toBeCloseTo(16 / 12.8, 2)
    expect(between(modes.slice(0, size), slow)).toBeLessThan(0.06)
    expect(between(modes.slice(size), fast)).toBeLessThan(0.06)
  })

  test('scaling the input scales the modes, and nothing else', async () => {
    const signal = sumOf(fast, slow, tone(size, 3.1, 0.2))
    const whole = await run(signal, { modes: 4 })
    // a power of two leaves every digit alone
    const small = await run(
      signal.map((value) => value / 1024),
      { modes: 4 },
    )
    expect(small.modes).toEqual(whole.modes.map((value) => value / 1024))
    expect(small.centres).toEqual(whole.centres)
    expect(small.report).toEqual(whole.report)
    const tiny = await run(
      signal.map((value) => value * 1e-3),
      { modes: 4 },
    )
    expect(
      between(tiny.modes, whole.modes.map((value) => value * 1e-3) as Float64Array),
    ).toBeLessThan(1e-9)
  })

  test('agree with NumPy on a signal of power 1', async () => {
    const { input, output } = vectors.cases[0]
    const x = Float64Array.from(input.x)
    // the tolerance is relative to the power here; scale it so that both stop at the same iterate
    const tolerance = 1e-6 / (power(x) / x.length)
    const { modes, centres, report } = await run(x, { modes: 3, tolerance })
    expect(report).toMatchObject({ windows: 1, iterations: output.iterations, unfinished: 0 })
    expect(between(modes, output.modes.flat())).toBeLessThan(1e-9)
    for (const [k, centre] of output.centres.entries())
      expect(centres[k] / 20).toBeCloseTo(centre, 9)
  })

  test('the report counts the windows that ended unfinished', async () => {
    const { report } = await run(sumOf(fast, slow), { modes: 3, iterations: 2 })
    expect(report).toEqual({ windows: 1, iterations: 2, unfinished: 1 })
  })
})

describe('band', () => {
  test('is the sum of the modes whose centre lies in it', async () => {
    const { band, centres, modes } = await run(sumOf(fast, slow), { modes: 2 })
    expect(centres[0]).toBeLessThan(0.8)
    expect(band).toEqual(modes.slice(size))
    const both = await run(sumOf(fast, slow), { modes: 2, low: 0.1 })
    expect(between(both.band, sumOf(fast, slow))).toBeLessThan(0.06)
  })

  test('without a mode in it there is no answer', async () => {
    const { band } = await run(slow, { modes: 1, low: 3, high: 4 })
    expect(band.every(Number.isNaN)).toBe(true)
  })
})

test('targets are split apart, and an absent one has no modes and takes no iterations', async () => {
  const { chunks, report } = await runMock(vmd, {
    inputs: { in: windows(size, {}, [axis('target', 2)]) },
    params: { modes: 2 },
    chunks: {
      in: [Float64Array.from([...new Float64Array(size).fill(Number.NaN), ...sumOf(fast, slow)])],
    },
  })
  const alone = await run(sumOf(fast, slow), { modes: 2 })
  const { data } = chunks.modes[0]
  expect(data.slice(0, 2 * size).every(Number.isNaN)).toBe(true)
  expect(data.slice(2 * size)).toEqual(alone.modes)
  expect([...chunks.centres[0].data].slice(0, 2)).toEqual([Number.NaN, Number.NaN])
  expect(chunks.band[0].data.slice(0, size).every(Number.isNaN)).toBe(true)
  expect(report).toEqual({ ...alone.report, windows: 2 })
})

describe('plan', () => {
  const problemsOf = async (params: MockOptions['params'], samples = size, rate = 20) => {
    const input = windows(samples, { axes: [timeAxis(samples, rate)] })
    return (await planMock(vmd, { inputs: { in: input }, params })).problems
  }

  test('refuses windows of an odd number of samples', async () => {
    expect(await problemsOf({}, 255)).toEqual([
      expect.stringMatching(/^error in: .*even number of samples, gets 255: change the window/),
    ])
  })

  test('refuses a band upside down or above all that there is', async () => {
    expect(await problemsOf({ low: 2 })).toEqual([
      expect.stringMatching(/^error low: must be below high, 2 Hz/),
    ])
    expect(await problemsOf({}, size, 1.6)).toEqual([
      expect.stringMatching(/^error low: must be below 0.8 Hz, half the slow-time rate/),
    ])
  })
})
