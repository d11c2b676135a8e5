/** What an answer costs against how wrong it is: towards the lower left is better. */
import type { Row } from '@chirpflow/statistics'
import { extentOf } from '../plot/extent.ts'
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
import type { Chain } from './compared.ts'
import { chainColour, drawMark } from './draw-mark.ts'

export interface Cost {
  readonly chain: Chain
  readonly row: Row
}

/** undefined where no chain's time is known. */
export function drawTime(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  costs: readonly Cost[],
  lit: string | undefined,
  theme: PlotTheme,
): Frame | undefined {
  const known = costs.flatMap(({ chain, row: { secondsPerWindow, meanAbsoluteError: error } }) =>
    secondsPerWindow === undefined || !(secondsPerWindow > 0) || Number.isNaN(error.value)
      ? []
      : [{ chain, time: Math.log10(1e3 * secondsPerWindow), error }],
  )
  const times = extentOf(known.map(({ time }) => time))
  const highest = extentOf(known.flatMap(({ error }) => [60 * error.value, 60 * error.high]))
  if (!times || !highest) return undefined
  const y = [0, 1.08 * highest[1]] as const
  const up = axisText('mean error', { factor: 1, unit: '1/min' }, y, ticksIn(height, 36))
  const area = areaFor(ctx, width, height, up, 20, theme)
  // half a decade round, so that two chains that cost the same do not stand at the edges
  const frame: Frame = { area, x: [times[0] - 0.35, times[1] + 0.35], y }
  const along = axisText(
    'time of one window',
    { factor: 1, unit: 'ms' },
    frame.x,
    ticksIn(area.width, 48),
    true,
  )
  drawAxes(ctx, frame, along, up, theme, true)
  const isShown = known.some(({ chain }) => chain.id === lit)
  for (const { chain, time, error } of known) {
    ctx.globalAlpha = isShown && chain.id !== lit ? 0.3 : 1
    const px = toX(frame, time)
    const [low, high] = [toY(frame, 60 * error.low), toY(frame, 60 * error.high)]
    ctx.strokeStyle = chainColour(theme, chain.index)
    ctx.lineWidth = 1.6
    ctx.beginPath()
    if (!Number.isNaN(low)) {
      ctx.moveTo(px, low)
      ctx.lineTo(px, high)
      for (const end of [low, high]) {
        ctx.moveTo(px - 4, end)
        ctx.lineTo(px + 4, end)
      }
    }
    ctx.stroke()
    const py = toY(frame, 60 * error.value)
    drawMark(ctx, chain.index, px, py, 5, theme)
    ctx.fillStyle = theme.text1
    ctx.font = `600 11px ${theme.sans}`
    ctx.textAlign = 'left'
    ctx.textBaseline = 'middle'
    ctx.fillText(chain.letter, px + 9, py)
  }
  ctx.globalAlpha = 1
  return frame
}
