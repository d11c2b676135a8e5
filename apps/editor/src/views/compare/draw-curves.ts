/** Rates of chains over time, and the reference: where a chain does not answer its line has a gap. */
import type { Series } from '@chirpflow/statistics'
import type { Extent } from '../plot/extent.ts'
import { extentOf, withRoom } from '../plot/extent.ts'
import { type Frame, type PlotTheme, toX, toY } from '../plot/frame.ts'
import { chainColour, chainDash, drawMark } from './draw-mark.ts'

/** One line: a chain by its place among colours, and its answers. */
export interface Curve {
  readonly id: string
  readonly index: number
  readonly values: readonly number[]
}

/** Moments farther apart than this many usual steps are not joined. */
const longestStep = 2.5

export function rangeOf({ time, reference }: Series, curves: readonly Curve[]) {
  const y = extentOf(reference, ...curves.map(({ values }) => values))
  const x = extentOf(time)
  if (!x || !y) return undefined
  const wide: Extent = x[0] < x[1] ? x : [x[0] - 1, x[1] + 1]
  return { x: wide, y: withRoom(y, false) }
}

/** Chains in their colours, the lit one in front; last the reference on a casing. */
export function drawCurves(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  { time, reference }: Series,
  curves: readonly Curve[],
  theme: PlotTheme,
  options: { readonly lit?: string; readonly marks?: boolean; readonly weight?: number } = {},
): void {
  const { lit, marks = false, weight = 1.5 } = options
  const step = usualStep(time)
  const isShown = curves.some(({ id }) => id === lit)
  const inOrder = [...curves].sort((a, b) => Number(a.id === lit) - Number(b.id === lit))
  ctx.save()
  ctx.beginPath()
  ctx.rect(frame.area.left, frame.area.top - 2, frame.area.width, frame.area.height + 4)
  ctx.clip()
  ctx.lineJoin = 'round'
  for (const { id, index, values } of inOrder) {
    ctx.globalAlpha = isShown && id !== lit ? 0.22 : 1
    ctx.strokeStyle = chainColour(theme, index)
    ctx.lineWidth = id === lit ? weight + 0.7 : weight
    ctx.setLineDash(chainDash(index))
    trace(ctx, frame, time, values, step)
    ctx.setLineDash([])
    if (marks) markAlong(ctx, frame, time, values, index, theme)
  }
  ctx.globalAlpha = 1
  for (const [colour, width] of [
    [theme.plot, weight + 3],
    [theme.text1, weight + 0.5],
  ] as const) {
    ctx.strokeStyle = colour
    ctx.lineWidth = width
    trace(ctx, frame, time, reference, step)
  }
  ctx.restore()
}

function trace(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  time: readonly number[],
  values: readonly number[],
  step: number,
): void {
  ctx.beginPath()
  let before = -1
  for (const [at, value] of values.entries()) {
    if (Number.isNaN(value)) continue
    const [x, y] = [toX(frame, time[at]), toY(frame, value)]
    const joined = before === at - 1 && before >= 0 && time[at] - time[before] <= longestStep * step
    if (joined) ctx.lineTo(x, y)
    else ctx.moveTo(x, y)
    // an answer between two gaps would be no line at all
    const alone = !joined && Number.isNaN(values[at + 1] ?? Number.NaN)
    if (alone) {
      ctx.moveTo(x - 1.5, y)
      ctx.lineTo(x + 1.5, y)
    }
    before = at
  }
  ctx.stroke()
}

function usualStep(time: readonly number[]): number {
  const steps = time.slice(1).map((later, at) => later - time[at])
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 1
}

/** Pixels between the marks of a chain. */
const apart = 132

/** A mark now and then, so that a line is known without its colour. */
function markAlong(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  time: readonly number[],
  values: readonly number[],
  index: number,
  theme: PlotTheme,
): void {
  let next = frame.area.left + apart * (0.2 + 0.23 * (index % 4))
  for (const [at, value] of values.entries()) {
    const x = toX(frame, time[at])
    if (Number.isNaN(value) || x < next) continue
    drawMark(ctx, index, x, toY(frame, value), 4, theme)
    next = x + apart
  }
}
