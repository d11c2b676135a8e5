import { expect, test } from 'vitest'
import { type IntervalRules, intervalsOf } from './beat-intervals.ts'

const rules: IntervalRules = {
  low: 1 / 300,
  high: 1 / 25,
  leastBeat: 0.5,
  leastMean: 0.66,
  shortest: 0.5,
  longest: 1.75,
}

function beatsOf(
  at: readonly number[],
  quality = at.map(() => 1),
  change: Partial<IntervalRules> = {},
) {
  return intervalsOf({ at, quality }, { ...rules, ...change }).map(({ from, to, beats }) => [
    from,
    to,
    beats,
  ])
}

const nan = Number.NaN

test('regular beats', () => {
  expect(beatsOf([0, 100, 200, 300])).toEqual([
    [0, 100, 1],
    [100, 200, 1],
    [200, 300, 1],
  ])
})

test('an early beat and the pause after it count', () => {
  expect(beatsOf([0, 100, 200, 260, 400, 500]).map(([, , beats]) => beats)).toEqual([1, 1, 1, 1, 1])
})

test('a missed beat leaves its interval without an answer', () => {
  expect(beatsOf([0, 100, 200, 400, 500, 600]).map(([, , beats]) => beats)).toEqual([
    1,
    1,
    nan,
    1,
    1,
  ])
})

test('a false beat leaves the short interval without an answer', () => {
  expect(beatsOf([0, 100, 200, 230, 300, 400, 500]).map(([, , beats]) => beats)).toEqual([
    1,
    1,
    nan,
    1,
    1,
    1,
  ])
})

test('a beat of another shape between two good ones counts where it would be expected', () => {
  const quality = [1, 1, 1, 0.1, 1, 1]
  expect(beatsOf([0, 100, 200, 270, 400, 500], quality)).toEqual([
    [0, 100, 1],
    [100, 200, 1],
    [200, 400, 2],
    [400, 500, 1],
  ])
  expect(beatsOf([0, 100, 200, 270, 300, 400], quality)[2]).toEqual([200, 300, nan])
})

test('noise on both sides of a beat, missing samples and the limits take the answer', () => {
  expect(beatsOf([0, 100, 200, 300, 400, 500], [1, 1, 1, 0.3, 0.3, 0.6])).toEqual([
    [0, 100, 1],
    [100, 200, 1],
    [200, 500, nan],
  ])
  const missing = new Uint8Array(400)
  missing[150] = 1
  expect(beatsOf([0, 100, 200, 300], undefined, { missing }).map(([, , beats]) => beats)).toEqual([
    1,
    nan,
    1,
  ])
  expect(beatsOf([0, 20, 40, 60])[0][2]).toBeNaN()
  expect(beatsOf([0, 400, 800, 1200])[0][2]).toBeNaN()
})

test('fewer than two beats have no interval', () => {
  expect(beatsOf([])).toEqual([])
  expect(beatsOf([7])).toEqual([])
})
