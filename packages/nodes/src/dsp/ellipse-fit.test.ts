import fc from 'fast-check'
import { expect, test } from 'vitest'
import { correctImbalance, fitEllipse } from './ellipse-fit.ts'

test('the ellipse of any exact arc is found, and undone', () => {
  const inputs = fc.record({
    re: fc.double({ min: -50, max: 50, noNaN: true }),
    gain: fc.double({ min: 0.5, max: 2, noNaN: true }),
    skew: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    radius: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    arc: fc.double({ min: 3, max: 20, noNaN: true }),
  })
  fc.assert(
    fc.property(inputs, ({ re, gain, skew, radius, arc }) => {
      const at = (i: number) => 0.7 + (arc * (i >> 1)) / 99
      const z = Float64Array.from({ length: 200 }, (_, i) =>
        i % 2 ? radius * (gain * Math.sin(at(i) + skew) - 2) : radius * (Math.cos(at(i)) + re),
      )
      const found = fitEllipse(z)
      expect(found.gain).toBeCloseTo(gain, 5)
      expect(found.skew).toBeCloseTo(skew, 5)
      expect(found.re / radius).toBeCloseTo(re, 5)
      expect(found.im / radius).toBeCloseTo(-2, 5)
      correctImbalance(z, found, z)
      const misses = z.map(
        (value, i) => value / radius - (i % 2 ? Math.sin(at(i)) : Math.cos(at(i))),
      )
      expect(Math.max(...misses.map(Math.abs))).toBeLessThan(1e-4)
    }),
  )
})
