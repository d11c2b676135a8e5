import { describe, expect, test } from 'vitest'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sampled, windows } from '../../../../test/support/signals.ts'
import phaseUnwrap from './phase-unwrap.ts'

const size = 160
const centreFrequency = 79e9
const wavelength = 299792458 / centreFrequency
const acquisition = { centreFrequency, carrierFrequency: 77e9 }

/** 3 mm of breathing on a drift of 1 mm/s, some phase turns in all. */
const motion = sampled(size, (t) => 3e-3 * Math.sin(2 * Math.PI * 0.25 * t + 0.3) + 1e-3 * t)
const wrapped = motion.map((d) => {
  const angle = (4 * Math.PI * d) / wavelength
  return Math.atan2(Math.sin(angle), Math.cos(angle))
})

const run = async (data: Float64Array, params = {}) => {
  const { chunks, outputs } = await runMock(phaseUnwrap, {
    inputs: { phase: windows(size, { unit: 'rad', acquisition }) },
    params,
    chunks: { phase: [data] },
  })
  expect(outputs.displacement.unit).toBe('m')
  return Float64Array.from(chunks.displacement[0].data)
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('displacement', () => {
  test('is that of the chest in metres, by the wavelength at the middle of the ramp', async () => {
    const found = await run(wrapped, { trend: 'keep' })
    const start = found[0] - motion[0]
    // the whole number of half wavelengths before the window cannot be known
    expect(Math.abs((start / wavelength) * 2 - Math.round((start / wavelength) * 2))).toBeLessThan(
      1e-9,
    )
    for (const [n, value] of found.entries()) expect(value - start).toBeCloseTo(motion[n], 12)
  })

  test('without its mean', async () => {
    const found = await run(wrapped)
    for (const [n, value] of found.entries()) {
      expect(value).toBeCloseTo(motion[n] - mean(motion), 12)
    }
  })

  test('without its least-squares line: neither mean nor slope is left', async () => {
    const found = await run(wrapped, { trend: 'line' })
    expect(mean(found)).toBeCloseTo(0, 12)
    const moment = found.reduce((sum, value, n) => sum + (n - (size - 1) / 2) * value, 0)
    expect(moment / size ** 2).toBeCloseTo(0, 12)
    // what was taken out is a line
    const taken = found.map((value, n) => value - motion[n])
    for (let n = 2; n < size; n++) {
      expect(taken[n] - 2 * taken[n - 1] + taken[n - 2]).toBeCloseTo(0, 12)
    }
  })

  test('no answer stays no answer, target by target', async () => {
    const { chunks } = await runMock(phaseUnwrap, {
      inputs: { phase: windows(size, { unit: 'rad', acquisition }, [axis('target', 2)]) },
      chunks: {
        phase: [Float64Array.from([...new Float64Array(size).fill(Number.NaN), ...wrapped])],
      },
    })
    const { data } = chunks.displacement[0]
    expect(data.slice(0, size).every(Number.isNaN)).toBe(true)
    expect(data.slice(size).some(Number.isNaN)).toBe(false)
  })
})

test('wants to know the frequency, and phases', async () => {
  const without = await planMock(phaseUnwrap, { inputs: { phase: windows(8, { unit: 'rad' }) } })
  expect(without.problems).toEqual([expect.stringMatching(/^error phase: .*centreFrequency/)])
  const metres = await planMock(phaseUnwrap, { inputs: { phase: windows(8, { acquisition }) } })
  expect(metres.problems).toEqual([expect.stringMatching(/^error phase: wants .*in rad, gets .*m/)])
})
