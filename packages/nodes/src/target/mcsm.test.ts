import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sampled, timeAxis, windows } from '../../../../test/support/signals.ts'
import mcsm from './mcsm.ts'

const size = 256
const bins = 60
const step = 0.04
const start = 0.02
const range = axis('range', bins, step, start, 'm')
const wavelength = 3.8e-3

interface Echo {
  readonly range: number
  readonly amplitude?: number
  /** Displacement over time, m. */
  readonly moves?: (time: number) => number
}

const breathing = (t: number) => 2e-3 * Math.sin(2 * Math.PI * 0.27 * t)

/**
 * Range profiles of point echoes whose bins fall off as a Hann taper's main lobe, in noise of a
 * thousandth.
 */
function profiles(echoes: readonly Echo[], noise = 1e-3): Float32Array {
  const data = new Float32Array(2 * bins * size)
  let state = 7
  const random = () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647 - 0.5
  }
  for (const { range: place, amplitude = 1, moves = () => 0 } of echoes) {
    const angle = sampled(size, (t) => (4 * Math.PI * moves(t)) / wavelength)
    for (let bin = 0; bin < bins; bin++) {
      const away = (start + bin * step - place) / step
      const lobe = Math.abs(away) < 2 ? Math.cos((Math.PI * away) / 4) ** 2 : 0
      for (let n = 0; n < size; n++) {
        data[2 * (bin * size + n)] += amplitude * lobe * Math.cos(angle[n])
        data[2 * (bin * size + n) + 1] += amplitude * lobe * Math.sin(angle[n])
      }
    }
  }
  return data.map((value) => value + noise * random())
}

const inputs = { profile: windows(size, { dtype: 'complex64' }, [range]) }
const run = (data: Float32Array, params: MockOptions['params'] = {}) =>
  runMock(mcsm, { inputs, params, chunks: { profile: [data] } })
const rangesOf = async (data: Float32Array, params: MockOptions['params'] = {}) => [
  ...(await run(data, params)).chunks.range[0].data,
]

describe('one target', () => {
  const scene = [
    { range: 0.5, amplitude: 20 },
    { range: 1.1, moves: breathing },
    { range: 1.9, amplitude: 5 },
  ]

  test('is at the bin of what moves, not of what is strong', async () => {
    const { outputs, chunks, problems } = await run(profiles(scene))
    expect(problems).toEqual([])
    expect([...chunks.range[0].data]).toEqual([expect.closeTo(1.1, 9)])
    expect(outputs.target.axes.map(({ name }) => name)).toEqual(['time'])
    expect(outputs.range).toMatchObject({ axes: [], unit: 'm' })
  })

  test('its signal is that of its bin, unchanged', async () => {
    const data = profiles(scene)
    const bin = Math.round((1.1 - start) / step)
    const { chunks } = await run(data)
    expect(chunks.target[0].data).toEqual(data.slice(2 * bin * size, 2 * (bin + 1) * size))
  })

  test('coefficients are those of the bins between the limits', async () => {
    const { outputs, chunks } = await run(profiles(scene), { nearest: 0.9, farthest: 1.4 })
    const [axis] = outputs.coefficient.axes
    expect(axis).toMatchObject({ name: 'range', size: 13, unit: 'm' })
    expect(axis.start).toBeCloseTo(0.9, 9)
    const { data } = chunks.coefficient[0]
    const best = data.indexOf(Math.max(...data))
    expect(axis.start + best * axis.step).toBeCloseTo(1.1, 9)
  })

  test('limits leave out what moves beyond them, both included', async () => {
    const two = profiles([
      { range: 0.5, amplitude: 3, moves: breathing },
      { range: 1.1, moves: breathing },
    ])
    expect(await rangesOf(two)).toEqual([expect.closeTo(0.5, 9)])
    expect(await rangesOf(two, { nearest: 0.7 })).toEqual([expect.closeTo(1.1, 9)])
    expect(await rangesOf(two, { nearest: 0.3, farthest: 0.5 })).toEqual([expect.closeTo(0.5, 9)])
  })

  test('where nothing moves at all there is no answer', async () => {
    const still = profiles([{ range: 1, amplitude: 3 }], 0).fill(1)
    const { chunks } = await run(new Float32Array(still.length))
    expect(chunks.range[0].data).toEqual(Float64Array.of(Number.NaN))
    expect(chunks.target[0].data.every(Number.isNaN)).toBe(true)
  })

  test('where less than half of the window arrived there is no range, and the signal goes on', async () => {
    const data = profiles(scene)
    const { chunks } = await runMock(mcsm, {
      inputs,
      chunks: {
        profile: [
          { data, index: 0, coverage: 0.49 },
          { data, index: 1, coverage: 0.5 },
        ],
      },
    })
    expect(chunks.range.map((chunk) => chunk.data[0])).toEqual([Number.NaN, expect.closeTo(1.1, 9)])
    expect(chunks.target[0].data).toEqual(chunks.target[1].data)
    expect(mcsm.migrate?.({ targets: 1 }, 1)).toEqual({ targets: 1, leastCoverage: 0 })
  })

  test('a bin without answer is passed over', async () => {
    const data = profiles(scene)
    data.fill(Number.NaN, 0, 2 * size * 10)
    expect(await rangesOf(data)).toEqual([expect.closeTo(1.1, 9)])
  })
})

