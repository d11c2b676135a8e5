/** Two canvases, one for what stays and one for what follows the pointer, drawn once a frame at most. */
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { Frame, PlotTheme } from '../plot/frame.ts'
import { onTheme, plotTheme } from '../theme.ts'

/** Draws width x height CSS pixels; the context is clear and scaled. */
export type Draw = (
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  theme: PlotTheme,
) => Frame | undefined
export type DrawOver = (ctx: CanvasRenderingContext2D, frame: Frame, theme: PlotTheme) => void

export interface Reading {
  /** For who does not see it: what the cursor reads. */
  readonly text: string
  readonly now: number
  readonly least: number
  readonly most: number
}

export function PlotSurface({
  label,
  draw,
  drawOver,
  reading,
  onPoint,
  onZoom,
  onReset,
  onKey,
}: {
  label: string
  draw: Draw
  drawOver?: DrawOver
  /** With it the plot is a slider that keys move. */
  reading?: Reading
  /** The pointer within the plot, in CSS pixels; undefined: it has left. */
  onPoint?: (frame: Frame | undefined, x: number, y: number) => void
  onZoom?: (frame: Frame, x: number, factor: number) => void
  onReset?: () => void
  /** Returns whether the key meant something. */
  onKey?: (event: KeyboardEvent) => boolean
}) {
  const element = useRef<HTMLElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const over = useRef<HTMLCanvasElement>(null)
  const frame = useRef<Frame>(undefined)
  const now = useRef({ draw, drawOver, onZoom })
  const ask = useRef<(what: 'base' | 'over') => void>(() => {})

  useEffect(() => {
    const [box, lower, upper] = [element.current, base.current, over.current]
    if (!box || !lower || !upper) return
    let asked = 0
    let whole = true
    let size = { width: 0, height: 0 }
    const paint = () => {
      asked = 0
      if (size.width === 0) return
      const theme = plotTheme()
      if (whole) {
        const pen = cleared(lower, size)
        frame.current = pen && now.current.draw(pen, size.width, size.height, theme)
      }
      whole = false
      const pen = cleared(upper, size)
      if (pen && frame.current) now.current.drawOver?.(pen, frame.current, theme)
    }
    ask.current = (what) => {
      whole ||= what === 'base'
      if (asked === 0) asked = requestAnimationFrame(paint)
    }
    const observer = new ResizeObserver(([{ contentRect }]) => {
      size = { width: contentRect.width, height: contentRect.height }
      ask.current('base')
    })
    observer.observe(box)
    const stop = onTheme(() => ask.current('base'))
    const wheel = (event: WheelEvent) => {
      const shown = frame.current
      // Ctrl with the wheel is the page's own zoom
      if (!shown || !now.current.onZoom || event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      const [x] = placeIn(box, event)
      now.current.onZoom(shown, x, 1.0015 ** Math.max(-400, Math.min(400, event.deltaY)))
    }
    box.addEventListener('wheel', wheel, { passive: false })
    return () => {
      cancelAnimationFrame(asked)
      ask.current = () => {}
      observer.disconnect()
      stop()
      box.removeEventListener('wheel', wheel)
    }
  }, [])
  useEffect(() => {
    now.current = { ...now.current, draw }
    ask.current('base')
  }, [draw])
  useEffect(() => {
    now.current = { ...now.current, drawOver, onZoom }
    ask.current('over')
  }, [drawOver, onZoom])

  const move = (event: PointerEvent<HTMLElement>) => {
    if (!frame.current || !onPoint) return
    const [x, y] = placeIn(event.currentTarget, event)
    const { left, top, width, height } = frame.current.area
    const inside = x >= left && x <= left + width && y >= top && y <= top + height
    onPoint(inside ? frame.current : undefined, x, y)
  }
  const layers = (
    <>
      <canvas ref={base} />
      <canvas ref={over} />
    </>
  )
  if (!reading) {
    return (
      <figure ref={element} className="compare-plot" aria-label={label}>
        {layers}
      </figure>
    )
  }
  return (
    <div
      ref={element as RefObject<HTMLDivElement>}
      className="compare-plot"
      role="slider"
      aria-label={label}
      aria-valuetext={reading.text}
      aria-valuenow={reading.now}
      aria-valuemin={reading.least}
      aria-valuemax={reading.most}
      tabIndex={0}
      onPointerMove={move}
      onPointerLeave={() => onPoint?.(undefined, 0, 0)}
      onDoubleClick={onReset}
      onKeyDown={(event) => {
        if (!onKey?.(event)) return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {layers}
    </div>
  )
}

function placeIn(element: HTMLElement, event: { clientX: number; clientY: number }) {
  const { left, top } = element.getBoundingClientRect()
  return [event.clientX - left, event.clientY - top] as const
}

function cleared(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
): CanvasRenderingContext2D | undefined {
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  const scale = devicePixelRatio
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== w) canvas.width = w
  if (canvas.height !== h) canvas.height = h
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, width, height)
  return pen
}
