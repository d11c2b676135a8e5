import fc from 'fast-check'
import { expect, test } from 'vitest'
import { circleMethods, fitCircle } from './circle-fit.ts'
import { detrend, unwrap } from './unwrap.ts'

const arc = (re: number, im: number, radius: number, from: number, angle: number) =>
  Float64Array.from({ length: 200 }, (_, i) => {
    const at = from + (angle * (i >> 1)) / 99
    return i % 2 ? im + radius * Math.sin(at) : re + radius * Math.cos(at)
  })

test('every method finds the circle of an exact arc and leaves no residual', () => {
  const inputs = fc.tuple(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.double({ min: 0.1, max: 20, noNaN: true }),
    fc.double({ min: 0.8, max: 30, noNaN: true }),
  )
  fc.assert(
    fc.property(inputs, ([offset, radius, angle]) => {
      for (const method of circleMethods) {
        const circle = fitCircle(method, arc(offset, -2 * offset, radius, 0.3, angle))
        expect(Math.hypot(circle.re - offset, circle.im + 2 * offset)).toBeLessThan(1e-6 * radius)
        expect(circle.radius / radius).toBeCloseTo(1, 6)
        expect(circle.residual).toBeLessThan(1e-6 * radius)
      }
    }),
  )
})

test('the residual is the radial noise', () => {
  const z = arc(3, -2, 1.5, 0, 6).map((value, i) => value + 0.02 * Math.sin(i * i))
  for (const method of circleMethods) {
    const { residual } = fitCircle(method, z)
    expect(residual).toBeGreaterThan(0.01)
    expect(residual).toBeLessThan(0.02)
  }
})

test('unwrapping undoes wrapping of any motion below half a turn a sample', () => {
  const steps = fc.array(fc.double({ min: -3.1, max: 3.1, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(steps, (list) => {
      const truth = Float64Array.from(list)
      truth[0] = 0
      for (let n = 1; n < truth.length; n++) truth[n] = truth[n] + truth[n - 1]
      const wrapped = truth.map((angle) => Math.atan2(Math.sin(angle), Math.cos(angle)))
      unwrap(wrapped, wrapped)
      wrapped.forEach((angle, n) => {
        expect(angle).toBeCloseTo(truth[n], 8)
      })
    }),
  )
})

test('a line has neither mean nor slope left', () => {
  const line = Float64Array.from({ length: 11 }, (_, n) => 4 - 3 * n)
  detrend('linear', line, line)
  for (const value of line) expect(Math.abs(value)).toBeLessThan(1e-12)
})
