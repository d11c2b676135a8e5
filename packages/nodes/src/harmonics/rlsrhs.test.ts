import { describe, expect, test } from 'vitest'
import { type MockOptions, planMock, runMock } from '../../../../test/support/mock-node.ts'
import { axis, sumOf, timeAxis, tone, windows } from '../../../../test/support/signals.ts'
import vectors from '../../vectors/harmonics.rlsrhs.json' with { type: 'json' }
import rlsrhs from './rlsrhs.ts'

const size = 256

const run = (data: Float64Array, params: MockOptions['params'] = {}) =>
  runMock(rlsrhs, {
    inputs: { displacement: windows(data.length) },
    params,
    chunks: { displacement: [data] },
  })

/** Amplitude of a tone in the last quarter of a window, where the weights have settled. */
function amplitudeAt(data: ArrayLike<number>, frequency: number): number {
  let [re, im] = [0, 0]
  // whole periods, so that sine and cosine stand square
  const period = 20 / frequency
  const count = Math.round(Math.floor((0.25 * data.length) / period) * period)
  const first = data.length - count
  for (let n = first; n < data.length; n++) {
    const angle = (2 * Math.PI * frequency * n) / 20
    re += (2 / count) * data[n] * Math.cos(angle)
    im += (2 / count) * data[n] * Math.sin(angle)
  }
  return Math.hypot(re, im)
}

describe('suppression', () => {
  // 16 whole breaths in 51.2 s; 1.1 Hz lies between harmonics 3 and 4
  const breath = 0.3125
  const long = 1024
  const chest = sumOf(
    tone(long, breath, 2e-3),
    tone(long, 2 * breath, 0.8e-3, 0.5),
    tone(long, 3 * breath, 0.6e-3, 1),
    tone(long, 4 * breath, 0.45e-3, 1.5),
    tone(long, 1.1, 0.5e-3, 1),
  )

  test('harmonics of breathing vanish, the heart stays', async () => {
    const { chunks, outputs } = await run(chest)
    const { data } = chunks.suppressed[0]
    expect(outputs.suppressed.unit).toBe('m')
    expect(amplitudeAt(data, 3 * breath)).toBeLessThan(0.1 * 0.6e-3)
    expect(amplitudeAt(data, 4 * breath)).toBeLessThan(0.1 * 0.45e-3)
    expect(amplitudeAt(data, 1.1)).toBeGreaterThan(0.8 * 0.5e-3)
    expect(amplitudeAt(data, 1.1)).toBeLessThan(1.1 * 0.5e-3)
  })

  test('only the harmonics asked for', async () => {
    const { chunks } = await run(chest, { firstHarmonic: 4, lastHarmonic: 4 })
    const { data } = chunks.suppressed[0]
    expect(amplitudeAt(data, 3 * breath)).toBeGreaterThan(0.9 * 0.6e-3)
    expect(amplitudeAt(data, 4 * breath)).toBeLessThan(0.1 * 0.45e-3)
  })

  test('the textbook start cancels the heart at first; a warm-up mends it', async () => {
    const plain = sumOf(tone(long, breath, 2e-3), tone(long, 1.1, 0.5e-3, 1))
    const atStart = async (params: MockOptions['params']) => {
      const { chunks } = await run(plain, { initialCovariance: 100, ...params })
      const early = [...chunks.suppressed[0].data].slice(10, 46)
      return Math.sqrt(early.reduce((sum, value) => sum + value * value, 0) / early.length)
    }
    const cold = await atStart({ warmUp: false })
    const warm = await atStart({ warmUp: true })
    expect(cold / warm).toBeLessThan(0.6)
    expect(warm).toBeGreaterThan((0.5 * 0.5e-3) / Math.SQRT2)
  })

  test('weights are those of the harmonics: cosines, then sines', async () => {
    const { chunks, outputs } = await run(chest)
    const { data } = chunks.weights[0]
    expect(outputs.weights.axes).toEqual([axis('harmonic', 6)])
    // a sin(x + p) = a sin p cos x + a cos p sin x; the band-pass is flat at the third harmonic
    expect(Math.hypot(data[1], data[4])).toBeGreaterThan(0.8 * 0.6e-3)
    expect(Math.hypot(data[1], data[4])).toBeLessThan(1.2 * 0.6e-3)
    expect(Math.atan2(data[1], data[4])).toBeCloseTo(1, 0)
  })

  test.each(['zero-padded', 'modified-rife', 'rife'])(
    'the breathing rate by %s',
    async (estimate) => {
      const { chunks, outputs } = await run(tone(size, 0.27, 2e-3, 0.4), { estimate })
      expect(outputs.breathing).toMatchObject({ axes: [], unit: 'Hz' })
      expect(chunks.breathing[0].data[0]).toBeCloseTo(0.27, 2)
    },
  )
})

