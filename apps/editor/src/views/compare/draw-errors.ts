/** Share of the answers whose error is at most so large, against that error: the higher and the more left, the better. */
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
import type { Cloud } from './draw-agreement.ts'
import { chainColour, chainDash, drawMark } from './draw-mark.ts'

const shares = { factor: 1, unit: '%' } as const

export function drawErrors(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  clouds: readonly Cloud[],
  lit: string | undefined,
  theme: PlotTheme,
): Frame | undefined {
  const lists = clouds.map(({ chain, errors: { reference, answer } }) => ({
    chain,
    sizes: answer.map((value, at) => Math.abs(value - reference[at])).sort((a, b) => a - b),
  }))
  const most = Math.max(0, ...lists.map(({ sizes }) => sizes[Math.floor(0.98 * sizes.length)] ?? 0))
  if (!(most > 0)) return undefined
  const up = axisText('share of the answers', shares, [0, 100], ticksIn(height, 36))
  const area = areaFor(ctx, width, height, up, 14, theme)
  const frame: Frame = { area, x: [0, most], y: [0, 100] }
  const along = axisText(
    'error at most',
    { factor: 1, unit: '1/min' },
    frame.x,
    ticksIn(area.width, 56),
  )
  drawAxes(ctx, frame, along, up, theme, true)
  const isShown = clouds.some(({ chain }) => chain.id === lit)
  const inOrder = [...lists].sort((a, b) => Number(a.chain.id === lit) - Number(b.chain.id === lit))
  ctx.save()
  ctx.beginPath()
  ctx.rect(area.left, area.top - 2, area.width, area.height + 4)
  ctx.clip()
  for (const { chain, sizes } of inOrder) {
    if (sizes.length === 0) continue
    ctx.globalAlpha = isShown && chain.id !== lit ? 0.22 : 1
    ctx.strokeStyle = chainColour(theme, chain.index)
    ctx.lineWidth = chain.id === lit ? 2.2 : 1.6
    ctx.setLineDash(chainDash(chain.index))
    ctx.beginPath()
    ctx.moveTo(area.left, area.top + area.height)
    sizes.forEach((size, at) => {
      ctx.lineTo(toX(frame, size), toY(frame, (100 * at) / sizes.length))
      ctx.lineTo(toX(frame, size), toY(frame, (100 * (at + 1)) / sizes.length))
    })
    ctx.stroke()
    ctx.setLineDash([])
    for (const share of [0.25, 0.5, 0.75, 0.9]) {
      const at = Math.min(sizes.length - 1, Math.floor(share * sizes.length))
      drawMark(ctx, chain.index, toX(frame, sizes[at]), toY(frame, 100 * share), 4, theme)
    }
  }
  ctx.restore()
  return frame
}
