/** When the card of a wire comes and goes: after a moment on the wire, and it stays while one is in it. */
import type { CanvasParts } from './local.ts'
import type { Point } from './sizes.ts'

let timer: ReturnType<typeof setTimeout> | undefined
/** Time to cross from the wire into its card. */
const leave = 220

/** Points at a wire; undefined: at none any more. */
export function showWireCard(
  { local, root, gesture }: CanvasParts,
  wire: string | undefined,
  screen: Point = [0, 0],
  after = 0,
): void {
  clearTimeout(timer)
  if (gesture.current) return
  if (wire === undefined) {
    local.setState({ pointed: undefined })
    timer = setTimeout(() => local.setState({ card: undefined }), leave)
    return
  }
  local.setState({ pointed: wire })
  const box = root.current?.getBoundingClientRect()
  const at: Point = [screen[0] - (box?.left ?? 0), screen[1] - (box?.top ?? 0)]
  timer = setTimeout(() => local.setState({ card: { wire, at } }), after)
}

/** The pointer or the focus is in the card itself. */
export function keepWireCard({ local }: CanvasParts): void {
  clearTimeout(timer)
  local.setState(({ card }) => (card ? { pointed: card.wire } : {}))
}

export function closeWireCard({ local }: CanvasParts): void {
  clearTimeout(timer)
  local.setState({ card: undefined, pointed: undefined })
}
