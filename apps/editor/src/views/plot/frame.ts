/** The box of a plot, its axes, and the way between data and pixels. */
import type { Extent } from './extent.ts'
import { axisWord } from './layout.ts'
import type { PlotAxis } from './models.ts'
import { label, type Shown, shownAs } from './show.ts'
import { decadesOf, type Ticks, ticksOf } from './ticks.ts'

/** Colours and fonts as a canvas wants them. */
export interface PlotTheme {
  readonly plot: string
  readonly node: string
  readonly raised: string
  readonly line: string
  readonly text1: string
  readonly text2: string
  readonly text3: string
  readonly control: string
  readonly accent: string
  readonly warning: string
  /** Of the chains that are compared. */
  readonly chains: readonly string[]
  readonly sans: string
  readonly mono: string
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Frame {
  readonly area: Box
  readonly x: Extent
  readonly y: Extent
}

export function toX({ area, x }: Frame, value: number): number {
  return area.left + ((value - x[0]) / (x[1] - x[0])) * area.width
}

export function toY({ area, y }: Frame, value: number): number {
  return area.top + area.height - ((value - y[0]) / (y[1] - y[0])) * area.height
}

export function fromX({ area, x }: Frame, pixel: number): number {
  return x[0] + ((pixel - area.left) / area.width) * (x[1] - x[0])
}

export function fromY({ area, y }: Frame, pixel: number): number {
  return y[0] + ((area.top + area.height - pixel) / area.height) * (y[1] - y[0])
}

export interface AxisText {
  readonly ticks: Ticks
  readonly label: string
}

/** Marks (in SI) and label of an axis of values from low to high. */
export function axisText(
  name: string,
  shown: Shown,
  [low, high]: Extent,
  most: number,
  log = false,
): AxisText {
  if (log) return { ticks: decadesOf(low, high, most), label: label(name, shown) }
  const { values, texts } = ticksOf(low * shown.factor, high * shown.factor, most)
  return {
    ticks: { values: values.map((value) => value / shown.factor), texts },
    label: label(name, shown),
  }
}

/** The same for an axis of samples; zooming keeps the unit. */
export function plotAxisText(axis: PlotAxis, extent: Extent, most: number): AxisText {
  const shown = shownAs(axis.unit, Math.max(Math.abs(axis.extent[0]), Math.abs(axis.extent[1])))
  return axisText(axisWord(axis.name, shown.unit), shown, extent, most)
}

const space = { top: 8, bottom: 30, tick: 6, label: 14 }

/** Room for what stands left of and below the plot; `right` is left free. */
export function areaFor(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  y: AxisText | undefined,
  right: number,
  theme: PlotTheme,
): Box {
  ctx.font = `10px ${theme.mono}`
  const widest = Math.max(0, ...(y?.ticks.texts ?? []).map((text) => ctx.measureText(text).width))
  const left = y ? Math.ceil(widest) + space.tick + space.label : 8
  return {
    left,
    top: space.top,
    width: Math.max(1, width - left - right),
    height: Math.max(1, height - space.top - space.bottom),
  }
}

/** How many marks fit along so many pixels, six at most. */
export function ticksIn(pixels: number, each: number): number {
  return Math.max(2, Math.min(6, Math.floor(pixels / each)))
}

/** Hairlines, numbers and labels of both axes. */
export function drawAxes(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  x: AxisText,
  y: AxisText | undefined,
  theme: PlotTheme,
  grid: boolean,
): void {
  const { left, top, width, height } = frame.area
  const bottom = top + height
  ctx.font = `10px ${theme.mono}`
  ctx.fillStyle = theme.text3
  ctx.strokeStyle = theme.line
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.textBaseline = 'top'
  x.ticks.values.forEach((value, k) => {
    const px = toX(frame, value)
    if (grid) line(ctx, px, top, px, bottom)
    const half = ctx.measureText(x.ticks.texts[k]).width / 2
    ctx.textAlign = 'center'
    ctx.fillText(x.ticks.texts[k], Math.min(px, left + width + 10 - half), bottom + 4)
  })
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  y?.ticks.values.forEach((value, k) => {
    const py = toY(frame, value)
    if (grid) line(ctx, left, py, left + width, py)
    ctx.fillText(y.ticks.texts[k], left - 6, Math.min(bottom - 3, Math.max(top + 4, py)))
  })
  ctx.globalAlpha *= 0.6
  ctx.stroke()
  ctx.globalAlpha /= 0.6

  ctx.font = `10px ${theme.sans}`
  ctx.textAlign = 'center'
  ctx.textBaseline = 'alphabetic'
  ctx.fillText(x.label, left + width / 2, bottom + 26)
  if (!y) return
  ctx.save()
  ctx.translate(9, top + height / 2)
  ctx.rotate(-Math.PI / 2)
  ctx.fillText(fitText(ctx, y.label, height + 20), 0, 0)
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  const crisp = (value: number) => Math.round(value) + 0.5
  const [a, b] = x0 === x1 ? [crisp(x0), crisp(x0)] : [x0, x1]
  const [c, d] = y0 === y1 ? [crisp(y0), crisp(y0)] : [y0, y1]
  ctx.moveTo(a, c)
  ctx.lineTo(b, d)
}

/** The text, shortened with an ellipsis where it is wider than `width`. */
export function fitText(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text
  let short = text
  while (short.length > 1 && ctx.measureText(`${short}…`).width > width) short = short.slice(0, -1)
  return `${short}…`
}

/** Words on a rounded ground: the cursor's readout. Stays inside the area. */
export function drawChip(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  area: Box,
  theme: PlotTheme,
): void {
  ctx.font = `11px ${theme.mono}`
  const width = Math.ceil(ctx.measureText(text).width) + 14
  const height = 20
  const room = area.left + area.width - width
  const left = Math.max(area.left, x + 10 <= room ? x + 10 : Math.min(room, x - 10 - width))
  const top = Math.max(area.top, Math.min(area.top + area.height - height, y))
  ctx.fillStyle = theme.raised
  ctx.globalAlpha = 0.94
  ctx.beginPath()
  ctx.roundRect(left, top, width, height, 4)
  ctx.fill()
  ctx.globalAlpha = 1
  ctx.fillStyle = theme.text1
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, left + 7, top + height / 2 + 0.5)
}
