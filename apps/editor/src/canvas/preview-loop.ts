/**
 * All previews are drawn by one animation-frame loop: only on screen, so many a second at most, never
 * while panning.
 */
import { type Chunk, type Signal, sizeOf } from '@chirpflow/graph'
import type { Session } from '../session/session.ts'
import { drawPreview } from '../views/preview.ts'
import { onTheme, plotTheme } from '../views/theme.ts'

/** From one drawing of a preview to the next, ms; a page that is live has estimates to show first. */
const leastInterval = 1000 / 15
const liveInterval = 1000 / 4
/** Of one frame, ms: what is left over waits for the next. */
const budget = 4

export interface Preview {
  readonly canvas: HTMLCanvasElement
  readonly wire: string
  readonly signal: Signal
  readonly width: number
  readonly height: number
  /** Called after each drawing with whether there was anything to draw. */
  readonly drawn: (some: boolean) => void
}

export interface PreviewLoop {
  add(preview: Preview): () => void
  pause(paused: boolean): void
  stop(): void
}

interface Entry extends Preview {
  dirty: boolean
  seen: boolean
  last: number
}

export function createPreviewLoop(session: Session, isLive: () => boolean): PreviewLoop {
  const entries = new Map<Element, Entry>()
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let paused = false

  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      const entry = entries.get(target)
      if (entry) entry.seen = isIntersecting
    }
    ask()
  })
  const stopTheme = onTheme(() => {
    for (const entry of entries.values()) entry.dirty = true
    ask()
  })

  function ask(): void {
    if (frame === 0 && !paused) frame = requestAnimationFrame(step)
  }

  function askLater(wait: number): void {
    timer ??= setTimeout(() => {
      timer = undefined
      ask()
    }, wait)
  }

  function step(now: number): void {
    frame = 0
    if (paused) return
    const interval = isLive() ? liveInterval : leastInterval
    let next = Number.POSITIVE_INFINITY
    const begun = performance.now()
    for (const [canvas, entry] of entries) {
      if (!entry.dirty || !entry.seen) continue
      const due = entry.last + interval
      if (now < due || performance.now() - begun > budget) {
        next = Math.min(next, due)
        continue
      }
      entry.dirty = false
      entry.last = now
      // to the end of the row, so that where time is short each has its turn
      entries.delete(canvas)
      entries.set(canvas, entry)
      draw(entry)
    }
    if (next < Number.POSITIVE_INFINITY) askLater(Math.max(next - now, leastInterval))
  }

  function draw({ canvas, wire, signal, width, height, drawn }: Entry): void {
    const newest = session.newest(wire)
    const chunk = newest && isOf(signal, newest) ? newest : undefined
    drawn(chunk !== undefined)
    // hundreds on the graphics processor would be as many layers to put together in each frame
    const pen = chunk && canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) return
    const scale = Math.min(2, Math.max(1, devicePixelRatio))
    if (canvas.width !== width * scale) {
      canvas.width = width * scale
      canvas.height = height * scale
    }
    pen.setTransform(scale, 0, 0, scale, 0, 0)
    const chunks = session.series(wire).chunks.filter((one) => isOf(signal, one))
    drawPreview(pen, width, height, signal, chunks.length > 0 ? chunks : [chunk], plotTheme())
  }

  return {
    add(preview) {
      const entry: Entry = { ...preview, dirty: true, seen: false, last: 0 }
      entries.set(preview.canvas, entry)
      observer.observe(preview.canvas)
      const stop = session.onData(preview.wire, () => {
        entry.dirty = true
        // the frame that shows an estimate is not that of the pictures
        if (isLive()) askLater(liveInterval / 2)
        else ask()
      })
      ask()
      return () => {
        stop()
        observer.unobserve(preview.canvas)
        entries.delete(preview.canvas)
      }
    },
    pause(next) {
      paused = next
      if (!paused) ask()
    },
    stop() {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      frame = 0
      paused = true
      stopTheme()
      observer.disconnect()
    },
  }
}

/** What was computed before the last edit may have had other axes. */
function isOf({ dtype, axes }: Signal, { data }: Chunk): boolean {
  return data.length === sizeOf(axes) * (dtype === 'complex64' ? 2 : 1)
}
