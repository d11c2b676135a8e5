import { expect, test } from 'vitest'
import { patternAt } from './breathing-pattern.ts'

test('steady breathing is never changed', () => {
  for (const time of [0, 50, 1e5]) expect(patternAt('steady', time)).toEqual({ rate: 1, depth: 1 })
})

test('changing breathing holds each of four patterns, and goes over between them without a step', () => {
  const held = [0, 60, 110, 170, 192].map((time) => patternAt('changing', time))
  expect(held[0]).toEqual({ rate: 1, depth: 1 })
  expect(held[4]).toEqual(held[0])
  expect(held[1].rate).toBeGreaterThan(1)
  expect(held[1].depth).toBeLessThan(1)
  expect(held[2].rate).toBeLessThan(1)
  expect(held[2].depth).toBeGreaterThan(1)
  for (let time = 0; time < 400; time += 0.05) {
    const [now, next] = [patternAt('changing', time), patternAt('changing', time + 0.05)]
    // a raised cosine over 6 s is nowhere steeper than pi / 12 of its height a second
    expect(Math.abs(next.rate - now.rate)).toBeLessThan(0.05 * 0.81 * (Math.PI / 12))
    expect(Math.abs(next.depth - now.depth)).toBeLessThan(0.05 * 0.81 * (Math.PI / 12))
  }
})
