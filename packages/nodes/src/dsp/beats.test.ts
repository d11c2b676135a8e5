/** The three finders of beats and breaths against the known events of body.ecg, body.ppg, body.belt. */
import { describe, expect, test } from 'vitest'
import { bodyVectors } from '../../../../test/support/body-vectors.ts'
import type { Beats } from './beat-intervals.ts'
import { createBeltBreaths } from './belt-breaths.ts'
import { createEcgBeats } from './ecg-beats.ts'
import { fillGaps } from './fill-gaps.ts'
import { createPpgBeats } from './ppg-beats.ts'
import { standoutBlocks } from './two-averages.ts'

type Create = (rate: number, size: number) => (x: Float64Array) => Beats

/** Events found in a case, in s, less their median distance from the known ones. */
function found(name: 'ecg' | 'ppg' | 'belt', create: Create, key: string, sign: number) {
  const { rate_hz: rate, events_s: events, cases } = bodyVectors(name)
  const x = Float64Array.from(cases[key].samples, (value) => sign * value)
  const { at, quality } = create(rate, x.length)(x)
  const misses = at.map((place) => {
    const nearest = events.reduce((best, event) =>
      Math.abs(event - place / rate) < Math.abs(best - place / rate) ? event : best,
    )
    return place / rate - nearest
  })
  const middle = [...misses].sort((a, b) => a - b)[misses.length >> 1]
  const inside = events.filter((event) => event > at[0] / rate && event < at[at.length - 1] / rate)
  return { count: at.length, known: inside.length, middle, misses, quality }
}

const finders: [string, 'ecg' | 'ppg' | 'belt', Create, number, number][] = [
  ['R peaks', 'ecg', createEcgBeats, 0.001, 0.005],
  ['systolic peaks', 'ppg', createPpgBeats, 0.01, 0.015],
  // a belt's breath is counted from the middle of a rise, not from its beginning
  ['breaths', 'belt', createBeltBreaths, 1.5, 0.35],
]

describe.each(finders)('%s', (_, name, create, bias, spread) => {
  test.each([
    ['clean', 1],
    ['clean', -1],
    ['noisy', 1],
    ['noisy', -1],
  ])('%s, sign %i: none is lost or made up, each at its time', (key, sign) => {
    const { count, known, middle, misses } = found(name, create, key, sign)
    expect(Math.abs(count - known)).toBeLessThanOrEqual(2)
    expect(Math.abs(middle)).toBeLessThan(bias)
    expect(Math.max(...misses.map((miss) => Math.abs(miss - middle)))).toBeLessThan(spread)
  })
})

test('quality parts beats from noise', () => {
  for (const [, name, create] of finders.slice(0, 2)) {
    const mean = ({ quality }: { quality: readonly number[] }) =>
      quality.reduce((sum, value) => sum + value, 0) / quality.length
    expect(mean(found(name, create, 'noisy', 1))).toBeGreaterThan(0.95)
    expect(mean(found(name, create, 'noise', 1))).toBeLessThan(0.7)
  }
})

test('a block is as long as an event stands out', () => {
  const energy = new Float64Array(400)
  for (const from of [100, 250]) energy.fill(1, from, from + 20)
  const blocks = standoutBlocks(energy, { event: 11, beat: 61, offset: 0.02, piece: 100 })
  expect(blocks.length).toBe(2)
  for (const [index, [from, to]] of blocks.entries()) {
    expect((from + to) / 2).toBeCloseTo([110, 260][index], 0)
    expect(to - from).toBeGreaterThanOrEqual(20)
  }
})

test('gaps are bridged by lines; long ones are marked', () => {
  const nan = Number.NaN
  const { x, missing } = fillGaps(Float64Array.of(nan, 1, nan, nan, 4, Infinity, nan, nan), 2)
  expect(Array.from(x)).toEqual([1, 1, 2, 3, 4, 4, 4, 4])
  expect(Array.from(missing)).toEqual([0, 0, 0, 0, 0, 1, 1, 1])
  expect(Array.from(fillGaps(Float64Array.of(nan, nan), 1).x)).toEqual([nan, nan])
})
