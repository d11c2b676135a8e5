/** The wire under the pointer, drawn straight into its path: no React state for each move. */
import type { CanvasParts } from './local.ts'
import { back, bezier, runsBack } from './route.ts'
import type { Point } from './sizes.ts'

export function drawWire(
  { root }: CanvasParts,
  [from, to]: readonly [Point, Point],
  refused = false,
): void {
  const group = root.current?.querySelector<SVGGElement>('.drawn-wire')
  if (!group) return
  const [right, left] = [from[0] + 20, to[0] - 20]
  const y =
    to[1] > from[1] ? Math.min(from[1] + 60, to[1] - 16) : Math.max(from[1] - 60, to[1] + 16)
  const far = runsBack(from, to) && from[0] - to[0] > 40
  const route = far ? back(from, to, { right, y, left }) : bezier(from, to)
  group.querySelector('path')?.setAttribute('d', route.d)
  group.querySelector('g')?.setAttribute('transform', `translate(${to[0]} ${to[1]})`)
  group.dataset.refused = String(refused)
  group.style.display = ''
}

export function hideWire(root: HTMLElement | null): void {
  const group = root?.querySelector<SVGGElement>('.drawn-wire')
  if (group) group.style.display = 'none'
}

/** Nothing is being drawn or refused any more. */
export function clear({ local, root }: CanvasParts): void {
  hideWire(root.current)
  local.setState({ connecting: undefined, over: undefined, refusal: undefined })
}
