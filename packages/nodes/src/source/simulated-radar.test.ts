import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import simulatedRadar from './simulated-radar.ts'

const speedOfLight = 299792458
/** A still scene: nobody breathes, no clutter, hardly any noise. */
const still = {
  breathingAmplitude: 0,
  harmonic2: 0,
  harmonic3: 0,
  harmonic4: 0,
  heartAmplitude: 0,
  clutter: 'none',
  snr: 120,
}
const run = (params: MockOptions['params'] = {}) => runMock(simulatedRadar, { params })

/** Power of the echo at `range` in one row of samples, as a share of the row's. */
function shareAt(row: ArrayLike<number>, range: number): number {
  const slope = 4e9 / 52e-6
  let [re, im, all] = [0, 0, 0]
  for (let n = 0; 2 * n < row.length; n++) {
    const angle = 2 * Math.PI * slope * ((2 * range) / speedOfLight) * (n / 5e6)
    re += row[2 * n] * Math.cos(angle) + row[2 * n + 1] * Math.sin(angle)
    im += row[2 * n + 1] * Math.cos(angle) - row[2 * n] * Math.sin(angle)
    all += row[2 * n] ** 2 + row[2 * n + 1] ** 2
  }
  return (2 * (re * re + im * im)) / row.length / all
}

describe('scene', () => {
  test('people placed evenly stand from the nearest to the farthest place', async () => {
    const placed = { people: 3, placement: 'even', rangeFrom: 0.76, rangeTo: 1.9 }
    const { chunks } = await run({ ...still, ...placed, duration: 0.1 })
    const ranges = [...chunks.range[0].data]
    for (const [at, expected] of [0.76, 1.33, 1.9].entries()) {
      expect(ranges[at]).toBeCloseTo(expected, 9)
      expect(shareAt(chunks.adc[0].data, expected)).toBeGreaterThan(0.25)
    }
    const { problems } = await planMock(simulatedRadar, { params: { ...placed, rangeTo: 1.3 } })
    expect(problems).toEqual([
      expect.stringMatching(/^error people: 3 people want 0\.60 m between/),
    ])
  })

  test('a person is where the truth says, with the beat frequency of that range', async () => {
    const { chunks } = await run({ ...still, duration: 0.1 })
    const range = chunks.range[0].data[0]
    expect(range).toBeGreaterThanOrEqual(0.5)
    expect(range).toBeLessThanOrEqual(1.5)
    expect(shareAt(chunks.adc[0].data, range)).toBeGreaterThan(0.999)
    expect(shareAt(chunks.adc[0].data, range + 0.06)).toBeLessThan(0.3)
  })

  test('phase turns by 4 pi / lambda of what the truth moves', async () => {
    const { chunks, outputs } = await run({ clutter: 'none', snr: 120, duration: 2 })
    const { centreFrequency } = outputs.adc.acquisition
    expect(centreFrequency).toBeCloseTo(77e9 + (4e9 / 52e-6) * (256 / 5e6 / 2), -3)
    const middle = chunks.adc.map(({ data }) => Math.atan2(data[2 * 128 + 1], data[2 * 128]))
    for (let n = 1; n < middle.length; n++) {
      const moved = chunks.range[n].data[0] - chunks.range[n - 1].data[0]
      const turn = (4 * Math.PI * moved * (centreFrequency ?? 0)) / speedOfLight
      const found = middle[n] - middle[n - 1] - turn
      expect(Math.abs(Math.sin(found / 2))).toBeLessThan(2e-3)
    }
  })

  test('several people stand apart, each with rates of their own', async () => {
    const { chunks, outputs } = await run({ people: 3, rangeTo: 2.5, duration: 0.1 })
    const [range] = chunks.range
    expect(outputs.heartRate.axes).toEqual([
      { name: 'target', size: 3, start: 0, step: 1, unit: '1' },
    ])
    const sorted = [...range.data].sort((a, b) => a - b)
    expect(sorted[1] - sorted[0]).toBeGreaterThan(0.29)
    expect(sorted[2] - sorted[1]).toBeGreaterThan(0.29)
    expect(new Set(chunks.heartRate[0].data).size).toBe(3)
    expect(new Set(chunks.breathingRate[0].data).size).toBe(3)
    expect(outputs.bound.axes).toEqual([])
  })

  test('an offset is a still echo at the same range', async () => {
    const { chunks } = await run({ ...still, offset: 3, duration: 0.1 })
    expect(shareAt(chunks.adc[0].data, chunks.range[0].data[0])).toBeGreaterThan(0.999)
    const power = [...chunks.adc[0].data].reduce((sum, value) => sum + value ** 2, 0) / 256
    // 1 + 3 of any phase between them
    expect(Math.sqrt(power)).toBeGreaterThan(1.99)
    expect(Math.sqrt(power)).toBeLessThan(4.01)
    expect(Math.abs(Math.sqrt(power) - 1)).toBeGreaterThan(0.5)
  })

  test('receivers of a person aside are half a wavelength apart', async () => {
    const params = { ...still, receivers: 4, spread: 0.6, duration: 0.1, seed: 4 }
    const { chunks, outputs } = await run(params)
    expect(outputs.adc.axes.map(({ name, size }) => [name, size])).toEqual([
      ['chirp', 1],
      ['rx', 4],
      ['sample', 256],
    ])
    const angles = [0, 1, 2, 3].map((rx) => {
      const i = 2 * (256 * rx + 128)
      return Math.atan2(chunks.adc[0].data[i + 1], chunks.adc[0].data[i])
    })
    const steps = [1, 2, 3].map((rx) => {
      const step = angles[rx] - angles[rx - 1]
      return Math.atan2(Math.sin(step), Math.cos(step))
    })
    expect(Math.abs(steps[0])).toBeGreaterThan(0.05)
    expect(Math.abs(steps[0])).toBeLessThan(Math.PI * Math.sin(0.6))
    for (const step of steps) expect(step).toBeCloseTo(steps[0], 3)
  })
})

