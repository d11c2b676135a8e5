import { expect, test } from 'vitest'

import { createToneBeside } from './tone-beside-breathing.ts'

const size = 256
const rate = 20
const sum = (parts: readonly (readonly [amplitude: number, frequency: number])[]) =>
  Float64Array.from({ length: size }, (_, n) =>
    parts.reduce((all, [a, f], i) => all + a * Math.sin((2 * Math.PI * f * n) / rate + i), 3 + n),
  )

test('a tone beside harmonics of breathing has its own amplitude, whatever they are', () => {
  const x = sum([
    [2, 0.27],
    [0.8, 0.54],
    [0.6, 0.81],
    [0.5, 1.13],
  ])
  // an estimate of the breathing rate is off by so much
  for (const breathing of [0.266, 0.27, 0.275]) {
    const toneAt = createToneBeside(size, rate, [1, 2, 3, 4])(x, breathing)
    expect(toneAt(1.13).amplitude).toBeCloseTo(0.5, 1)
    expect(toneAt(1.13).visible).toBeGreaterThan(0.5)
    // nothing there: only what the tone at 1.13 Hz leaks
    expect(toneAt(3.3).amplitude).toBeLessThan(0.04)
    expect(toneAt(3.3).visible).toBeGreaterThan(0.95)
  }
})

test('a tone at a harmonic cannot be told from it', () => {
  for (const breathing of [0.266, 0.27, 0.275]) {
    const toneAt = createToneBeside(size, rate, [1, 2, 3, 4])(sum([[1, 0.27]]), breathing)
    expect(toneAt(4 * 0.27).visible).toBeLessThan(0.02)
    expect(toneAt(4 * 0.27 + 0.01).visible).toBeLessThan(0.15)
    // the fifth harmonic is none of those it knows
    expect(toneAt(5 * 0.27).visible).toBeGreaterThan(0.9)
  }
})

test('a constant has no tones, and breaks nothing', () => {
  const toneAt = createToneBeside(size, rate, [1, 2])(new Float64Array(size).fill(4), 0.27)
  expect(toneAt(1).amplitude).toBeLessThan(1e-9)
  expect(toneAt(0).amplitude).toBeNaN()
})
