/** The small picture inside a node: what last left its first output, drawn in well under a millisecond. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { drawSmallGrid } from './plot/draw-heat.ts'
import { tracePieces } from './plot/draw-line.ts'
import { figureOf } from './plot/draw-number.ts'
import { type Extent, extentOf, withRoom } from './plot/extent.ts'
import { type Box, type Frame, fitText, type PlotTheme, toX, toY } from './plot/frame.ts'
import { type Layout, layoutOf } from './plot/layout.ts'
import { modelOf } from './plot/model.ts'
import type { LanesModel, LineModel, NumberModel } from './plot/models.ts'
import { previewCaption } from './plot/preview-caption.ts'
import { previewPlane } from './plot/preview-grid.ts'
import type { Look } from './plot/values.ts'

/** Lower than this there is no caption strip. */
const withCaption = 60
const strip = 18

/**
 * Draws `chunks` (the newest last, at least one; earlier ones only give a number its trend) of a
 * wire into width x height CSS pixels at the context's origin. The context is scaled and cleared
 * (or wants to be painted over) by the caller; state is restored.
 */
export function drawPreview(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  signal: Signal,
  chunks: readonly Chunk[],
  theme: PlotTheme,
): void {
  const chunk = chunks[chunks.length - 1]
  ctx.save()
  ctx.fillStyle = theme.plot
  ctx.fillRect(0, 0, width, height)
  const foot = height >= withCaption ? strip : 0
  const box: Box = { left: 0, top: 0, width, height: height - foot }
  const layout = previewLayout(signal, chunks.length)
  const raw =
    signal.dtype === 'complex64' &&
    layout.x !== undefined &&
    signal.axes[layout.x].name === 'sample'

  if (layout.body === 'heat') {
    const { grid, colours, signed } = previewPlane(signal, chunk, layout, width, box.height)
    drawSmallGrid(ctx, box, grid, colours, signed ? 'diverging' : 'viridis', theme.plot)
    if (foot) caption(ctx, box, previewCaption(signal, layout, undefined), theme)
    ctx.restore()
    return
  }

  const model = previewModel(signal, layout, chunks, raw ? 'real' : 'magnitude')
  if (model.body === 'number') number(ctx, box, model, theme)
  else if (!model.extent) none(ctx, box, 'no answer', theme)
  else if (model.body === 'lanes') lanes(ctx, box, model, theme)
  else {
    const second = raw ? previewModel(signal, layout, chunks, 'imaginary') : undefined
    line(ctx, box, model, second?.body === 'line' ? second : undefined, theme)
  }
  if (foot) caption(ctx, box, previewCaption(signal, layout, model), theme)
  ctx.restore()
}

/** So many chunks of a number say more as a line. */
const enoughForLine = 30

/** One chunk as it is, no waterfall; single numbers that come fast are a line when there are many. */
function previewLayout({ axes, rate }: Signal, count: number): Layout {
  const one = layoutOf({ axes, rate: 0 })
  return one.body === 'number' && count >= enoughForLine ? layoutOf({ axes, rate }) : one
}

function previewModel(
  signal: Signal,
  layout: Layout,
  chunks: readonly Chunk[],
  part: Look['part'],
): NumberModel | LineModel | LanesModel {
  const used = layout.overTime ? chunks.slice(-256) : chunks.slice(-1)
  const look: Look = { part, scale: 'linear' }
  const model = modelOf({
    name: '',
    signal,
    layout,
    look,
    at: {},
    chunks: used,
    current: used.length - 1,
  })
  if (model.body === 'heat') throw new Error('a heat map has no line model')
  return model
}

function frameOf(box: Box, x: Extent, y: Extent): Frame {
  return {
    area: { left: box.left, top: box.top + 6, width: box.width, height: box.height - 10 },
    x,
    y,
  }
}

