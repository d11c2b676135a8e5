/** One large figure with its unit, what it ranged over, and its trend over the chunks. */
import { showPlace } from './describe.ts'
import { tracePieces } from './draw-line.ts'
import { withRoom } from './extent.ts'
import { type Frame, fitText, type PlotTheme } from './frame.ts'
import type { NumberModel } from './models.ts'
import { decimalsOf, fixed, shownAs, showRange } from './show.ts'

/** Text and unit of the figure; three figures of the largest value of the run. */
export function figureOf(model: Pick<NumberModel, 'value' | 'unit' | 'extent' | 'scale'>): {
  text: string
  unit: string
} {
  const value = model.scale === 'log' ? 10 ** model.value : model.value
  const [low, high] = model.extent ?? [value, value]
  const like = model.scale === 'log' ? value : Math.max(Math.abs(low), Math.abs(high))
  const shown = shownAs(model.unit, like)
  const unit = shown.unit === '1/min' ? '/min' : shown.unit
  return { text: fixed(value * shown.factor, decimalsOf(like * shown.factor)), unit }
}

export function drawNumber(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: NumberModel,
  view: { readonly x?: readonly [number, number] },
  theme: PlotTheme,
): Frame {
  const left = 14
  const inner = width - 2 * left
  const { text, unit } = figureOf(model)
  ctx.font = `14px ${theme.sans}`
  const unitWidth = unit === '' ? 0 : ctx.measureText(unit).width + 6
  let size = Math.min(46, Math.max(24, Math.round(height * 0.24)))
  ctx.font = `600 ${size}px ${theme.sans}`
  const wide = ctx.measureText(text).width
  if (wide + unitWidth > inner) size = Math.max(16, Math.floor((size * (inner - unitWidth)) / wide))
  ctx.textAlign = 'left'
  ctx.textBaseline = 'alphabetic'
  ctx.fillStyle = theme.text1
  ctx.font = `600 ${size}px ${theme.sans}`
  const base = 10 + size * 0.8
  ctx.fillText(text, left, base)
  const after = left + ctx.measureText(text).width + 6
  ctx.font = `14px ${theme.sans}`
  ctx.fillStyle = theme.text3
  ctx.fillText(unit, after, base)

  let y = base + 22
  ctx.font = `12px ${theme.sans}`
  ctx.fillStyle = theme.text2
  if (Number.isNaN(model.value))
    ctx.fillText(fitText(ctx, 'no answer at this time', inner), left, y)
  else if (model.extent && model.scale !== 'log') {
    const range = showRange(model.extent[0], model.extent[1], model.unit).replace(' to ', ' – ')
    // The unit stands beside the figure already.
    const bare = unit !== '' && range.endsWith(unit) ? range.slice(0, -unit.length).trim() : range
    ctx.fillText(fitText(ctx, `range ${bare}`, inner), left, y)
  }
  const rows: [string, string][] = [
    ['At', showPlace(model.x, model.chunk.time)],
    ['Coverage', `${fixed(100 * model.chunk.coverage, 0)} %`],
  ]
  if (height - y > 96) {
    y += 12
    ctx.fillStyle = theme.line
    ctx.fillRect(left, y, inner, 1)
    for (const [name, value] of rows) {
      y += 20
      ctx.font = `12px ${theme.sans}`
      ctx.textAlign = 'left'
      ctx.fillStyle = theme.text2
      ctx.fillText(name, left, y)
      ctx.textAlign = 'right'
      ctx.fillStyle = theme.text1
      ctx.font = `11px ${theme.mono}`
      ctx.fillText(value, left + inner, y)
    }
  }
  const top = Math.min(height - 20, y + 14)
  const frame: Frame = {
    area: { left, top, width: inner, height: Math.max(8, height - top - 10) },
    x: view.x ?? model.x.extent,
    y: withRoom(model.extent ?? [0, 1], false),
  }
  if (height - top < 28) return frame
  ctx.strokeStyle = theme.text1
  ctx.lineWidth = 1.5
  ctx.lineJoin = 'round'
  ctx.beginPath()
  tracePieces(ctx, frame, model.trend)
  ctx.stroke()
  return frame
}