describe('several targets', () => {
  const heart = (t: number) => 1e-3 * Math.sin(2 * Math.PI * 0.31 * t + 1)
  const scene = [
    { range: 1.5, amplitude: 4, moves: breathing },
    { range: 0.62, moves: heart },
    { range: 1, amplitude: 10 },
  ]

  test('come nearest first, with their signals in the same order', async () => {
    const data = profiles(scene)
    const { outputs, chunks } = await run(data, { targets: 2 })
    const ranges = [...chunks.range[0].data]
    expect(ranges).toEqual([expect.closeTo(0.62, 9), expect.closeTo(1.5, 9)])
    expect(outputs.target.axes.map(({ name, size: n }) => [name, n])).toEqual([
      ['target', 2],
      ['time', size],
    ])
    for (const [place, at] of ranges.entries()) {
      const bin = Math.round((at - start) / step)
      expect(chunks.target[0].data.slice(2 * place * size, 2 * (place + 1) * size)).toEqual(
        data.slice(2 * bin * size, 2 * (bin + 1) * size),
      )
    }
  })

  test('the flank of a strong one is none, whatever the spacing', async () => {
    expect(await rangesOf(profiles(scene), { targets: 2, spacing: 0 })).toEqual([
      expect.closeTo(0.62, 9),
      expect.closeTo(1.5, 9),
    ])
  })

  test('absent ones have no answer, at the end', async () => {
    const { chunks } = await run(profiles(scene, 0), { targets: 4, spacing: 0.5 })
    const [near, far, ...absent] = chunks.range[0].data
    expect([near, far]).toEqual([expect.closeTo(0.62, 9), expect.closeTo(1.5, 9)])
    expect(absent).toEqual([Number.NaN, Number.NaN])
    const { data } = chunks.target[0]
    expect(data.slice(0, 4 * size).some(Number.isNaN)).toBe(false)
    expect(data.slice(4 * size).every(Number.isNaN)).toBe(true)
  })
})

describe('plan', () => {
  const problemsOf = async (params: MockOptions['params'], given = inputs) =>
    (await planMock(mcsm, { inputs: given, params })).problems

  test('refuses limits without a bin between them, and says what bins there are', async () => {
    const wanted = [expect.stringMatching(/^error nearest: no range bin .*from 0.02 to 2.38 m/)]
    expect(await problemsOf({ nearest: 1, farthest: 0.5 })).toEqual(wanted)
    expect(await problemsOf({ nearest: 3, farthest: 4 })).toEqual(wanted)
    expect(await problemsOf({ nearest: 0.511, farthest: 0.539 })).toEqual(wanted)
  })

  test('refuses a lowest Doppler above all that a window can tell', async () => {
    const short = { profile: { ...inputs.profile, axes: [range, timeAxis(30)] } }
    expect(await problemsOf({ lowest: 0.5 }, short)).toEqual([])
    const slow = { profile: { ...inputs.profile, axes: [range, timeAxis(30, 1.5)] } }
    expect(await problemsOf({ lowest: 0.8 }, slow)).toEqual([
      expect.stringMatching(/^error lowest: .*20.0 s: lower it, or lengthen/),
    ])
  })
})