describe('agreement with NumPy', () => {
  // the first two cases leave the breathing rate to a parameter that the node estimates itself
  const cases = vectors.cases.filter(({ parameters }) => parameters.resp_hz === 0.3)

  test.each(cases)('case $# to where the estimated rate allows', async ({ input, output }) => {
    const x = Float64Array.from(input.x, (value) => value * 1e-3)
    const { chunks } = await run(x)
    const rate = chunks.breathing[0].data[0]
    expect(rate).toBeCloseTo(0.2961, 3)
    const { data } = chunks.suppressed[0]
    const power = (values: ArrayLike<number>) =>
      Array.from(values).reduce((sum, value) => sum + value * value, 0)
    const difference = Float64Array.from(data, (value, n) => value * 1e3 - output.residual[n])
    expect(power(difference)).toBeLessThan(0.1 * power(output.residual))
  })
})

test('no answer stays no answer; nothing that moves gives none either', async () => {
  const moving = tone(size, 0.3, 2e-3)
  const absent = new Float64Array(size).fill(Number.NaN)
  const { chunks } = await runMock(rlsrhs, {
    inputs: { displacement: windows(size, {}, [axis('target', 3)]) },
    chunks: {
      displacement: [Float64Array.from([...absent, ...moving, ...new Float64Array(size)])],
    },
  })
  expect([...chunks.breathing[0].data]).toEqual([Number.NaN, expect.closeTo(0.3, 2), Number.NaN])
  const { data } = chunks.suppressed[0]
  expect(data.slice(0, size).every(Number.isNaN)).toBe(true)
  expect(data.slice(size, 2 * size).some(Number.isNaN)).toBe(false)
  expect(data.slice(2 * size).every(Number.isNaN)).toBe(true)
})

describe('plan', () => {
  const problemsOf = async (params: MockOptions['params'], samples = size, rate = 20) => {
    const displacement = windows(samples, { axes: [timeAxis(samples, rate)] })
    return (await planMock(rlsrhs, { inputs: { displacement }, params })).problems
  }

  test.each([
    [{ firstHarmonic: 4, lastHarmonic: 3 }, /^error lastHarmonic: must not be below .* 4$/],
    [{ low: 2.2 }, /^error low: must be below high, 2.2 Hz/],
    [{ high: 10 }, /^error high: must be below 10 Hz, half the slow-time rate/],
  ])('refuses %j', async (params, message) => {
    expect(await problemsOf(params)).toEqual([expect.stringMatching(message)])
  })

  test('refuses windows too short or too coarse to hold a breath', async () => {
    expect(await problemsOf({}, 200)).toEqual([])
    expect(await problemsOf({}, 198)).toEqual([
      expect.stringMatching(/^error displacement: .*at least 10 s .* gets 9.90 s/),
    ])
    const params = { low: 0.1, high: 0.2 }
    expect(await problemsOf(params, 20, 1)).toEqual([])
    expect(await problemsOf(params, 20, 0.9)).toEqual([
      expect.stringMatching(/^error displacement: .*at least 1 samples? a second .* gets 0.900/),
    ])
  })
})