describe('noise', () => {
  test('is as far below an echo of amplitude 1 as stated', async () => {
    const { chunks } = await run({ ...still, snr: 3, duration: 5 })
    const clean = await run({ ...still, snr: 120, duration: 5 })
    let power = 0
    let count = 0
    for (const [n, { data }] of chunks.adc.entries()) {
      data.forEach((value, i) => {
        power += (value - clean.chunks.adc[n].data[i]) ** 2
      })
      count += data.length / 2
    }
    expect(10 * Math.log10(count / power)).toBeCloseTo(3, 1)
  })

  test('one seed gives one record, another another', async () => {
    const [one, again] = [await run({ duration: 0.2 }), await run({ duration: 0.2 })]
    const other = await run({ duration: 0.2, seed: 9 })
    expect(again.chunks).toEqual(one.chunks)
    expect(other.chunks.adc[0].data).not.toEqual(one.chunks.adc[0].data)
    expect(other.chunks.range[0].data).not.toEqual(one.chunks.range[0].data)
  })

  test('the bound is that of a tone in the phase noise of all samples together', async () => {
    const params = { duration: 0.1, snr: 0, receivers: 4, chirps: 2, boundWindow: 12.8 }
    const { chunks, outputs } = await run(params)
    // sigma_d = lambda / (4 pi) / sqrt(2 SNR N), N = 256 samples x 4 receivers x 2 chirps
    const wavelength = speedOfLight / (outputs.adc.acquisition.centreFrequency ?? 0)
    const deviation = wavelength / (4 * Math.PI) / Math.sqrt(2 * 256 * 8)
    const eta = 0.5e-3 ** 2 / (2 * deviation ** 2)
    const variance = (12 * 20 ** 2) / ((2 * Math.PI) ** 2 * eta * 256 * (256 ** 2 - 1))
    expect(chunks.bound[0].data[0] / Math.sqrt(variance)).toBeCloseTo(1, 9)
  })
})

describe('plan', () => {
  test('states axes and facts of the waveform', async () => {
    const { outputs, problems } = await planMock(simulatedRadar, { params: { chirps: 2 } })
    expect(problems).toEqual([])
    expect(outputs.adc).toMatchObject({
      rate: 20,
      start: 0,
      acquisition: { carrierFrequency: 77e9, sampleRate: 5e6, frameInterval: 0.05 },
    })
    expect(outputs.adc.acquisition.chirpSlope).toBeCloseTo(4e9 / 52e-6, 0)
    expect(outputs.adc.axes[0]).toMatchObject({ name: 'chirp', size: 2, step: 60e-6, unit: 's' })
  })

  test.each([
    [{ rangeFrom: 2 }, /^error rangeFrom: must not be above rangeTo, 1.5 m/],
    [{ people: 4 }, /^error people: 4 people want 1.35 m between rangeFrom and rangeTo/],
    [{ samples: 300 }, /^error rampTime: takes 300 samples .* longer than the ramp/],
    [{ chirps: 2, chirpInterval: 50e-6 }, /^error chirpInterval: must not be below rampTime/],
    [{ chirps: 20, frameInterval: 1e-3 }, /^error frameInterval: 20 chirps take .* longer than/],
    [{ duration: 0.1, frameInterval: 5 }, /^error duration: holds no frame of 5 s; lengthen/],
    [{ heartFrom: 3 }, /^error heartFrom: must not be above heartTo/],
  ])('refuses %j', async (params, message) => {
    const { problems } = await planMock(simulatedRadar, { params })
    expect(problems).toEqual([expect.stringMatching(message)])
  })

  test('says everything at once', async () => {
    const params = { rangeFrom: 2, samples: 300, heartFrom: 3 }
    expect((await planMock(simulatedRadar, { params })).problems).toHaveLength(3)
  })
})
