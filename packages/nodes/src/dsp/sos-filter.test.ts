import { expect, test } from 'vitest'
import { designButterworth } from './butterworth.ts'
import { createCausalFilter, createZeroPhaseFilter } from './sos-filter.ts'

const band = { kind: 'bandpass', low: 0.7, high: 2.2 } as const
const x = Float64Array.from({ length: 400 }, (_, n) => Math.sin(n * n * 0.01) + 3)

test('a causal filter fed in pieces gives what it gives at once', () => {
  const sections = designButterworth(4, band, 20)
  const whole = new Float64Array(x.length)
  createCausalFilter(sections).filter(x, whole)
  const filter = createCausalFilter(sections)
  for (const first of [true, false]) {
    const pieces = x.slice()
    for (let at = 0; at < x.length; at += 37) {
      const piece = pieces.subarray(at, Math.min(at + 37, x.length))
      filter.filter(piece, piece)
    }
    expect(pieces, first ? 'first run' : 'after reset').toEqual(whole)
    filter.reset()
  }
})

test('a zero-phase band-pass of a constant is silence, and two samples are enough', () => {
  const output = new Float64Array(400)
  createZeroPhaseFilter(designButterworth(4, band, 20), 400)(new Float64Array(400).fill(7), output)
  for (const value of output) expect(Math.abs(value)).toBeLessThan(1e-9)
  const low = createZeroPhaseFilter(designButterworth(2, { kind: 'lowpass', cutoff: 1 }, 20), 2)
  const two = Float64Array.of(3, 3)
  low(two, two)
  expect(two[1]).toBeCloseTo(3, 9)
})

test('edges outside 0 .. rate / 2, turned round, or an order of nothing are refused', () => {
  for (const [low, high] of [
    [0, 1],
    [2, 1],
    [1, 10],
    [1, Number.NaN],
  ] as const) {
    expect(() => designButterworth(4, { kind: 'bandpass', low, high }, 20)).toThrow(RangeError)
  }
  expect(() => designButterworth(0, band, 20)).toThrow(RangeError)
  expect(() => designButterworth(4, { kind: 'lowpass', cutoff: 10 }, 20)).toThrow(RangeError)
  expect(() => createZeroPhaseFilter(designButterworth(1, band, 20), 1)).toThrow(RangeError)
})