function line(
  ctx: CanvasRenderingContext2D,
  box: Box,
  model: LineModel,
  second: LineModel | undefined,
  theme: PlotTheme,
): void {
  const extent = extentOf(model.extent ?? [], second?.extent ?? []) ?? [0, 1]
  const frame = frameOf(box, model.x.extent, withRoom(extent, model.grounded))
  if (second) stroke(ctx, frame, second.pieces, theme.control, 1)
  const spectrum = model.grounded && model.x.name !== 'time'
  if (spectrum) {
    ctx.beginPath()
    tracePieces(ctx, frame, model.pieces)
    ctx.lineTo(toX(frame, model.x.extent[1]), box.top + box.height)
    ctx.lineTo(toX(frame, model.x.extent[0]), box.top + box.height)
    ctx.globalAlpha = 0.16
    ctx.fillStyle = theme.text1
    ctx.fill()
    ctx.globalAlpha = 1
  }
  stroke(ctx, frame, model.pieces, theme.text1, 1.4)
}

function lanes(ctx: CanvasRenderingContext2D, box: Box, model: LanesModel, theme: PlotTheme): void {
  const height = box.height / model.lanes.length
  model.lanes.forEach((pieces, k) => {
    // Each lane has its own scale: a mode is known by its shape, and the weakest would be flat.
    const extent = extentOf(...pieces.map(({ values }) => values))
    if (!extent) return
    const lane: Box = { left: box.left, top: box.top + k * height, width: box.width, height }
    const area = { left: 0, top: lane.top + 3, width: box.width, height: Math.max(2, height - 6) }
    stroke(ctx, { area, x: model.x.extent, y: withRoom(extent, false) }, pieces, theme.text1, 1.2)
  })
}

function number(
  ctx: CanvasRenderingContext2D,
  box: Box,
  model: NumberModel,
  theme: PlotTheme,
): void {
  const { text, unit } = figureOf(model)
  const size = box.height >= 50 ? 32 : 20
  const middle = box.top + box.height / 2
  ctx.textBaseline = 'alphabetic'
  ctx.textAlign = 'left'
  ctx.font = `600 ${size}px ${theme.sans}`
  ctx.fillStyle = theme.text1
  ctx.fillText(text, 14, middle + size * 0.36)
  const after = 14 + ctx.measureText(text).width
  ctx.font = `11px ${theme.sans}`
  ctx.fillStyle = theme.text3
  ctx.fillText(unit, after + 6, middle + size * 0.36)
  const left = after + 12 + ctx.measureText(unit).width + 6
  const right = box.width - 10
  const samples = model.trend.reduce((sum, { values }) => sum + values.length, 0)
  if (samples < 3 || right - left < 32 || !model.extent) return
  const area = { left, top: middle - 12, width: right - left, height: 24 }
  const frame: Frame = { area, x: model.x.extent, y: withRoom(model.extent, false) }
  stroke(ctx, frame, model.trend, theme.control, 1.2)
  if (Number.isNaN(model.value)) return
  ctx.beginPath()
  ctx.arc(toX(frame, model.x.extent[1]), toY(frame, model.value), 2, 0, 2 * Math.PI)
  ctx.fillStyle = theme.text1
  ctx.fill()
}

function none(ctx: CanvasRenderingContext2D, box: Box, text: string, theme: PlotTheme): void {
  ctx.font = `11px ${theme.sans}`
  ctx.fillStyle = theme.text3
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, box.left + box.width / 2, box.top + box.height / 2)
}

function stroke(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  pieces: LineModel['pieces'],
  colour: string,
  width: number,
): void {
  ctx.beginPath()
  tracePieces(ctx, frame, pieces)
  ctx.strokeStyle = colour
  ctx.lineWidth = width
  ctx.lineJoin = 'round'
  ctx.stroke()
}

function caption(
  ctx: CanvasRenderingContext2D,
  box: Box,
  [left, right]: readonly [string, string],
  theme: PlotTheme,
): void {
  const y = box.top + box.height + strip / 2
  ctx.font = `10px ${theme.sans}`
  ctx.fillStyle = theme.text3
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'right'
  const space = box.width - 20
  const kept = fitText(ctx, right, space * 0.6)
  ctx.fillText(kept, box.width - 8, y)
  ctx.textAlign = 'left'
  ctx.fillText(fitText(ctx, left, space - ctx.measureText(kept).width), 8, y)
}
