import { expect, test } from 'vitest'
import { createRangeProfile, rangeFftSize } from './range-profile.ts'

test('a row has the same bytes in any batch', async () => {
  for (const complex of [true, false]) {
    const samples = 100
    const width = complex ? 200 : 100
    const plan = await createRangeProfile({
      samples,
      complex,
      window: 'hann',
      padding: 1,
      first: 2,
      last: 30,
    })
    expect(plan.size).toBe(rangeFftSize(samples, 1, complex))
    const adc = Float32Array.from({ length: 33 * width }, (_, i) => Math.sin(i * i))
    const together = new Float32Array(33 * 2 * plan.bins)
    plan.transform(adc, together, 33)
    for (const row of [0, 15, 16, 32]) {
      const alone = new Float32Array(2 * plan.bins)
      plan.transform(adc.subarray(row * width, (row + 1) * width), alone, 1)
      expect(alone).toEqual(together.slice(row * alone.length, (row + 1) * alone.length))
    }
    plan.free()
  }
})

test('a tone stands in its bin', async () => {
  const plan = await createRangeProfile({ samples: 64, complex: true, window: 'hann', padding: 4 })
  const adc = Float32Array.from({ length: 128 }, (_, i) => {
    const angle = (2 * Math.PI * 9.5 * (i >> 1)) / 64
    return i % 2 ? Math.sin(angle) : Math.cos(angle)
  })
  const profile = new Float32Array(2 * plan.bins)
  plan.transform(adc, profile, 1)
  const size = Array.from({ length: 256 }, (_, k) => Math.hypot(profile[2 * k], profile[2 * k + 1]))
  expect(size.indexOf(Math.max(...size))).toBe(38)
  expect(size[38]).toBeCloseTo(32, 3) // 64 samples under a mean taper of 1/2
  plan.free()
})

test('an odd number of samples agrees with the sum of the definition', async () => {
  const plan = await createRangeProfile({
    samples: 5,
    complex: true,
    window: 'rectangular',
    padding: 1,
  })
  const adc = Float32Array.from({ length: 20 }, (_, i) => Math.sin(i * i + 1))
  const profile = new Float32Array(2 * 2 * plan.bins)
  plan.transform(adc, profile, 2)
  for (let k = 0; k < 16; k++) {
    let re = 0
    let im = 0
    for (let n = 0; n < 5; n++) {
      const angle = (-2 * Math.PI * k * n) / 16
      re += adc[10 + 2 * n] * Math.cos(angle) - adc[11 + 2 * n] * Math.sin(angle)
      im += adc[10 + 2 * n] * Math.sin(angle) + adc[11 + 2 * n] * Math.cos(angle)
    }
    expect(profile[2 * (16 + k)]).toBeCloseTo(re, 5)
    expect(profile[2 * (16 + k) + 1]).toBeCloseTo(im, 5)
  }
  plan.free()
})

test('bins outside the spectrum are refused', async () => {
  const options = { samples: 64, complex: false, window: 'hann', padding: 1 } as const
  await expect(createRangeProfile({ ...options, last: 33 })).rejects.toThrow(RangeError)
  await expect(createRangeProfile({ ...options, first: 5, last: 4 })).rejects.toThrow(RangeError)
})
