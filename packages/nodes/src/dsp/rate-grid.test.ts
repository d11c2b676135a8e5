import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateGrid, type RateCell } from './rate-grid.ts'

/** Beats that lie `gaps` seconds apart from 0 on, each interval sound. */
function cellsOf(gaps: readonly number[], step: number): RateCell[] {
  const grid = createRateGrid(step)
  let now = 0
  for (const gap of gaps) {
    grid.add({ from: now, to: now + gap, beats: 1, quality: 1 })
    now += gap
  }
  return grid.settle(now)
}

test('the mean over time is beats over time, however unequal the beats', () => {
  // alternating 0.5 s and 1.5 s: 1 a second, while the mean of the rates is 1.33
  const rates = cellsOf([0.5, 1.5, 0.5, 1.5, 0.5, 1.5], 1).map(({ rate }) => rate)
  expect(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toBeCloseTo(1, 12)
  // by hand: 1 beat and a third of the next, then two thirds
  rates.forEach((rate, index) => {
    expect(rate).toBeCloseTo(index % 2 === 0 ? 4 / 3 : 2 / 3, 12)
  })
})

test('beats are neither lost nor made, for any beats and step', () => {
  const gaps = fc.array(fc.double({ min: 0.25, max: 3, noNaN: true }), {
    minLength: 1,
    maxLength: 50,
  })
  const steps = fc.double({ min: 0.1, max: 5, noNaN: true })
  fc.assert(
    fc.property(gaps, steps, (all, step) => {
      const cells = cellsOf(all, step)
      const until = cells.length * step
      let now = 0
      let expected = 0
      for (const gap of all) {
        expected += Math.max(0, Math.min(1, (until - now) / gap))
        now += gap
      }
      expect(cells.length).toBe(Math.floor((now / step) * (1 + 1e-12)))
      const counted = cells.reduce((sum, { rate }) => sum + rate * step, 0)
      expect(counted).toBeCloseTo(expected, 6)
    }),
  )
})

test('a step of which a part is not known has no answer', () => {
  const grid = createRateGrid(1)
  grid.add({ from: 0, to: 1, beats: 1, quality: 1 })
  grid.add({ from: 1, to: 2.5, beats: Number.NaN, quality: 0.2 })
  grid.add({ from: 2.5, to: 3.5, beats: 1, quality: 0.8 })
  // nothing is said of 3.5 to 5
  grid.add({ from: 5, to: 6, beats: 2, quality: 1 })
  const cells = grid.settle(6)
  expect(cells.map(({ rate }) => rate)).toEqual([
    1,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    2,
  ])
  expect(cells.map(({ quality }) => quality)).toEqual([1, 0, 0, 0, 0, 1])
})

test('the same beat seen twice a little apart is one; another reading of the same time is not known', () => {
  const near = createRateGrid(1)
  near.add({ from: 0, to: 1, beats: 1, quality: 1 })
  near.add({ from: 1.05, to: 2, beats: 1, quality: 1 })
  expect(near.settle(2).map(({ rate }) => rate)).toEqual([1, 1])
  const far = createRateGrid(1)
  far.add({ from: 0, to: 1, beats: 1, quality: 1 })
  far.add({ from: 0.5, to: 2, beats: 1, quality: 1 })
  expect(far.settle(2).map(({ rate }) => rate)).toEqual([1, Number.NaN])
})

test('cells are given once, as far as they are asked for', () => {
  const grid = createRateGrid(0.5)
  grid.add({ from: 0, to: 2, beats: 2, quality: 1 })
  expect(grid.settle(1.2).map(({ index }) => index)).toEqual([0, 1])
  expect(grid.settle(1.2)).toEqual([])
  expect(grid.settle(2).map(({ index, rate }) => [index, rate])).toEqual([
    [2, 1],
    [3, 1],
  ])
})
