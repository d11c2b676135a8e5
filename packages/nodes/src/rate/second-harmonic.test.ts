import { describe, expect, test } from 'vitest'
import {
  type Fed,
  type MockOptions,
  planMock,
  runMock,
} from '../../../../test/support/mock-node.ts'
import { axis, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import { createNoisyPerson, zhangChest } from '../dsp/chest.ts'
import { createRandom } from '../dsp/random.ts'
import secondHarmonic from './second-harmonic.ts'

const size = 256
const none = { empty: 0, coverage: 0, edge: 0, weak: 0, breathing: 0, absent: 0, hidden: 0 }

async function run(windowsOf: readonly Fed[], params: MockOptions['params'] = {}) {
  const { chunks, report, outputs } = await runMock(secondHarmonic, {
    inputs: { displacement: windows(size, { unit: 'm' }) },
    params,
    chunks: { displacement: windowsOf },
  })
  return {
    rates: chunks.rate.map(({ data }) => data[0]),
    confidences: chunks.confidence.map(({ data }) => data[0]),
    chunks,
    report,
    outputs,
  }
}

/** Breathing with its harmonics, a heartbeat, and a second harmonic of it. */
const chest = (heart: number, second: number, breath = 0.27) =>
  sumOf(
    tone(size, breath, 2e-3),
    tone(size, 2 * breath, 0.8e-3, 0.5),
    tone(size, 3 * breath, 0.6e-3, 1),
    tone(size, 4 * breath, 0.45e-3, 1.5),
    tone(size, heart, 0.5e-3, 1),
    tone(size, 2 * heart, second, 2),
  )

describe('rate', () => {
  test.each([0.95, 1.2, 1.5])('half of the second harmonic of %d Hz', async (heart) => {
    const { rates, confidences, outputs, report } = await run([chest(heart, 0.3e-3)])
    expect(rates[0]).toBeCloseTo(heart, 2)
    expect(confidences[0]).toBeGreaterThan(0.5)
    expect(outputs.rate).toMatchObject({ axes: [], unit: 'Hz' })
    expect(report).toEqual(none)
  })

  test('is found where a harmonic of breathing covers the heartbeat', async () => {
    const { rates } = await run([chest(4 * 0.27 + 0.02, 0.3e-3)])
    expect(rates[0]).toBeCloseTo(1.1, 2)
  })

  test('targets are read apart, an absent one has none', async () => {
    const { chunks } = await runMock(secondHarmonic, {
      inputs: { displacement: windows(size, { unit: 'm' }, [axis('target', 2)]) },
      chunks: {
        displacement: [
          Float64Array.from([...chest(1.2, 0.3e-3), ...new Float64Array(size).fill(Number.NaN)]),
        ],
      },
    })
    expect([...chunks.rate[0].data]).toEqual([expect.closeTo(1.2, 2), Number.NaN])
    const { data } = chunks.reconstructed[0]
    expect(data.slice(0, size).some(Number.isNaN)).toBe(false)
    expect(data.slice(size).every(Number.isNaN)).toBe(true)
  })
})

describe('no answer', () => {
  test('where the heartbeat itself falls into the band; without the check, half of it', async () => {
    // .93 Hz is far from all harmonics of breathing, and there is nothing
    const fast = [chest(1.86, 0)]
    const checked = await run(fast)
    expect(checked.rates[0]).toBeNaN()
    expect(checked.report).toEqual({ ...none, absent: 1 })
    expect((await run(fast, { check: 'none' })).rates[0]).toBeCloseTo(0.93, 1)
  })

  test('where breathing covers the half, and the peak may be the heartbeat', async () => {
    // half of 1.66 Hz is at the third harmonic, .81 Hz; the sixth is none that the check knows
    const { rates, report } = await run([chest(1.66, 0)])
    expect(rates[0]).toBeNaN()
    expect(report).toEqual({ ...none, hidden: 1 })
  })

  test('where the peak is a harmonic of breathing', async () => {
    const high = sumOf(chest(1.2, 0), tone(size, 8 * 0.27, 0.4e-3))
    const { rates, report } = await run([high], { lastHarmonic: 8 })
    expect(rates[0]).toBeNaN()
    expect(report).toEqual({ ...none, breathing: 1 })
  })

  test('of nearly all plain heartbeats in noise; without the check, always a wrong one', async () => {
    const people = Array.from({ length: 100 }, (_, seed) => {
      const random = createRandom(seed)
      const heart = random.between(0.9, 1.5)
      const { breathing } = zhangChest
      const person = createNoisyPerson({
        breathing: { ...breathing, rate: random.between(0.2, 0.3) },
        heart: { ...zhangChest.heart, rate: heart },
        sampleRate: 20,
        snr: 6,
        random,
      })
      return { heart, x: Float64Array.from({ length: size }, () => person.next().measured) }
    })
    const x = people.map((person) => person.x)
    const checked = await run(x)
    expect(checked.rates.filter((rate) => !Number.isNaN(rate)).length).toBeLessThan(10)
    const unchecked = await run(x, { check: 'none' })
    const right = people.filter(
      ({ heart }, n) => Math.abs(unchecked.rates[n] - heart) < 0.04 * heart,
    )
    expect(right.length).toBeLessThan(15)
  })

  test('of gaps, zeros, and windows of which too little arrived', async () => {
    const gap = chest(1.2, 0.3e-3)
    gap[3] = Number.NaN
    const { rates, report } = await run([
      gap,
      new Float64Array(size),
      { data: chest(1.2, 0.3e-3), index: 2, coverage: 0.4 },
    ])
    expect(rates).toEqual([NaN, NaN, NaN])
    expect(report).toEqual({ ...none, empty: 2, coverage: 1 })
  })
})

test('the reconstruction is a displacement within the band', async () => {
  const { chunks, outputs } = await run([chest(1.2, 0.3e-3)], { weights: 'equal' })
  const { data } = chunks.reconstructed[0]
  expect(outputs.reconstructed).toMatchObject({ unit: 'm' })
  const wanted = tone(size, 2.4, 0.3e-3, 2)
  const middle = Array.from(data.slice(64, 192), (value, n) => value - wanted[64 + n])
  expect(Math.max(...middle.map(Math.abs))).toBeLessThan(0.1 * 0.3e-3)
})

test.each([
  [{ low: 4 }, size, 20, /^error low: must be below high, 4 Hz/],
  [{ filterHigh: 10 }, size, 20, /^error filterHigh: must be below 10 Hz, half the slow-time/],
  [{ high: 1.7 }, size, 20, /^error high: must be at least 0.156 Hz above low/],
  [{}, 255, 20, /^error displacement: .*even number of samples, gets 255/],
  [{}, 100, 20, /^error displacement: .*at least 10 s .* gets 5.00 s/],
] as const)('plan refuses %j, %d samples at %d /s', async (params, samples, rate, message) => {
  const displacement = windows(samples, { unit: 'm', axes: [timeAxis(samples, rate)] })
  const { problems } = await planMock(secondHarmonic, { inputs: { displacement }, params })
  expect(problems).toEqual([expect.stringMatching(message)])
})
