/** Draws any model, and the cursor over it. */
import type { MapName } from './colormaps.ts'
import { type Cursor, readCursor } from './describe.ts'
import { drawHeat } from './draw-heat.ts'
import { drawLanes, drawLine, drawPoint, laneFrame } from './draw-line.ts'
import { drawNumber } from './draw-number.ts'
import type { Extent } from './extent.ts'
import { drawChip, type Frame, type PlotTheme, toX, toY } from './frame.ts'
import { cellAt } from './grid.ts'
import type { Model } from './models.ts'
import { nearest } from './trace.ts'

export interface View {
  /** Zoomed part; absent: everything. */
  readonly x?: Extent
  readonly y?: Extent
  /** Range of values to show when not zoomed. */
  readonly auto: Extent
  readonly map: MapName
}

/** Clears width x height (CSS pixels; the context is scaled by the caller) and draws. */
export function drawModel(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: Model,
  view: View,
  theme: PlotTheme,
): Frame {
  ctx.clearRect(0, 0, width, height)
  if (model.body === 'number') return drawNumber(ctx, width, height, model, view, theme)
  if (model.body === 'line') return drawLine(ctx, width, height, model, view, theme)
  if (model.body === 'lanes') return drawLanes(ctx, width, height, model, view, theme)
  return drawHeat(ctx, width, height, model, view, theme)
}

/** Crosshair, point and readout, on a layer of their own: moving them redraws no data. */
export function drawCursor(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  frame: Frame,
  model: Model,
  cursor: Cursor,
  view: Pick<View, 'auto'>,
  theme: PlotTheme,
): void {
  ctx.clearRect(0, 0, width, height)
  const text = readCursor(model, cursor)
  if (text === undefined || cursor.x === undefined) return
  const { area } = frame
  const inside = (px: number, py = area.top) =>
    px >= area.left - 1 &&
    px <= area.left + area.width + 1 &&
    py >= area.top - 1 &&
    py <= area.top + area.height + 1

  if (model.body === 'heat') {
    const cell = cellAt(model.grid, cursor.x, cursor.y ?? model.y.extent[0])
    const px = toX(frame, cell.x)
    const py = cursor.y === undefined ? undefined : toY(frame, cell.y)
    if (!inside(px)) return
    // White on a dark rim is seen on every colour of every map.
    for (const [colour, wide] of [
      ['rgb(0 0 0 / 0.55)', 3],
      ['#ffffff', 1],
    ] as const) {
      ctx.strokeStyle = colour
      ctx.lineWidth = wide
      ctx.beginPath()
      ctx.moveTo(Math.round(px) + 0.5, area.top)
      ctx.lineTo(Math.round(px) + 0.5, area.top + area.height)
      if (py !== undefined && inside(px, py)) {
        ctx.moveTo(area.left, Math.round(py) + 0.5)
        ctx.lineTo(area.left + area.width, Math.round(py) + 0.5)
      }
      ctx.stroke()
    }
    drawChip(ctx, text, px, (py ?? area.top + 26) - 26, area, theme)
    return
  }

  const traces =
    model.body === 'line' ? [model.pieces] : model.body === 'number' ? [model.trend] : model.lanes
  const samples = traces.map((pieces) => nearest(pieces, cursor.x!))
  const first = samples[0]
  if (!first) return
  const px = toX(frame, first.x)
  // Below the words at a peak, which stand at the top.
  const beside = model.body === 'line' && model.peak ? 22 : 4
  if (!inside(px)) return
  ctx.strokeStyle = theme.accent
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.moveTo(Math.round(px) + 0.5, area.top)
  ctx.lineTo(Math.round(px) + 0.5, area.top + area.height)
  ctx.stroke()
  samples.forEach((sample, k) => {
    if (!sample || Number.isNaN(sample.value)) return
    const own = model.body === 'lanes' ? laneFrame(frame, samples.length, k, view.auto) : frame
    const py = toY(own, sample.value)
    if (inside(px, py)) drawPoint(ctx, px, py, theme)
  })
  drawChip(
    ctx,
    text,
    px,
    model.body === 'number' ? area.top - 22 : area.top + beside,
    model.body === 'number' ? { ...area, top: 0, height: area.top + area.height } : area,
    theme,
  )
}
