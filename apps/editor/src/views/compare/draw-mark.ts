/** Marks of chains on a canvas. */
import { chainShapes, isHollow } from '../../theme/chain-mark.tsx'
import type { PlotTheme } from '../plot/frame.ts'

export function chainColour(theme: PlotTheme, index: number): string {
  return theme.chains[index % theme.chains.length]
}

/** Lines of chains that share a colour are told apart by dashes. */
export function chainDash(index: number): number[] {
  return isHollow(index) ? [5, 4] : []
}

export function drawMark(
  ctx: CanvasRenderingContext2D,
  index: number,
  x: number,
  y: number,
  radius: number,
  theme: PlotTheme,
): void {
  const corners = chainShapes[index % chainShapes.length]
  const colour = chainColour(theme, index)
  ctx.beginPath()
  if (corners.length === 0) ctx.arc(x, y, 0.92 * radius, 0, 2 * Math.PI)
  else for (const [cx, cy] of corners) ctx.lineTo(x + cx * radius, y + cy * radius)
  ctx.closePath()
  if (isHollow(index)) {
    ctx.strokeStyle = colour
    ctx.lineWidth = 1.2
    ctx.stroke()
  } else {
    ctx.fillStyle = colour
    ctx.fill()
  }
}
