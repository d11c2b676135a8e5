/** What the pointer does in a plot: cursor, wheel zoom, drag to pan, double-click. */
import { act, type Target, wholeOf } from './actions.ts'
import { patchMemory, setCursor, viewsOf } from './local.ts'
import { fromX, fromY } from './plot/frame.ts'
import { panned, zoomed } from './zoom.ts'

/** Listens on the plot; call the result to stop. Positions are the canvas's CSS pixels. */
export function startGestures(element: HTMLElement, target: Target): () => void {
  const { painter, editor } = target
  const memory = viewsOf(editor.ui)
  let drag: { x: number; y: number } | undefined

  const place = (event: MouseEvent): readonly [number, number] => {
    const { left, top } = element.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  /** The axis under the pointer: y left of the plot or with Shift, else x. */
  const axisUnder = (px: number, shift: boolean): 'x' | 'y' => {
    const shown = painter.shown()
    const beside = shown !== undefined && px < shown.frame.area.left
    const upright = shown?.model.body === 'heat' || shown?.model.body === 'line'
    return (beside || shift) && upright ? 'y' : 'x'
  }

  const wheel = (event: WheelEvent) => {
    const shown = painter.shown()
    const card = painter.card()
    // Ctrl with the wheel is the page's own zoom, a sideways wheel scrolls the row of views.
    const steps = event.deltaY || (event.shiftKey ? event.deltaX : 0)
    if (!shown || !card || event.ctrlKey || steps === 0) return
    event.preventDefault()
    const [px, py] = place(event)
    const { frame } = shown
    const axis = axisUnder(px, event.shiftKey)
    const whole = wholeOf(shown)[axis]
    const centre = axis === 'x' ? fromX(frame, px) : fromY(frame, py)
    const kept = Math.min(frame[axis][1], Math.max(frame[axis][0], centre))
    const factor = 1.0015 ** Math.max(-400, Math.min(400, steps))
    if (axis === 'x') patchMemory(memory, card.id, { x: zoomed(frame.x, whole, kept, factor) })
    else patchMemory(memory, card.id, { y: zoomLine(shown, kept, factor) })
  }

  /** A line's y axis has no whole to stay in: it zooms freely about the pointer, R undoes it. */
  const zoomLine = (
    shown: NonNullable<ReturnType<typeof painter.shown>>,
    centre: number,
    factor: number,
  ) => {
    const { frame, model } = shown
    if (model.body === 'heat') return zoomed(frame.y, model.y.extent, centre, factor)
    const [low, high] = frame.y
    return [centre - (centre - low) * factor, centre + (high - centre) * factor] as const
  }

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    const [x, y] = place(event)
    const own = memory.getState().cards[painter.card()?.id ?? '']
    if (own?.x || own?.y) {
      drag = { x, y }
      element.setPointerCapture(event.pointerId)
    }
  }

  const move = (event: PointerEvent) => {
    const shown = painter.shown()
    const card = painter.card()
    if (!shown || !card) return
    const [px, py] = place(event)
    const { frame, model } = shown
    if (drag) {
      const own = memory.getState().cards[card.id] ?? {}
      const by = {
        x: fromX(frame, drag.x) - fromX(frame, px),
        y: fromY(frame, drag.y) - fromY(frame, py),
      }
      drag = { x: px, y: py }
      patchMemory(memory, card.id, {
        x: own.x && panned(frame.x, wholeOf(shown).x, by.x),
        y:
          own.y &&
          (model.body === 'heat'
            ? panned(frame.y, model.y.extent, by.y)
            : [frame.y[0] + by.y, frame.y[1] + by.y]),
      })
      return
    }
    const { left, top, width, height } = frame.area
    if (px < left || px > left + width || py < top || py > top + height) return
    const x = [model.x.key, fromX(frame, px)] as const
    setCursor(editor.ui, model.body === 'heat' ? [x, [model.y.key, fromY(frame, py)]] : [x])
  }

  const up = () => {
    drag = undefined
  }
  const reset = () => act(target, 'reset', false)

  element.addEventListener('wheel', wheel, { passive: false })
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('dblclick', reset)
  return () => {
    element.removeEventListener('wheel', wheel)
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('dblclick', reset)
  }
}
