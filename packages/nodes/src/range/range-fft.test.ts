import { describe, expect, test } from 'vitest'
import { planMock, runMock } from '../../../../test/support/mock-node.ts'
import { signalOf } from '../../../../test/support/nodes.ts'
import { axis, frames } from '../../../../test/support/signals.ts'
import rangeFft from './range-fft.ts'

const speedOfLight = 299792458
const chirpSlope = 60e12
const sampleRate = 4e6
const carrier = 60e9
const count = 100

/** exp(2 pi i (S tau t + fc tau)), tau = 2 R / c: what a mixer leaves of an echo at R. */
function echo(range: number, slope: number): Float32Array {
  const delay = (2 * range) / speedOfLight
  return Float32Array.from({ length: 2 * count }, (_, i) => {
    const angle = 2 * Math.PI * (slope * delay * ((i >> 1) / sampleRate) + carrier * delay)
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
  })
}

const realPart = (data: Float32Array) => data.filter((_, i) => i % 2 === 0)

const adc = (given = {}) =>
  frames({
    dtype: 'complex64',
    axes: [axis('sample', count, 1 / sampleRate, 0, 's')],
    acquisition: { chirpSlope, sampleRate },
    ...given,
  })

/** Range of the largest bin, and the phase there. */
async function peakOf(data: Float32Array, given = {}, params = {}) {
  const { outputs, chunks, problems } = await runMock(rangeFft, {
    inputs: { adc: adc(given) },
    params: { farthest: 8, ...params },
    chunks: { adc: [data] },
  })
  expect(problems).toEqual([])
  const [range] = outputs.profile.axes
  const profile = chunks.profile[0].data
  let best = 0
  let most = 0
  for (let bin = 0; bin < range.size; bin++) {
    const size = Math.hypot(profile[2 * bin], profile[2 * bin + 1])
    if (size > most) [best, most] = [bin, size]
  }
  return {
    range,
    at: range.start + best * range.step,
    size: most,
    angle: Math.atan2(profile[2 * best + 1], profile[2 * best]),
  }
}

describe('range axis', () => {
  test.each([0.7, 1.53, 4.1])('an echo at %d m peaks there', async (range) => {
    const peak = await peakOf(echo(range, chirpSlope))
    expect(peak.range).toMatchObject({ name: 'range', start: 0, unit: 'm' })
    // 4-fold padding: 400 points are 2.5 cm each
    expect(peak.range.step).toBeCloseTo((speedOfLight * sampleRate) / (2 * chirpSlope * 400), 12)
    expect(Math.abs(peak.at - range)).toBeLessThan(peak.range.step / 2 + 1e-9)
    // a Hann taper keeps half the sum
    expect(peak.size).toBeGreaterThan(0.97 * 50)
    expect(peak.size).toBeLessThan(50.01)
  })

  test.each([0.7, 1.53, 4.1])('so does a real one at %d m', async (range) => {
    const peak = await peakOf(realPart(echo(range, chirpSlope)), { dtype: 'float32' })
    expect(Math.abs(peak.at - range)).toBeLessThan(peak.range.step / 2 + 1e-9)
    expect(peak.size).toBeGreaterThan(0.97 * 25)
  })

  test('and one that a falling ramp sees, with the same sense of phase', async () => {
    const falling = { acquisition: { chirpSlope: -chirpSlope, sampleRate } }
    const peak = await peakOf(echo(1.53, -chirpSlope), falling)
    expect(Math.abs(peak.at - 1.53)).toBeLessThan(peak.range.step / 2 + 1e-9)
    const farther = await peakOf(echo(1.53 + 1e-4, -chirpSlope), falling)
    const wavelength = speedOfLight / (carrier - chirpSlope * (count / sampleRate / 2))
    expect(farther.angle - peak.angle).toBeCloseTo((4 * Math.PI * 1e-4) / wavelength, 3)
  })

  test('phase turns with the wavelength at the middle of the ramp', async () => {
    const near = await peakOf(echo(1.53, chirpSlope))
    const far = await peakOf(echo(1.53 + 1e-4, chirpSlope))
    const wavelength = speedOfLight / (carrier + chirpSlope * (count / sampleRate / 2))
    expect(far.angle - near.angle).toBeCloseTo((4 * Math.PI * 1e-4) / wavelength, 3)
  })

  test('ends at the farthest range', async () => {
    const { outputs } = await planMock(rangeFft, {
      inputs: { adc: adc() },
      params: { farthest: 2 },
    })
    const [range] = outputs.profile.axes
    const last = range.step * (range.size - 1)
    expect(last).toBeLessThanOrEqual(2)
    expect(last + range.step).toBeGreaterThan(2)
  })

  test('or with the spectrum: half of it for real samples', async () => {
    const bins = async (dtype: 'complex64' | 'float32') => {
      const params = { farthest: 1000, padding: 1 }
      const { outputs } = await planMock(rangeFft, { inputs: { adc: adc({ dtype }) }, params })
      return outputs.profile.axes[0].size
    }
    const complex = await bins('complex64')
    expect(complex).toBeGreaterThanOrEqual(count)
    expect(await bins('float32')).toBeLessThanOrEqual(complex / 2 + 17)
  })
})

test('every chirp and receiver is a row of its own', async () => {
  const leading = [axis('chirp', 2), axis('rx', 3)]
  const ranges = [0.5, 0.9, 1.3, 1.7, 2.1, 2.5]
  const data = Float32Array.from(ranges.flatMap((range) => [...echo(range, chirpSlope)]))
  const { outputs, chunks } = await runMock(rangeFft, {
    inputs: { adc: adc({ axes: [...leading, ...adc().axes] }) },
    chunks: { adc: [data] },
  })
  const last = outputs.profile.axes[2]
  expect(outputs.profile.axes.slice(0, 2)).toEqual(leading)
  const profile = chunks.profile[0].data
  const peaks = ranges.map((_, row) => {
    const sizes = Array.from({ length: last.size }, (_, bin) => {
      const i = 2 * (row * last.size + bin)
      return Math.hypot(profile[i], profile[i + 1])
    })
    return sizes.indexOf(Math.max(...sizes)) * last.step
  })
  peaks.forEach((peak, row) => {
    expect(Math.abs(peak - ranges[row])).toBeLessThan(last.step)
  })
})

describe('plan', () => {
  test('refuses a farthest range within one bin', async () => {
    const { problems } = await planMock(rangeFft, {
      inputs: { adc: adc({ acquisition: { chirpSlope: 1e9, sampleRate } }) },
      params: { padding: 1, farthest: 3 },
    })
    expect(problems).toEqual([expect.stringMatching(/^error farthest: .*must be above \d+ m/)])
  })

  test('wants to know slope and ADC rate', async () => {
    const { problems } = await planMock(rangeFft, { inputs: { adc: adc({ acquisition: {} }) } })
    expect(problems).toEqual([expect.stringMatching(/^error adc: .*chirpSlope, sampleRate/)])
  })

  test('wants samples, not windows', async () => {
    const { problems } = await planMock(rangeFft, { inputs: { adc: signalOf() } })
    expect(problems).toEqual([expect.stringMatching(/^error adc: wants .*sample.* gets float64/)])
  })
})
