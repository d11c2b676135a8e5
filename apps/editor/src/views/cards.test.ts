import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ViewCard } from '../state/ui.ts'
import { closeCard, moveCard, newCard, patchCard, resizeCards } from './cards.ts'

const row = (count: number) => {
  const views: ViewCard[] = []
  for (let k = 0; k < count; k++) views.push(newCard(views, `node.${k}`))
  return views
}
const ids = (views: readonly ViewCard[]) => views.map(({ id }) => id)

it('names every new card differently, also after one was closed', () => {
  const views = closeCard(row(3), 'view-2')
  const next = newCard(views, 'a.b')
  expect(ids(views)).not.toContain(next.id)
})

it('looks at complex profiles in dB, at all else as it is', () => {
  const range = { name: 'range', size: 9, start: 0, step: 1, unit: 'm' } as const
  const signal = {
    dtype: 'complex64',
    axes: [range],
    unit: '1',
    acquisition: {},
    clock: 'a',
    start: 0,
    rate: 20,
    span: 0,
  } as const
  expect(newCard([], 'a.b', signal).scale).toBe('dB')
  expect(newCard([], 'a.b', { ...signal, dtype: 'float32' }).scale).toBe('linear')
})

it('moves without losing or doubling a card', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.integer(), (count, which, to) => {
      const views = row(count)
      const { id } = views[which % count]
      const moved = moveCard(views, id, to)
      expect([...ids(moved)].sort()).toEqual([...ids(views)].sort())
      expect(moved.findIndex((card) => card.id === id)).toBe(Math.min(count - 1, Math.max(0, to)))
    }),
  )
})

it('resizes two neighbours and nobody else', () => {
  fc.assert(
    fc.property(fc.double({ min: -2, max: 2, noNaN: true }), (share) => {
      const views = row(4)
      const next = resizeCards(views, 1, share)
      expect(next[1].width + next[2].width).toBeCloseTo(views[1].width + views[2].width, 9)
      expect(Math.min(next[1].width, next[2].width)).toBeGreaterThan(0.05)
      expect([next[0], next[3]]).toEqual([views[0], views[3]])
    }),
  )
  expect(resizeCards(row(1), 0, 0.1)).toEqual(row(1))
})

it('patches one', () => {
  const [a, b] = patchCard(row(2), 'view-2', { frozen: true })
  expect([a.frozen, b.frozen]).toEqual([false, true])
})
