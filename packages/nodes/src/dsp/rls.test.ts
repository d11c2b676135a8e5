import { Matrix, solve } from 'ml-matrix'
import { expect, test } from 'vitest'
import { constantRatePhase, harmonicReference } from './harmonic-notch.ts'
import { createRls, rlsDefaults } from './rls.ts'

const size = 90
const phase = new Float64Array(size)
constantRatePhase(0.3, 20, phase)
const u = new Float64Array(6 * size)
harmonicReference(phase, [2, 3, 4], u)
const d = Float64Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.1) + Math.cos(0.19 * n))

test('the last weights are the forgetting least-squares solution with ridge 1 / p0', () => {
  const weights = new Float64Array(6)
  createRls(6)(d, u, new Float64Array(size), weights)
  const { forgetting, p0 } = rlsDefaults
  const normal = Matrix.eye(6, 6, forgetting ** size / p0)
  const right = Matrix.zeros(6, 1)
  for (let n = 0; n < size; n++) {
    const now = Matrix.columnVector([0, 1, 2, 3, 4, 5].map((i) => u[i * size + n]))
    const weight = forgetting ** (size - 1 - n)
    normal.add(now.mmul(now.transpose()).mul(weight))
    right.add(now.mul(weight * d[n]))
  }
  const wanted = solve(normal, right)
  weights.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted.get(i, 0), 10)
  })
})

test('a plan starts anew with every call', () => {
  const filter = createRls(6)
  const [once, twice] = [new Float64Array(size), new Float64Array(size)]
  filter(d, u, once, new Float64Array(6))
  filter(d, u, twice, new Float64Array(6).fill(9))
  expect(twice).toEqual(once)
})

test('harmonics in any order', () => {
  const rows = new Float64Array(6 * size)
  harmonicReference(phase, [5, 1, 3], rows)
  ;[5, 1, 3].forEach((h, i) => {
    for (let n = 0; n < size; n++) {
      expect(rows[i * size + n]).toBeCloseTo(Math.cos(h * phase[n]), 12)
      expect(rows[(3 + i) * size + n]).toBeCloseTo(Math.sin(h * phase[n]), 12)
    }
  })
})
