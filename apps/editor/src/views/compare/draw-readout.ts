/** What stands under the cursor, in a card beside it: one row a chain, each with its mark. */
import type { Box, PlotTheme } from '../plot/frame.ts'
import { drawMark } from './draw-mark.ts'

export interface ReadoutRow {
  /** Of the chain; undefined: the reference. */
  readonly index?: number
  readonly name: string
  readonly value: string
}

const line = 16
const room = 8

export function drawReadout(
  ctx: CanvasRenderingContext2D,
  x: number,
  area: Box,
  heading: string,
  rows: readonly ReadoutRow[],
  theme: PlotTheme,
): void {
  ctx.font = `11px ${theme.mono}`
  const names = Math.max(...rows.map(({ name }) => ctx.measureText(name).width))
  const values = Math.max(...rows.map(({ value }) => ctx.measureText(value).width))
  const inner = Math.max(16 + names + 10 + values, ctx.measureText(heading).width)
  const width = Math.ceil(inner) + 2 * room
  const height = (rows.length + 1) * line + 10
  const fits = x + 10 + width <= area.left + area.width
  const left = fits ? x + 8 : Math.max(area.left, x - 8 - width)
  const top = area.top + 2
  ctx.globalAlpha = 0.94
  ctx.fillStyle = theme.raised
  ctx.beginPath()
  ctx.roundRect(left, top, width, height, 4)
  ctx.fill()
  ctx.globalAlpha = 1
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  ctx.fillStyle = theme.text2
  ctx.fillText(heading, left + room, top + 5 + line / 2)
  rows.forEach(({ index, name, value }, at) => {
    const y = top + 5 + (at + 1.5) * line
    if (index === undefined) {
      ctx.fillStyle = theme.text1
      ctx.fillRect(left + room - 1, y - 1, 10, 2)
    } else drawMark(ctx, index, left + room + 4, y, 4, theme)
    ctx.fillStyle = theme.text1
    ctx.textAlign = 'left'
    ctx.fillText(name, left + room + 16, y)
    ctx.textAlign = 'right'
    ctx.fillText(value, left + width - room, y)
  })
}
