import { expect, test } from 'vitest'
import { back, bezier, distanceTo, runsBack, trackUnder } from './route.ts'

const box = (left: number, top: number, width = 176, height = 156) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('a wire to the right is a bezier that leaves and enters level', () => {
  const { d, points } = bezier([100, 50], [300, 150])
  expect(d).toBe('M100 50C200 50 200 150 300 150')
  expect(points[0]).toEqual([100, 50])
  expect(points.at(-1)).toEqual([300, 150])
  // By symmetry the curve crosses the middle of its ends.
  expect(points[8]).toEqual([200, 100])
})

test('a level wire is a line', () => {
  expect(bezier([0, 10], [40, 10]).d).toBe('M0 10L40 10')
})

test('only a target to the left makes a wire run back', () => {
  expect(runsBack([100, 0], [140, 300])).toBe(false)
  expect(runsBack([100, 0], [90, 0])).toBe(true)
})

test('a wire that returns runs 20 below the lowest card of its row', () => {
  const row = [box(0, 0), box(212, 0, 176, 200), box(424, 0)]
  const target = box(0, 320)
  const track = trackUnder(row[2], target, [...row, target], [])
  expect(track).toEqual({ right: 600 + 20, y: 200 + 20, left: -20 })
})

test('a frame round the row counts as the row, and the wire stays beside it', () => {
  const source = box(20, 40)
  const target = box(20, 400)
  const frame = { left: 0, top: 0, right: 500, bottom: 260 }
  const track = trackUnder(source, target, [source, target], [frame])
  expect(track.y).toBe(280)
  expect(track.right).toBe(508)
})

test('where the next row is too near, the wire keeps to the middle of the gap', () => {
  const source = box(300, 0)
  const target = box(0, 172)
  expect(trackUnder(source, target, [source, target], []).y).toBe(164)
})

test('wires that share a row run beside one another', () => {
  const source = box(300, 0)
  const target = box(0, 400)
  const first = trackUnder(source, target, [source, target], [], 0)
  const second = trackUnder(source, target, [source, target], [], 1)
  expect(second.y - first.y).toBe(7)
  expect(second.right - first.right).toBe(7)
  expect(first.left - second.left).toBe(7)
})

test('the track leaves right, enters from the left, and touches its corners only by curves', () => {
  const { d, points } = back([100, 0], [0, 200], { right: 120, y: 100, left: -20 })
  expect(points).toEqual([
    [100, 0],
    [120, 0],
    [120, 100],
    [-20, 100],
    [-20, 200],
    [0, 200],
  ])
  expect(d.match(/Q/g)).toHaveLength(4)
  expect(d.startsWith('M100 0L112 0Q120 0 120 8')).toBe(true)
  expect(d.endsWith('L0 200')).toBe(true)
})

test('distance to a route is the distance to its nearest piece', () => {
  const route = { points: [[0, 0] as const, [10, 0] as const, [10, 10] as const] }
  expect(distanceTo(route, [5, 3])).toBeCloseTo(3)
  expect(distanceTo(route, [13, 14])).toBeCloseTo(5)
})
