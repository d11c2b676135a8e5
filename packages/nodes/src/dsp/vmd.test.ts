import { expect, test } from 'vitest'
import { createDct } from './dct.ts'
import { createVmd, vmdDefaults } from './vmd.ts'

test('an odd number of samples is refused', () => {
  for (const size of [0, 1, 255]) expect(() => createVmd(size)).toThrow(RangeError)
})

test('two tones come apart, and a plan forgets what it saw before', () => {
  const size = 200
  const first = Float64Array.from({ length: size }, (_, n) => Math.sin(0.3 * n))
  const x = first.map((value, n) => value + 0.5 * Math.sin(1.1 * n + 1))
  const decompose = createVmd(size, { ...vmdDefaults, modes: 2 })
  const modes = new Float64Array(2 * size)
  const centres = new Float64Array(2)
  decompose(x, modes, centres)
  expect(centres[0] * 2 * Math.PI).toBeCloseTo(0.3, 1)
  expect(centres[1] * 2 * Math.PI).toBeCloseTo(1.1, 1)
  for (let n = 40; n < 160; n++) expect(Math.abs(modes[n] - first[n])).toBeLessThan(0.05)
  const again = new Float64Array(2 * size)
  decompose(first, again, centres)
  decompose(x, again, centres)
  expect(again).toEqual(modes)
})

test('tau > 0 makes the modes sum to the signal', () => {
  const x = Float64Array.from({ length: 64 }, (_, n) => Math.sin(0.5 * n) + Math.cos(1.7 * n))
  const modes = new Float64Array(3 * 64)
  const options = { ...vmdDefaults, modes: 3, tau: 0.5, tolerance: 1e-16, maxIterations: 3000 }
  createVmd(64, options)(x, modes, new Float64Array(3))
  // the line at half the sampling rate is not part of the iteration
  x.forEach((value, n) => {
    expect(Math.abs(modes[n] + modes[64 + n] + modes[128 + n] - value)).toBeLessThan(0.05)
  })
})

test('the cosine transform agrees with its sum and its inverse', () => {
  for (const size of [1, 2, 7, 16, 30]) {
    const x = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n + 1))
    const lines = new Float64Array(size)
    const dct = createDct(size)
    dct.forward(x, lines)
    lines.forEach((line, k) => {
      const sum = x.reduce(
        (all, value, n) => all + value * Math.cos((Math.PI * k * (n + 0.5)) / size),
        0,
      )
      expect(line).toBeCloseTo(sum, 11)
    })
    const back = new Float64Array(size)
    dct.inverse(lines, back)
    x.forEach((value, n) => {
      expect(back[n]).toBeCloseTo(value, 11)
    })
  }
})
