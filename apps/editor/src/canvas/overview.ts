/** Whether the overview stands in the way: it lies on a card or a note, and everything is seen without it. */
import { boxAt, boxRound, overlap } from '../document/places.ts'
import type { Viewport } from './local.ts'
import type { Plane } from './use-plane.ts'

/** Its size with its margin. */
const [width, height] = [150, 94]

export function isInTheWay({ nodes }: Plane, { x, y, zoom }: Viewport, root: HTMLElement): boolean {
  const [w, h] = [root.clientWidth, root.clientHeight]
  const seen = { left: -x / zoom, top: -y / zoom, right: (w - x) / zoom, bottom: (h - y) / zoom }
  const boxes = nodes.map(({ position, width: across = 0, height: down = 0 }) =>
    boxAt([position.x, position.y], { width: across, height: down }),
  )
  const round = boxRound(boxes)
  if (!round) return true
  const all =
    round.left >= seen.left - 1 &&
    round.top >= seen.top - 1 &&
    round.right <= seen.right + 1 &&
    round.bottom <= seen.bottom + 1
  const own = {
    left: seen.right - width / zoom,
    top: seen.bottom - height / zoom,
    right: seen.right,
    bottom: seen.bottom,
  }
  return all && boxes.some((box) => overlap(box, own))
}
