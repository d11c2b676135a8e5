import { expect, test } from 'vitest'
import { createBandPeak } from './band-peak.ts'
import { createRateEstimator, estimateRate } from './rate-estimate.ts'

const size = 256
const rate = 20
const tone = (frequency: number, amplitude = 1) =>
  Float64Array.from(
    { length: size },
    (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate + 0.4),
  )
const sum = (...parts: Float64Array[]) =>
  Float64Array.from({ length: size }, (_, n) => parts.reduce((all, part) => all + part[n], 0))

test('a lone tone is found with full confidence', () => {
  for (const window of ['hann', 'rectangular', 'blackman'] as const) {
    const peak = createBandPeak(size, rate, 2, 4, window)(tone(2.93))
    expect(peak.frequency).toBeCloseTo(2.93, 2)
    expect(peak.atEdge).toBe(false)
    expect(peak.confidence).toBeGreaterThan(window === 'rectangular' ? 0.88 : 0.99)
  }
})

test('two equal tones share the confidence', () => {
  const peak = createBandPeak(size, rate, 2, 5, 'hann')(sum(tone(2.5), tone(4.2)))
  expect(peak.confidence).toBeGreaterThan(0.45)
  expect(peak.confidence).toBeLessThan(0.55)
})

test('the flank of a tone outside is no peak, a weak tone inside is one', () => {
  const find = createBandPeak(size, rate, 0.8, 2, 'hann')
  expect(find(tone(0.7)).atEdge).toBe(true)
  expect(find(tone(2.1)).atEdge).toBe(true)
  const inside = find(sum(tone(0.3), tone(1.2, 0.05)))
  expect(inside.atEdge).toBe(false)
  expect(inside.frequency).toBeCloseTo(1.2, 2)
})

test('nothing to find: silence, a constant, NaN', () => {
  const find = createBandPeak(size, rate, 0.8, 2, 'hann')
  expect(find(new Float64Array(size))).toEqual({
    frequency: Number.NaN,
    atEdge: false,
    confidence: 0,
  })
  const broken = tone(1)
  broken[9] = Number.NaN
  expect(find(broken).frequency).toBeNaN()
  for (const method of ['zero-padded', 'rife', 'modified-rife', 'bin'] as const) {
    expect(estimateRate(method, broken, rate, 0.8, 2)).toBeNaN()
  }
})

test('a band without a spectral line is refused', () => {
  expect(() => createRateEstimator('bin', size, rate, 1.0001, 1.0002)).toThrow(RangeError)
  expect(() => createBandPeak(size, rate, 11, 12, 'hann')).toThrow(RangeError)
})
