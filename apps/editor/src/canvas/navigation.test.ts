import { expect, test } from 'vitest'
import { firstCard, walk } from './navigation.ts'

const at = (left: number, top: number) => ({ left, top, right: left + 176, bottom: top + 156 })
/**
 *   a  b  c
 *      d
 * and the next lane e, that c feeds
 */
const boxes = new Map([
  ['a', at(0, 0)],
  ['b', at(212, 0)],
  ['c', at(424, 0)],
  ['d', at(212, 200)],
  ['e', at(0, 500)],
])
const arcs = [
  ['a', 'b'],
  ['a', 'd'],
  ['b', 'c'],
  ['c', 'e'],
] as const

test('right and left follow wires, back to the next lane too', () => {
  expect(walk('a', 'right', { boxes, arcs })).toBe('b')
  expect(walk('c', 'right', { boxes, arcs })).toBe('e')
  expect(walk('e', 'left', { boxes, arcs })).toBe('c')
})

test('up and down go between siblings', () => {
  expect(walk('b', 'down', { boxes, arcs })).toBe('d')
  expect(walk('d', 'up', { boxes, arcs })).toBe('b')
})

test('without a wire that way, what lies nearest', () => {
  expect(walk('d', 'right', { boxes, arcs })).toBe('c')
  expect(walk('a', 'down', { boxes, arcs: [] })).toBe('e')
})

test('at the rim an arrow leads nowhere', () => {
  expect(walk('a', 'left', { boxes, arcs })).toBeUndefined()
  expect(walk('gone', 'left', { boxes, arcs })).toBeUndefined()
})

test('every card can be reached from every other by arrows alone', () => {
  for (const start of boxes.keys()) {
    const seen = new Set([start])
    for (const card of seen) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = walk(card, direction, { boxes, arcs })
        if (next) seen.add(next)
      }
    }
    expect(seen.size).toBe(boxes.size)
  }
})

test('walking begins at the top left', () => {
  expect(firstCard(boxes)).toBe('a')
  expect(firstCard(new Map())).toBeUndefined()
})
