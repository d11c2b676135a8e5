import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import simulatedDisplacement from './simulated-displacement.ts'

async function run(params: MockOptions['params'] = {}) {
  const { chunks, outputs } = await runMock(simulatedDisplacement, { params })
  const series = (port: string) => chunks[port].map(({ data }) => data[0])
  return {
    outputs,
    chunks,
    displacement: series('displacement'),
    heartRate: series('heartRate'),
    breathingRate: series('breathingRate'),
    bound: series('bound'),
  }
}

/** Mean square of what a tone at `frequency` leaves, 20 samples a second, and its amplitude. */
function fitTone(values: readonly number[], frequency: number) {
  let [re, im] = [0, 0]
  values.forEach((value, n) => {
    const angle = (2 * Math.PI * frequency * n) / 20
    re += (2 / values.length) * value * Math.cos(angle)
    im += (2 / values.length) * value * Math.sin(angle)
  })
  return Math.hypot(re, im)
}

const fixed = { breathingFrom: 0.25, breathingTo: 0.25, heartFrom: 1.1, heartTo: 1.1 }

describe('truth', () => {
  test('the chest moves with the amplitudes and rates stated', async () => {
    const params = { ...fixed, duration: 100, snr: 120 }
    const { displacement, heartRate, breathingRate } = await run(params)
    expect(displacement).toHaveLength(2000)
    expect(new Set(heartRate)).toEqual(new Set([1.1]))
    expect(new Set(breathingRate)).toEqual(new Set([0.25]))
    // 100 s hold whole numbers of turns of all of them
    const amplitudes = [0.25, 0.5, 0.75, 1, 1.1].map((f) => 1e3 * fitTone(displacement, f))
    expect(amplitudes).toEqual([2, 0.8, 0.6, 0.45, 0.5].map((a) => expect.closeTo(a, 3)))
    expect(1e3 * fitTone(displacement, 2.2)).toBeCloseTo(0, 3)
  })

  test('the second harmonic of the heart is a share of it', async () => {
    const { displacement } = await run({ ...fixed, duration: 100, snr: 120, heartSecond: 0.4 })
    expect(1e3 * fitTone(displacement, 2.2)).toBeCloseTo(0.2, 3)
  })

  test('rates are drawn between their limits', async () => {
    const drawn = await Promise.all(
      Array.from({ length: 40 }, (_, seed) => run({ seed, duration: 0.1 })),
    )
    const hearts = drawn.map(({ heartRate }) => heartRate[0])
    const breaths = drawn.map(({ breathingRate }) => breathingRate[0])
    expect(Math.min(...hearts)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...hearts)).toBeLessThanOrEqual(100 / 60)
    expect(Math.max(...hearts) - Math.min(...hearts)).toBeGreaterThan(0.5)
    expect(Math.min(...breaths)).toBeGreaterThanOrEqual(0.2)
    expect(Math.max(...breaths)).toBeLessThanOrEqual(0.3)
  })

  test('with jitter they wander by the share stated', async () => {
    const { heartRate } = await run({ ...fixed, duration: 2000, heartJitter: 0.1 })
    const mean = heartRate.reduce((sum, rate) => sum + rate, 0) / heartRate.length
    const square = heartRate.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / heartRate.length
    expect(mean).toBeCloseTo(1.1, 1)
    expect(Math.sqrt(square) / 1.1).toBeGreaterThan(0.08)
    expect(Math.sqrt(square) / 1.1).toBeLessThan(0.12)
  })
})

describe('noise', () => {
  test('is as far below the displacement as stated', async () => {
    const params = { ...fixed, duration: 1000 }
    const clean = await run({ ...params, snr: 120 })
    const noisy = await run({ ...params, snr: 6 })
    const power = (values: readonly number[]) =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length
    const noise = noisy.displacement.map((value, n) => value - clean.displacement[n])
    expect(10 * Math.log10(power(clean.displacement) / power(noise))).toBeCloseTo(6, 0)
  })

  test('one seed gives one record, another another', async () => {
    const [one, again, other] = [
      await run({ duration: 2 }),
      await run({ duration: 2 }),
      await run({ duration: 2, seed: 2 }),
    ]
    expect(again.chunks).toEqual(one.chunks)
    expect(other.displacement).not.toEqual(one.displacement)
    expect(other.heartRate).not.toEqual(one.heartRate)
  })

  test('the bound is that of one tone in white noise', async () => {
    const { bound, outputs } = await run({ duration: 0.1, snr: 6, boundWindow: 12.8 })
    // 12 fs^2 / ((2 pi)^2 eta M (M^2 - 1)), eta = A^2 / (2 sigma^2)
    const power = (2 ** 2 + 0.8 ** 2 + 0.6 ** 2 + 0.45 ** 2 + 0.5 ** 2) / 2
    const eta = 0.5 ** 2 / (2 * (power / 10 ** 0.6))
    const variance = (12 * 20 ** 2) / ((2 * Math.PI) ** 2 * eta * 256 * (256 ** 2 - 1))
    expect(bound[0]).toBeCloseTo(Math.sqrt(variance), 9)
    expect(outputs.bound.unit).toBe('Hz')
  })
})

describe('plan', () => {
  test.each([
    [{ breathingFrom: 0.4 }, /^error breathingFrom: must not be above breathingTo, 0.3 Hz/],
    [{ heartFrom: 2 }, /^error heartFrom: must not be above heartTo/],
    [{ duration: 0.1, rate: 1 }, /^error duration: holds no sample at 1 Hz; lengthen it/],
  ])('refuses %j', async (params, message) => {
    const { problems } = await planMock(simulatedDisplacement, { params })
    expect(problems).toEqual([expect.stringMatching(message)])
  })

  test('says both limits at once', async () => {
    const params = { breathingFrom: 0.9, heartFrom: 3 }
    expect((await planMock(simulatedDisplacement, { params })).problems).toHaveLength(2)
  })
})
