/** Where an arrow key leads: along wires, to siblings, and else to what lies nearest that way. */
import type { Box } from '../document/places.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

export interface Walkable {
  readonly boxes: ReadonlyMap<string, Box>
  /** Pairs of cards that a wire joins. */
  readonly arcs: readonly (readonly [string, string])[]
}

/** The card an arrow leads to from `at`; undefined where there is none that way. */
export function walk(
  at: string,
  direction: Direction,
  { boxes, arcs }: Walkable,
): string | undefined {
  const here = boxes.get(at)
  if (!here) return undefined
  if (direction === 'left' || direction === 'right') {
    const along = arcs.flatMap(([from, to]) =>
      direction === 'right' ? (from === at ? [to] : []) : to === at ? [from] : [],
    )
    return nearest(here, along, boxes) ?? nearestThatWay(at, direction, boxes)
  }
  const beside = (id: string) =>
    new Set(arcs.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : [])))
  const siblings = [...beside(at)].flatMap((id) => [...beside(id)]).filter((id) => id !== at)
  const thatWay = siblings.filter((id) => liesThatWay(here, boxes.get(id), direction))
  return nearest(here, thatWay, boxes) ?? nearestThatWay(at, direction, boxes)
}

/** The first card as one reads: topmost lane, then leftmost. */
export function firstCard(boxes: ReadonlyMap<string, Box>): string | undefined {
  return [...boxes].sort(([, a], [, b]) => a.top - b.top || a.left - b.left)[0]?.[0]
}

function nearestThatWay(
  at: string,
  direction: Direction,
  boxes: ReadonlyMap<string, Box>,
): string | undefined {
  const here = boxes.get(at)!
  const there = [...boxes.keys()].filter(
    (id) => id !== at && liesThatWay(here, boxes.get(id), direction),
  )
  const sideways = direction === 'left' || direction === 'right' ? [1, 3] : [3, 1]
  return nearest(here, there, boxes, sideways)
}

function liesThatWay(here: Box, there: Box | undefined, direction: Direction): boolean {
  if (!there) return false
  const [dx, dy] = between(here, there)
  switch (direction) {
    case 'left':
      return dx < 0 && Math.abs(dy) <= 2 * -dx
    case 'right':
      return dx > 0 && Math.abs(dy) <= 2 * dx
    case 'up':
      return dy < 0
    case 'down':
      return dy > 0
  }
}

function nearest(
  here: Box,
  ids: readonly string[],
  boxes: ReadonlyMap<string, Box>,
  [wx, wy]: readonly number[] = [1, 1],
): string | undefined {
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const id of ids) {
    const there = boxes.get(id)
    if (!there) continue
    const [dx, dy] = between(here, there)
    const far = Math.hypot(wx * dx, wy * dy)
    if (far < least) [best, least] = [id, far]
  }
  return best
}

function between(a: Box, b: Box): readonly [number, number] {
  return [(b.left + b.right - a.left - a.right) / 2, (b.top + b.bottom - a.top - a.bottom) / 2]
}
