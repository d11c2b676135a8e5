/** The plot of a card: two canvases, keys, and the same in words for those who do not see it. */
import { useEffect, useRef } from 'react'
import { useEditor } from '../state/editor.ts'
import { act, type Target } from './actions.ts'
import { startGestures } from './gestures.ts'
import { actionOf } from './keys.ts'
import { startPainter } from './painter.ts'

export function PlotCanvas({
  id,
  wire,
  minus,
  hidden,
  onTarget,
  onSome,
}: {
  id: string
  wire: string
  /** The wire that is taken from it. */
  minus: string | undefined
  hidden: boolean
  /** Told of what menus may act on, and when it is gone. */
  onTarget: (target: Target | undefined) => void
  onSome: (some: boolean) => void
}) {
  const editor = useEditor()
  const plot = useRef<HTMLDivElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const over = useRef<HTMLCanvasElement>(null)
  const target = useRef<Target>(undefined)

  useEffect(() => {
    const element = plot.current
    const [lower, upper] = [base.current, over.current]
    if (!element || !lower || !upper) return undefined
    const watched = [wire, ...(minus === undefined ? [] : [minus])]
    const stops = watched.map((one) => editor.session.watch(one))
    const painter = startPainter(editor, id, wire, {
      base: lower,
      over: upper,
      onText(text, reading, x) {
        // Written straight to the element: no render for a cursor that moves.
        if (element.ariaLabel !== text) element.ariaLabel = text
        element.ariaValueText = reading || text
        element.ariaValueNow = String(x ?? 0)
      },
      onSome,
      onModel({ x, body }) {
        element.dataset.body = body
        element.ariaValueMin = String(x.extent[0])
        element.ariaValueMax = String(x.extent[1])
      },
    })
    const made: Target = { editor, painter, layers: () => [lower, upper] }
    target.current = made
    onTarget(made)
    const stopGestures = startGestures(element, made)
    const observer = new ResizeObserver(([entry]) => {
      painter.resize(entry.contentRect.width, entry.contentRect.height)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      stopGestures()
      painter.stop()
      for (const stop of stops) stop()
      onTarget(undefined)
      onSome(false)
    }
  }, [editor, id, wire, minus, onTarget, onSome])

  return (
    <div
      ref={plot}
      className="view-plot"
      hidden={hidden}
      tabIndex={0}
      role="slider"
      aria-label={`View of ${wire}, no data yet`}
      aria-valuenow={0}
      aria-roledescription="plot"
      onKeyDown={(event) => {
        const action = actionOf(event, editor.ui.getState().singleKeys)
        if (!action || !target.current) return
        // Without a cursor to put away, Esc means what it means elsewhere.
        if (action === 'leave' && target.current.painter.cursor().x === undefined) return
        event.preventDefault()
        event.stopPropagation()
        act(target.current, action, event.shiftKey)
      }}
    >
      <canvas ref={base} />
      <canvas ref={over} />
    </div>
  )
}
