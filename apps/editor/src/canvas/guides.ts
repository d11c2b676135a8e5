/** Lines that what is dragged snaps to: equal edges, equal middles, and equal gaps in a row. */
import type { Box } from '../document/places.ts'

export interface Guide {
  readonly along: 'x' | 'y'
  /** Where the line stands, and from where to where it runs. */
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Snapped {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly Guide[]
}

/** The least shift, within `reach`, that brings the box onto guides of the others. */
export function snapTo(moved: Box, others: readonly Box[], reach: number): Snapped {
  const x = nearestShift(
    [moved.left, (moved.left + moved.right) / 2, moved.right],
    others.map((box) => [box.left, (box.left + box.right) / 2, box.right]),
    reach,
  )
  const y = nearestShift(
    [moved.top, (moved.top + moved.bottom) / 2, moved.bottom],
    others.map((box) => [box.top, (box.top + box.bottom) / 2, box.bottom]),
    reach,
  )
  const gap = x === undefined ? equalGap(moved, others, reach) : undefined
  const dx = x ?? gap ?? 0
  const dy = y ?? 0
  const placed: Box = {
    left: moved.left + dx,
    right: moved.right + dx,
    top: moved.top + dy,
    bottom: moved.bottom + dy,
  }
  return {
    dx,
    dy,
    guides: [
      ...(x === undefined ? [] : linesAt(placed, others, 'x')),
      ...(y === undefined ? [] : linesAt(placed, others, 'y')),
    ],
  }
}

/** Of like lines (left with left, middle with middle), the nearest pair. */
function nearestShift(
  own: readonly number[],
  others: readonly (readonly number[])[],
  reach: number,
): number | undefined {
  let best: number | undefined
  for (const lines of others) {
    own.forEach((line, kind) => {
      const shift = lines[kind] - line
      const near = Math.abs(shift) <= reach
      if (near && (best === undefined || Math.abs(shift) < Math.abs(best))) best = shift
    })
  }
  return best
}

/** As far from the neighbour on the left as that is from its own. */
function equalGap(moved: Box, others: readonly Box[], reach: number): number | undefined {
  const inRow = others.filter((box) => box.top < moved.bottom && box.bottom > moved.top)
  const before = (left: number) =>
    inRow
      .filter((box) => box.right <= left)
      .reduce<Box | undefined>(
        (best, box) => (!best || box.right > best.right ? box : best),
        undefined,
      )
  const neighbour = before(moved.left + reach)
  const second = neighbour && before(neighbour.left)
  if (!neighbour || !second) return undefined
  const shift = neighbour.right + (neighbour.left - second.right) - moved.left
  return Math.abs(shift) <= reach ? shift : undefined
}

function linesAt(moved: Box, others: readonly Box[], along: 'x' | 'y'): Guide[] {
  const [near, far] = along === 'x' ? (['left', 'right'] as const) : (['top', 'bottom'] as const)
  const [start, end] = along === 'x' ? (['top', 'bottom'] as const) : (['left', 'right'] as const)
  const linesOf = (box: Box) => [box[near], (box[near] + box[far]) / 2, box[far]]
  const own = linesOf(moved)
  for (const kind of [0, 1, 2]) {
    const alike = others.filter((box) => Math.abs(linesOf(box)[kind] - own[kind]) < 0.5)
    if (alike.length === 0) continue
    const from = Math.min(moved[start], ...alike.map((box) => box[start]))
    const to = Math.max(moved[end], ...alike.map((box) => box[end]))
    return [{ along, at: own[kind], from, to }]
  }
  return []
}
