import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRanges } from './ranges.ts'
import { unwrap } from './wrap.ts'

test('ranges say what a set of the same numbers says', () => {
  const range = fc
    .tuple(fc.nat(60), fc.nat(12))
    .map(([from, length]) => [from, from + length] as const)
  fc.assert(
    fc.property(fc.array(range, { maxLength: 25 }), range, (added, [from, to]) => {
      const ranges = createRanges()
      const set = new Set<number>()
      for (const [start, stop] of added) {
        ranges.add(start, stop)
        for (let each = start; each < stop; each++) set.add(each)
      }
      const asked = Array.from({ length: to - from }, (_, at) => from + at)
      const absent = asked.filter((each) => !set.has(each))
      const told = ranges.gaps(from, to).flatMap(([start, stop]) => {
        return Array.from({ length: stop - start }, (_, at) => start + at)
      })
      expect(told).toEqual(absent)
      if (asked.length > 0) expect(ranges.covers(from, to)).toBe(absent.length === 0)
      expect(ranges.end).toBe(set.size > 0 ? Math.max(...set) + 1 : -Infinity)
    }),
    { numRuns: 1000 },
  )
})

test('gaps are as long as they can be', () => {
  const ranges = createRanges()
  ranges.add(10, 20)
  ranges.add(30, 40)
  expect(ranges.gaps(0, 50)).toEqual([
    [0, 10],
    [20, 30],
    [40, 50],
  ])
  ranges.add(20, 30)
  expect(ranges.gaps(0, 50)).toEqual([
    [0, 10],
    [40, 50],
  ])
})

test('only so many are remembered, the highest', () => {
  const ranges = createRanges(8)
  for (let at = 0; at < 100; at++) ranges.add(10 * at, 10 * at + 5)
  expect(ranges.covers(990, 995)).toBe(true)
  expect(ranges.covers(0, 5)).toBe(false)
  expect(ranges.gaps(0, 1000).length).toBeLessThanOrEqual(9)
})

test('a wrapped counter is read as the nearest number', () => {
  const size = 2 ** 32
  fc.assert(
    fc.property(fc.nat(2 ** 40), fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), (near, by) => {
      fc.pre(near + by >= 0)
      expect(unwrap((near + by) % size, near, size)).toBe(near + by)
    }),
  )
  expect(unwrap(0, size - 1, size)).toBe(size)
  expect(unwrap(size - 1, 3 * size, size)).toBe(3 * size - 1)
  expect(unwrap(5, 2 ** 48 - 3, 2 ** 48)).toBe(2 ** 48 + 5)
})
