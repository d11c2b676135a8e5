/** Lines, lanes and trends. */

import { showPlace } from './describe.ts'
import { pointsOf } from './downsample.ts'
import { type Extent, withRoom } from './extent.ts'
import {
  areaFor,
  axisText,
  drawAxes,
  type Frame,
  type PlotTheme,
  plotAxisText,
  ticksIn,
  toX,
  toY,
} from './frame.ts'
import type { LanesModel, LineModel } from './models.ts'
import { shownAs, showValue } from './show.ts'
import type { Piece } from './trace.ts'

/** Samples farther apart than this (px) are marked by dots. */
const dotted = 14

/** Adds the pieces' visible part to the path; isolated values and sparse samples become dots. */
export function tracePieces(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  pieces: readonly Piece[],
): void {
  const perPixel = (frame.x[1] - frame.x[0]) / frame.area.width
  for (const { start, step, values } of pieces) {
    const from = Math.max(0, Math.floor((frame.x[0] - start) / step))
    const to = Math.min(values.length, Math.ceil((frame.x[1] - start) / step) + 1)
    if (to <= from) continue
    const points = pointsOf(values, start, step, from, to, perPixel / step)
    const dots = step / perPixel >= dotted
    let down = false
    for (let k = 0; k < points.length; k += 2) {
      if (Number.isNaN(points[k + 1])) {
        down = false
        continue
      }
      const [px, py] = [toX(frame, points[k]), toY(frame, points[k + 1])]
      if (down) ctx.lineTo(px, py)
      else ctx.moveTo(px, py)
      const lonely = !down && !(k + 3 < points.length && !Number.isNaN(points[k + 3]))
      if (dots || lonely) {
        ctx.moveTo(px + 1.5, py)
        ctx.arc(px, py, 1.5, 0, 2 * Math.PI)
        ctx.moveTo(px, py)
      }
      down = true
    }
  }
}

function clipTo(ctx: CanvasRenderingContext2D, { area }: Frame): void {
  ctx.beginPath()
  ctx.rect(area.left, area.top - 2, area.width, area.height + 3)
  ctx.clip()
}

/** The stretch of recording that the current chunk speaks about. */
function tint(ctx: CanvasRenderingContext2D, frame: Frame, window: Extent, theme: PlotTheme): void {
  const [left, right] = [toX(frame, window[0]), toX(frame, window[1])]
  ctx.globalAlpha = 0.11
  ctx.fillStyle = theme.accent
  ctx.fillRect(left, frame.area.top, right - left, frame.area.height)
  ctx.globalAlpha = 1
}

export function drawLine(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: LineModel,
  view: { readonly x?: Extent; readonly y?: Extent; readonly auto: Extent },
  theme: PlotTheme,
): Frame {
  const y = view.y ?? withRoom(view.auto, model.grounded)
  const x = view.x ?? model.x.extent
  const shown = shownAs(model.unit, Math.max(Math.abs(y[0]), Math.abs(y[1])))
  const log = model.scale === 'log'
  const up = axisText(model.name, shown, y, ticksIn(height, 36), log)
  const area = areaFor(ctx, width, height, up, 10, theme)
  const frame: Frame = { area, x, y }
  drawAxes(ctx, frame, plotAxisText(model.x, x, ticksIn(area.width, 56)), up, theme, true)

  ctx.save()
  clipTo(ctx, frame)
  if (
    model.window &&
    model.window[1] - model.window[0] < 0.999 * (model.x.extent[1] - model.x.extent[0])
  ) {
    tint(ctx, frame, model.window, theme)
  }
  ctx.lineJoin = 'round'
  stroke(ctx, frame, model.previous, theme.control, 1)
  stroke(ctx, frame, model.pieces, theme.text1, 1.5)
  if (model.peak) {
    const [px, py] = [toX(frame, model.peak.x), toY(frame, model.peak.value)]
    ctx.strokeStyle = theme.accent
    ctx.lineWidth = 1
    ctx.setLineDash([3, 3])
    ctx.beginPath()
    ctx.moveTo(px, py)
    ctx.lineTo(px, area.top + area.height)
    ctx.stroke()
    ctx.setLineDash([])
    drawPoint(ctx, px, py, theme)
    const text = showPlace(model.x, model.peak.x)
    ctx.font = `11px ${theme.mono}`
    ctx.fillStyle = theme.accent
    ctx.textBaseline = 'middle'
    const fits = px + 8 + ctx.measureText(text).width < area.left + area.width
    ctx.textAlign = fits ? 'left' : 'right'
    ctx.fillText(text, fits ? px + 8 : px - 8, Math.max(area.top + 8, py - 4))
  }
  ctx.restore()
  return frame
}

