/** The gap between two cards: drag it, or move it by arrow keys, to share their width anew. */
import { type RefObject, useRef } from 'react'
import { useEditor, useUi } from '../state/editor.ts'
import { resizeCards } from './cards.ts'

const keyStep = 0.02

export function ResizeHandle({
  row,
  place,
}: {
  row: RefObject<HTMLElement | null>
  place: number
}) {
  const { ui } = useEditor()
  const last = useRef<number>(undefined)
  const left = useUi((state) => state.views[place])
  const right = useUi((state) => state.views[place + 1])
  if (!left || !right) return null
  const resize = (share: number) =>
    ui.setState(({ views }) => ({ views: resizeCards(views, place, share) }))
  /** Shares are of all cards together: one pixel is so much of them. */
  const perPixel = () => {
    const cards = [...(row.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
    const pixels = cards.reduce((sum, card) => sum + card.offsetWidth, 0)
    const shares = ui.getState().views.reduce((sum, card) => sum + card.width, 0)
    return pixels > 0 ? shares / pixels : 0
  }
  return (
    <hr
      className="views-resize"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`Width of ${left.wire}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round((100 * left.width) / (left.width + right.width))}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        last.current = event.clientX
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (last.current === undefined) return
        resize((event.clientX - last.current) * perPixel())
        last.current = event.clientX
      }}
      onPointerUp={() => {
        last.current = undefined
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowLeft' ? -keyStep : event.key === 'ArrowRight' ? keyStep : 0
        if (by === 0) return
        event.preventDefault()
        resize(event.shiftKey ? 4 * by : by)
      }}
    />
  )
}
