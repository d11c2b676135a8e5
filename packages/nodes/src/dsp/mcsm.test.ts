import { expect, test } from 'vitest'
import { dopplerMask } from './doppler-mask.ts'
import { createMcsm, type McsmOptions, mcsmDefaults, mcsmPlus } from './mcsm.ts'

/** The definition, sum by sum: zeroed spectrum, back to time, lags, coefficient. */
function direct(x: Float64Array, rate: number, options: McsmOptions): number {
  const size = x.length / 2
  const mask = dopplerMask(size, rate, options.low, options.high)
  const turn = (signal: Float64Array, sign: number) => {
    const out = new Float64Array(2 * size)
    for (let k = 0; k < size; k++) {
      for (let n = 0; n < size; n++) {
        const angle = (sign * 2 * Math.PI * k * n) / size
        out[2 * k] =
          out[2 * k] + signal[2 * n] * Math.cos(angle) - signal[2 * n + 1] * Math.sin(angle)
        out[2 * k + 1] =
          out[2 * k + 1] + signal[2 * n] * Math.sin(angle) + signal[2 * n + 1] * Math.cos(angle)
      }
    }
    return out
  }
  const spectrum = turn(x, -1).map((value, i) => (value * mask[i >> 1]) / size)
  const moving = turn(spectrum, 1)
  let sum = 0
  for (let lag = options.firstLag; lag < size; lag++) {
    let re = 0
    let im = 0
    for (let m = 0; m + lag < size; m++) {
      const [a, b, c, d] = [2 * m, 2 * m + 1, 2 * (m + lag), 2 * (m + lag) + 1].map(
        (i) => moving[i],
      )
      re += a! * c! + b! * d!
      im += b! * c! - a! * d!
    }
    sum += Math.hypot(re, im) ** options.power
  }
  return sum
}

test.each([
  ['even', 32, mcsmDefaults],
  ['odd', 45, mcsmDefaults],
  ['many lines taken out', 64, { ...mcsmDefaults, low: 1.6 }],
  ['lags from the middle on', 33, { ...mcsmDefaults, firstLag: 20 }],
  ['MCSM+', 48, mcsmPlus(20)],
] as const)('agrees with the definition: %s', (_, size, options) => {
  const rows = Float64Array.from({ length: 6 * size }, (_, i) => 5 + Math.sin(i * i * 0.7 + i))
  const coefficients = new Float64Array(3)
  createMcsm(size, 20, options)(rows, 3, coefficients)
  coefficients.forEach((value, row) => {
    const wanted = direct(rows.subarray(2 * size * row, 2 * size * (row + 1)), 20, options)
    expect(Math.abs(value / wanted - 1)).toBeLessThan(1e-9)
  })
})

test('clutter a thousand times the motion changes nothing', () => {
  const size = 256
  const moving = (n: number) => 3 * Math.sin(n / 9)
  const rows = Float64Array.from({ length: 4 * size }, (_, i) => {
    const angle = moving((i >> 1) % size)
    return (i % 2 ? Math.sin(angle) : Math.cos(angle)) + (i >= 2 * size ? 1000 : 0)
  })
  const coefficients = new Float64Array(2)
  createMcsm(size, 20)(rows, 2, coefficients)
  expect(Math.abs(coefficients[1] / coefficients[0] - 1)).toBeLessThan(1e-9)
})
