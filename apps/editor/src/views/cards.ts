/** What can be done to the row of views: plain functions from list to list. */
import type { Signal } from '@chirpflow/graph'
import type { ViewCard } from '../state/ui.ts'
import { layoutOf } from './plot/layout.ts'

type Views = readonly ViewCard[]

/** A card that looks at a wire the way its axes suggest: complex profiles in dB, raw samples by their real part, all else linear. */
export function newCard(views: Views, wire: string, signal?: Signal): ViewCard {
  const taken = new Set(views.map(({ id }) => id))
  let number = views.length + 1
  while (taken.has(`view-${number}`)) number++
  const body = signal ? layoutOf(signal).body : 'line'
  const profile = signal?.dtype === 'complex64' && body === 'heat'
  const raw = signal?.dtype === 'complex64' && signal.axes.at(-1)?.name === 'sample'
  return {
    id: `view-${number}`,
    wire,
    part: raw ? 'real' : 'magnitude',
    scale: profile ? 'dB' : 'linear',
    map: 'viridis',
    frozen: false,
    at: {},
    width: body === 'number' ? 0.17 : 0.3,
  }
}

/** "a.x", or "a.x − b.y". */
export function nameOfCard({ wire, minus }: ViewCard): string {
  return minus === undefined ? wire : `${wire} − ${minus}`
}

export function patchCard(views: Views, id: string, patch: Partial<ViewCard>): Views {
  return views.map((card) => (card.id === id ? { ...card, ...patch } : card))
}

export function closeCard(views: Views, id: string): Views {
  return views.filter((card) => card.id !== id)
}

/** Moves a card to a place in the row (of the row without it); outside it stops at the end. */
export function moveCard(views: Views, id: string, place: number): Views {
  const card = views.find((one) => one.id === id)
  if (!card) return views
  const others = views.filter((one) => one !== card)
  const at = Math.min(others.length, Math.max(0, place))
  return [...others.slice(0, at), card, ...others.slice(at)]
}

/** Narrowest share of the row that a drag can leave. */
const narrowest = 0.06

/** Gives `share` of the row to the card at `place`, and takes it from the one after it. */
export function resizeCards(views: Views, place: number, share: number): Views {
  const [left, right] = [views[place], views[place + 1]]
  if (!left || !right) return views
  const both = left.width + right.width
  const width = Math.min(
    Math.max(left.width + share, narrowest),
    Math.max(narrowest, both - narrowest),
  )
  return views.map((card, k) =>
    k === place ? { ...card, width } : k === place + 1 ? { ...card, width: both - width } : card,
  )
}
