import { expect, test } from 'vitest'
import { snapTo } from './guides.ts'

const box = (left: number, top: number, width = 100, height = 50) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('an edge within reach is taken, one beyond it is not', () => {
  const near = snapTo(box(3, 200), [box(0, 0)], 5)
  expect(near.dx).toBe(-3)
  expect(near.dy).toBe(0)
  expect(near.guides).toEqual([{ along: 'x', at: 0, from: 0, to: 250 }])
  expect(snapTo(box(8, 200), [box(0, 0)], 5).dx).toBe(0)
})

test('the least shift wins', () => {
  expect(snapTo(box(4, 300), [box(0, 0), box(6, 100)], 5).dx).toBe(2)
})

test('middles snap to middles', () => {
  expect(snapTo(box(22, 300, 60), [box(0, 0, 100)], 5).dx).toBe(-2)
})

test('gaps in a row become equal', () => {
  const row = [box(0, 0), box(140, 2)]
  // The second stands 40 from the first; the third, at 277, is 3 short of the same.
  expect(snapTo(box(277, 1, 90, 30), row, 5).dx).toBe(3)
})

test('nothing near, nothing moved', () => {
  expect(snapTo(box(500, 500), [box(0, 0)], 5)).toEqual({ dx: 0, dy: 0, guides: [] })
})
