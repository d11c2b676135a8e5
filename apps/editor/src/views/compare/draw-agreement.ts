/** Bland and Altman's plot: error against the mean of both, and the limits of agreement of one chain. */
import type { Agreement } from '@chirpflow/statistics'
import { extentOf, withRoom } from '../plot/extent.ts'
import {
  areaFor,
  axisText,
  drawAxes,
  type Frame,
  type PlotTheme,
  ticksIn,
  toX,
  toY,
} from '../plot/frame.ts'
import { fixed } from '../plot/show.ts'
import type { Chain } from './compared.ts'
import { chainColour, drawMark } from './draw-mark.ts'
import type { Errors } from './errors-of.ts'

export interface Cloud {
  readonly chain: Chain
  readonly errors: Errors
}

const plain = { factor: 1, unit: '1/min' } as const
/** Room right of the plot for the figures of the limits. */
const figures = 40

export function drawAgreement(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  clouds: readonly Cloud[],
  of: { readonly chain: Chain; readonly agreement: Agreement } | undefined,
  lit: string | undefined,
  theme: PlotTheme,
): Frame | undefined {
  const points = clouds.map(({ chain, errors: { reference, answer } }) => ({
    chain,
    x: reference.map((truth, at) => (truth + answer[at]) / 2),
    y: reference.map((truth, at) => answer[at] - truth),
  }))
  const limits = of ? [60 * of.agreement.lower, 60 * of.agreement.upper] : []
  const x = extentOf(...points.map((cloud) => cloud.x))
  const y = extentOf(limits, ...points.map((cloud) => cloud.y))
  if (!x || !y) return undefined
  const [low, high] = withRoom(y, false)
  const up = axisText('chain minus reference', plain, [low, high], ticksIn(height, 36))
  const area = areaFor(ctx, width, height, up, figures, theme)
  const frame: Frame = { area, x: withRoom(x, false), y: [low, high] }
  const along = axisText('mean of chain and reference', plain, frame.x, ticksIn(area.width, 56))
  drawAxes(ctx, frame, along, up, theme, true)
  const isShown = clouds.some(({ chain }) => chain.id === lit)
  const inOrder = [...points].sort(
    (a, b) => Number(a.chain.id === lit) - Number(b.chain.id === lit),
  )
  for (const cloud of inOrder) {
    ctx.globalAlpha = isShown && cloud.chain.id !== lit ? 0.15 : 0.6
    for (const [at, value] of cloud.x.entries()) {
      drawMark(ctx, cloud.chain.index, toX(frame, value), toY(frame, cloud.y[at]), 2.6, theme)
    }
  }
  ctx.globalAlpha = 1
  if (of) drawLimits(ctx, frame, of.agreement, chainColour(theme, of.chain.index), theme)
  return frame
}

function drawLimits(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  { bias, lower, upper }: Agreement,
  colour: string,
  theme: PlotTheme,
): void {
  const { left, width } = frame.area
  ctx.strokeStyle = colour
  ctx.fillStyle = colour
  ctx.lineWidth = 1.4
  ctx.font = `10px ${theme.mono}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const lines = [
    { value: upper, dash: [5, 4] },
    { value: bias, dash: [] },
    { value: lower, dash: [5, 4] },
  ].filter(({ value }) => !Number.isNaN(value))
  let above = Number.NEGATIVE_INFINITY
  for (const { value, dash } of lines) {
    const y = toY(frame, 60 * value)
    ctx.setLineDash(dash)
    ctx.beginPath()
    ctx.moveTo(left, y)
    ctx.lineTo(left + width, y)
    ctx.stroke()
    // figures of lines that lie close are moved apart
    const text = Math.max(y, above + 12)
    ctx.fillText(`${value > 0 ? '+' : ''}${fixed(60 * value, 1)}`, left + width + 5, text)
    above = text
  }
  ctx.setLineDash([])
}
