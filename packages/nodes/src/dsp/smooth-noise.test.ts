import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { createSmoothNoise } from './smooth-noise.ts'

describe('createSmoothNoise', () => {
  it('is the sum of Hann kernels, one every W / 40, scaled to unit variance', () => {
    const width = 10
    const white = createRandom(1)
    // Value i enters 0.25 s after value i - 1; the 40th, i = 39, enters at time 0.
    const values = Array.from({ length: 400 }, () => white.normal())
    const noise = createSmoothNoise(width, createRandom(1))
    for (const time of [0, 0.1, 0.25, 3.333, 9.99, 10, 61.7, 61.7, 80]) {
      let [sum, power] = [0, 0]
      values.forEach((value, i) => {
        const age = time - (i - 39) * 0.25
        const kernel = age >= 0 && age < width ? (1 - Math.cos((2 * Math.PI * age) / width)) / 2 : 0
        sum += value * kernel
        power += kernel ** 2
      })
      expect(noise(time)).toBeCloseTo(sum / Math.sqrt(power), 10)
    }
  })

  it('is the same process however often it is asked', () => {
    const coarse = createSmoothNoise(2, createRandom(2))
    const fine = createSmoothNoise(2, createRandom(2))
    for (let i = 0; i <= 4000; i++) {
      const value = fine(i / 100)
      if (i % 40 === 0) expect(coarse(i / 100)).toBeCloseTo(value, 10)
    }
  })

  it('has unit variance and the autocorrelation of a Hann kernel', () => {
    const runs = 4000
    const times = [100, 101, 102.5, 105, 110]
    // Autocorrelation of numpy.hanning(4001) at lags 0, .1, .25, .5 and 1 of its length.
    const expected = [1, 0.936254, 0.659155, 0.166667, 0]
    const sums = times.map(() => 0)
    for (let seed = 0; seed < runs; seed++) {
      const noise = createSmoothNoise(10, createRandom(seed))
      const values = times.map((time) => noise(time))
      values.forEach((value, i) => {
        sums[i] = sums[i] + values[0] * value
      })
    }
    sums.forEach((sum, i) => {
      // The variance of a product of two normals of correlation r is 1 + r^2.
      const error = Math.sqrt((1 + expected[i] ** 2) / runs)
      expect(Math.abs(sum / runs - expected[i])).toBeLessThan(4 * error)
    })
  })
})