function stroke(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  pieces: readonly Piece[],
  colour: string,
  width: number,
): void {
  ctx.strokeStyle = colour
  ctx.lineWidth = width
  ctx.beginPath()
  tracePieces(ctx, frame, pieces)
  ctx.stroke()
}

/** A dot in the accent with a rim, so it stands off the trace. */
export function drawPoint(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  theme: PlotTheme,
): void {
  ctx.beginPath()
  ctx.arc(x, y, 3.5, 0, 2 * Math.PI)
  ctx.fillStyle = theme.accent
  ctx.fill()
  ctx.strokeStyle = theme.node
  ctx.lineWidth = 1.5
  ctx.stroke()
}

/** Lane k from the top, as a frame of its own; all lanes share one scale. */
export function laneFrame(frame: Frame, lanes: number, k: number, extent: Extent): Frame {
  const height = frame.area.height / lanes
  const area = { ...frame.area, top: frame.area.top + k * height, height }
  return { area, x: frame.x, y: withRoom(extent, false) }
}

/** Of lanes that have names: two wires and their difference. */
const laneSigns = ['A', 'B', 'A − B']

/** On a ground of its own: the line may run there. */
function nameLane(
  ctx: CanvasRenderingContext2D,
  { area }: Frame,
  name: string,
  theme: PlotTheme,
): void {
  ctx.font = `10px ${theme.mono}`
  const width = ctx.measureText(name).width
  ctx.fillStyle = theme.node
  ctx.globalAlpha = 0.8
  ctx.fillRect(area.left + 2, area.top + 2, width + 8, 14)
  ctx.globalAlpha = 1
  ctx.fillStyle = theme.text2
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(name, area.left + 6, area.top + 9)
}

export function drawLanes(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: LanesModel,
  view: { readonly x?: Extent; readonly auto: Extent },
  theme: PlotTheme,
): Frame {
  const x = view.x ?? model.x.extent
  const count = model.lanes.length
  const lane = withRoom(view.auto, false)
  const span = showValue(lane[1] - lane[0], model.scale === 'log' ? '1' : model.unit)
  const names = model.names ?? model.lanes.map((_, k) => String(k + 1))
  const up = {
    ticks: {
      values: names.map((_, k) => count - k - 0.5),
      texts: model.names ? names.map((_, k) => laneSigns[k]) : names,
    },
    label: model.names ? `each ${span} high` : `${model.lane} (each ${span} high)`,
  }
  const area = areaFor(ctx, width, height, up, 10, theme)
  const frame: Frame = { area, x, y: [0, count] }
  drawAxes(ctx, frame, plotAxisText(model.x, x, ticksIn(area.width, 56)), up, theme, true)
  ctx.save()
  clipTo(ctx, frame)
  if (
    model.window &&
    model.window[1] - model.window[0] < 0.999 * (model.x.extent[1] - model.x.extent[0])
  ) {
    tint(ctx, frame, model.window, theme)
  }
  ctx.lineJoin = 'round'
  model.lanes.forEach((pieces, k) => {
    const own = laneFrame(frame, count, k, view.auto)
    stroke(ctx, own, pieces, theme.text1, 1.5)
    if (model.names) nameLane(ctx, own, model.names[k], theme)
  })
  ctx.restore()
  return frame
}
