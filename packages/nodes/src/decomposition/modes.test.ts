/** EMD and EWT as nodes; their numbers are compared with NumPy in dsp/modes.vectors.test.ts. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import emd from './emd.ts'
import ewt from './ewt.ts'
import vmd from './vmd.ts'

const size = 256

const run = async (type: typeof emd, data: Float64Array, params: MockOptions['params'] = {}) => {
  const found = await runMock(type, {
    inputs: { in: windows(data.length) },
    params,
    chunks: { in: [data] },
  })
  const only = (port: string) => found.chunks[port][0].data
  return { ...found, modes: only('modes'), centres: only('centres'), band: only('band') }
}

const energy = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value * value, 0)
const between = (data: ArrayLike<number>, wanted: ArrayLike<number>) =>
  Math.sqrt(energy(Array.from(data, (value, n) => value - wanted[n])) / energy(wanted))
/** What the modes that were found add up to. */
const total = (modes: ArrayLike<number>, length: number) =>
  Float64Array.from({ length }, (_, n) => {
    let sum = 0
    for (let i = n; i < modes.length; i += length) sum += Number.isNaN(modes[i]) ? 0 : modes[i]
    return sum
  })

// the fast tone is strong enough to make extrema of its own
const slow = tone(size, 4 / 12.8, 1, Math.PI / 2)
const fast = tone(size, 16 / 12.8, 0.7, Math.PI / 2)

test('all decompositions have the same ports', () => {
  for (const type of [emd, ewt]) {
    expect(type.inputs).toBe(vmd.inputs)
    expect(type.outputs).toBe(vmd.outputs)
  }
})

describe.each([
  ['emd', emd],
  ['ewt', ewt],
] as const)('%s', (_, type) => {
  test('two tones come apart, by rising centre, in Hz', async () => {
    const { outputs, modes, centres, band } = await run(type, sumOf(fast, slow), { modes: 4 })
    expect(outputs.modes.axes.map(({ name, size: n }) => [name, n])).toEqual([
      ['mode', 4],
      ['time', size],
    ])
    expect(outputs.centres).toMatchObject({ unit: 'Hz' })
    const numbers = [...centres].filter((centre) => !Number.isNaN(centre))
    expect(numbers.length).toBeGreaterThanOrEqual(2)
    expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
    // only the fast one lies in .8 to 2 Hz
    expect(between(band, fast)).toBeLessThan(0.2)
    expect(numbers.some((centre) => Math.abs(centre - 16 / 12.8) < 0.1)).toBe(true)
    expect(between(total(modes, size), sumOf(fast, slow))).toBeLessThan(1e-12)
  })

  test('modes of anything add up to it, and the rest is no answer', () => {
    const signals = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 70,
    })
    return fc.assert(
      fc.asyncProperty(signals, fc.integer({ min: 1, max: 9 }), async (values, modes) => {
        const x = Float64Array.from(values)
        const found = await run(type, x, { modes })
        const largest = Math.max(...values.map(Math.abs))
        total(found.modes, x.length).forEach((sum, n) => {
          expect(Math.abs(sum - x[n])).toBeLessThanOrEqual(1e-9 * largest)
        })
        for (let k = 0; k < modes; k++) {
          const row = found.modes.slice(k * x.length, (k + 1) * x.length)
          expect(new Set(row.map((value) => (Number.isNaN(value) ? 1 : 0))).size).toBe(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a window with a gap has no modes, zeros none in the band', async () => {
    const gap = sumOf(fast, slow)
    gap[17] = Number.NaN
    const { chunks } = await runMock(type, {
      inputs: { in: windows(size, {}, [axis('target', 2)]) },
      params: { modes: 3 },
      chunks: { in: [Float64Array.from([...gap, ...new Float64Array(size)])] },
    })
    expect(chunks.modes[0].data.slice(0, 3 * size).every(Number.isNaN)).toBe(true)
    expect([...chunks.centres[0].data].slice(0, 3).every(Number.isNaN)).toBe(true)
    expect(chunks.band[0].data.every(Number.isNaN)).toBe(true)
  })

  test('refuses a band upside down or above all that there is', async () => {
    const problemsOf = async (params: MockOptions['params'], rate = 20) => {
      const input = windows(size, { axes: [timeAxis(size, rate)] })
      return (await planMock(type, { inputs: { in: input }, params })).problems
    }
    expect(await problemsOf({ low: 2 })).toEqual([
      expect.stringMatching(/^error low: must be below high, 2 Hz/),
    ])
    expect(await problemsOf({}, 1.6)).toEqual([
      expect.stringMatching(/^error low: must be below 0.8 Hz, half the slow-time rate/),
    ])
  })
})

test('a mean is no tone: it belongs to the slowest mode of ewt', async () => {
  const plain = await run(ewt, sumOf(fast, slow), { modes: 4 })
  const moved = await run(
    ewt,
    sumOf(fast, slow).map((value) => value + 100),
    { modes: 4 },
  )
  expect(moved.modes.some((value) => !Number.isNaN(value))).toBe(true)
  const place = (k: number) => (k < size ? 100 : 0)
  moved.modes.forEach((value, k) => {
    if (!Number.isNaN(value)) expect(value - place(k)).toBeCloseTo(plain.modes[k], 9)
  })
  moved.centres.forEach((centre, k) => {
    if (!Number.isNaN(centre)) expect(centre).toBeCloseTo(plain.centres[k], 9)
  })
})
