import { expect, test } from 'vitest'
import { createAnalyticSignal } from './analytic-signal.ts'

test('the analytic signal of a cosine turns in a circle, for odd and even lengths', () => {
  for (const length of [15, 16]) {
    const pairs = new Float64Array(2 * length)
    const angle = (n: number) => (2 * Math.PI * 3 * n) / length + 0.4
    const x = Float64Array.from({ length }, (_, n) => 2 * Math.cos(angle(n)))
    createAnalyticSignal(length)(x, pairs)
    for (let n = 0; n < length; n++) {
      expect(pairs[2 * n]).toBeCloseTo(2 * Math.cos(angle(n)), 12)
      expect(pairs[2 * n + 1]).toBeCloseTo(2 * Math.sin(angle(n)), 12)
    }
  }
})
