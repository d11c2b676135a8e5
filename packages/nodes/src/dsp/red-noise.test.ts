import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { createRedWeight } from './red-noise.ts'

const size = 256
const rate = 20
const tone = 1.2
const random = createRandom(77)
const weigh = createRedWeight(size, rate, 0.8, 2)

function weights(make: (noise: Float64Array) => void, variance: number): number[] {
  return Array.from({ length: 200 }, () => {
    const noise = new Float64Array(size)
    random.fillNormal(noise, 1)
    make(noise)
    return weigh(noise, tone, variance)
  })
}

test('white noise keeps the weight 1', () => {
  const kept = weights(() => {}, 1).filter((weight) => weight === 1)
  expect(kept.length).toBeGreaterThan(190)
})

test('a random walk is weighed by its spectrum, 1 / (4 sin^2(w / 2)) of its steps', () => {
  const walk = (noise: Float64Array) => {
    for (let n = 1; n < size; n++) noise[n] += noise[n - 1]
  }
  // taken for white noise of the power that it has half way to half the rate
  const found = weights(walk, 0.5).sort((a, b) => a - b)
  const wanted = 0.5 * 4 * Math.sin((Math.PI * tone) / rate) ** 2
  expect(found[100]).toBeGreaterThan(wanted / 1.5)
  expect(found[100]).toBeLessThan(wanted * 1.5)
  // a few draws look white by chance
  expect(found[180]).toBeLessThan(0.5)
})
