/** What a wire that is drawn would be put on: the nearest port, a card's only fit, or the empty canvas. */
import type { verdictsFor } from './fits.ts'
import type { CanvasParts } from './local.ts'
import type { Point, Side } from './sizes.ts'
import type { PlacedPort } from './wires.ts'

export function nearestPort(
  ports: readonly PlacedPort[],
  [x, y]: Point,
  reach: number,
): PlacedPort | undefined {
  let best: PlacedPort | undefined
  let least = reach
  for (const port of ports) {
    const far = Math.hypot(port.point[0] - x, port.point[1] - y)
    if (far < least) [best, least] = [port, far]
  }
  return best
}

/** Released on a card that has just one port for it. */
export function soleFit(
  { geometry }: CanvasParts,
  [x, y]: Point,
  verdicts: ReturnType<typeof verdictsFor>,
  side: Side,
): PlacedPort | undefined {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-card]')?.dataset.card
  const fitting = [...geometry.current.ports.values()].filter(
    (port) =>
      port.card === card &&
      port.side === side &&
      verdicts.has(port.wire) &&
      verdicts.get(port.wire) === undefined,
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

export function isEmptyCanvas({ root }: CanvasParts, [x, y]: Point): boolean {
  const there = document.elementFromPoint(x, y)
  return Boolean(
    there && root.current?.contains(there) && !there.closest('[data-card], [data-over-canvas]'),
  )
}
