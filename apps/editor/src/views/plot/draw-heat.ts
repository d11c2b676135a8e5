/** Heat maps with their colour bar. */
import { colormap, type MapName, packed } from './colormaps.ts'
import type { Extent } from './extent.ts'
import {
  areaFor,
  axisText,
  type Box,
  drawAxes,
  type Frame,
  type PlotTheme,
  plotAxisText,
  ticksIn,
  toX,
  toY,
} from './frame.ts'
import { type Grid, paintGrid } from './grid.ts'
import type { HeatModel } from './models.ts'
import { fixed, shownAs, superscript } from './show.ts'

/** A surface that images are put on before they are drawn: putImageData knows no transform. */
let scratch: OffscreenCanvas | undefined

/** Calls `colour` with a w x h image (0xAABBGGRR, top row first) and draws it into the box. */
export function blit(
  ctx: CanvasRenderingContext2D,
  box: Box,
  w: number,
  h: number,
  colour: (image: Uint32Array) => void,
  smooth = false,
): void {
  if (!scratch || scratch.width < w || scratch.height < h) {
    scratch = new OffscreenCanvas(
      Math.max(w, scratch?.width ?? 0),
      Math.max(h, scratch?.height ?? 0),
    )
  }
  const surface = scratch.getContext('2d', { willReadFrequently: true })
  if (!surface) throw new Error('this browser gives no 2D canvas')
  const pixels = new Uint8ClampedArray(4 * w * h)
  colour(new Uint32Array(pixels.buffer))
  surface.putImageData(new ImageData(pixels, w, h), 0, 0)
  ctx.imageSmoothingEnabled = smooth
  ctx.drawImage(scratch, 0, 0, w, h, box.left, box.top, box.width, box.height)
}

/** The map that the data call for: a chosen one only where values have no sign and no cycle. */
export function mapFor(kind: HeatModel['kind'], chosen: MapName): MapName {
  return kind === 'sequential' ? chosen : kind
}

/** Room for "-100 dB". */
const bar = { gap: 10, width: 8, text: 46 }

export function drawHeat(
  ctx: CanvasRenderingContext2D,
  width: number,
  height: number,
  model: HeatModel,
  view: { readonly x?: Extent; readonly y?: Extent; readonly auto: Extent; readonly map: MapName },
  theme: PlotTheme,
): Frame {
  const x = view.x ?? model.x.extent
  // Cells are centred on their samples; half a cell below a first sample at 0 is no range.
  const low = model.y.extent[0] + model.y.step / 2 === 0 ? 0 : model.y.extent[0]
  const y = view.y ?? ([low, model.y.extent[1]] as const)
  const up = plotAxisText(model.y, y, ticksIn(height, 28))
  const area = areaFor(ctx, width, height, up, bar.gap + bar.width + bar.text, theme)
  const frame: Frame = { area, x, y }
  const map = colormap(mapFor(model.kind, view.map))
  const colours = model.kind === 'sequential' ? view.auto : model.colours
  const { a: scale } = ctx.getTransform()
  const [w, h] = [Math.round(area.width * scale), Math.round(area.height * scale)]
  blit(ctx, area, w, h, (image) => {
    const pick = model.kind === 'sequential' ? 'highest' : 'first'
    paintGrid(image, w, h, model.grid, { x, y, colours, map, ground: packed(theme.plot), pick })
  })
  drawAxes(ctx, frame, plotAxisText(model.x, x, ticksIn(area.width, 56)), up, theme, false)
  if (model.window) edges(ctx, frame, model.window, theme)
  drawBar(ctx, area, colours, map, model, theme)
  return frame
}

/** The current window on a map: a tint would change the colours, so a rule along its foot. */
function edges(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  window: Extent,
  theme: PlotTheme,
): void {
  const { left, top, width, height } = frame.area
  const from = Math.max(left, toX(frame, window[0]))
  const to = Math.min(left + width, toX(frame, window[1]))
  if (to <= from || to - from >= width - 1) return
  ctx.fillStyle = theme.accent
  ctx.fillRect(from, top + height, to - from, 2)
}

function drawBar(
  ctx: CanvasRenderingContext2D,
  area: Box,
  colours: Extent,
  map: Uint32Array,
  model: HeatModel,
  theme: PlotTheme,
): void {
  const box: Box = {
    left: area.left + area.width + bar.gap,
    top: area.top,
    width: bar.width,
    height: area.height,
  }
  blit(ctx, box, 1, 256, (image) => {
    for (let k = 0; k < 256; k++) image[k] = map[255 - k]
  })
  const shown = shownAs(model.unit, Math.max(Math.abs(colours[0]), Math.abs(colours[1])))
  const frame: Frame = { area: box, x: [0, 1], y: colours }
  ctx.font = `10px ${theme.mono}`
  ctx.fillStyle = theme.text3
  ctx.textAlign = 'left'
  const { ticks } = axisText('', shown, colours, ticksIn(area.height, 40))
  const texts = model.scale === 'log' ? ticks.values.map((value) => decade(value)) : ticks.texts
  const unit = shown.unit === '1/min' ? '/min' : shown.unit
  ticks.values.forEach((value, k) => {
    const py = Math.min(box.top + box.height - 4, Math.max(box.top + 4, toY(frame, value)))
    ctx.textBaseline = 'middle'
    const last = k === ticks.values.length - 1
    ctx.fillText(last && unit ? `${texts[k]} ${unit}` : texts[k], box.left + box.width + 4, py)
  })
}

function decade(value: number): string {
  return Number.isInteger(value) ? `10${superscript(value)}` : fixed(10 ** value, 1)
}

/** Colours of a grid in a small box, for previews. */
export function drawSmallGrid(
  ctx: CanvasRenderingContext2D,
  box: Box,
  grid: Grid,
  colours: Extent,
  map: MapName,
  ground: string,
): void {
  const [w, h] = [grid.columns, grid.rows]
  const x: Extent = [grid.x.start - grid.x.step / 2, grid.x.start + (w - 0.5) * grid.x.step]
  const y: Extent = [grid.y.start - grid.y.step / 2, grid.y.start + (h - 0.5) * grid.y.step]
  blit(
    ctx,
    box,
    w,
    h,
    (image) =>
      paintGrid(image, w, h, grid, {
        x,
        y,
        colours,
        map: colormap(map),
        ground: packed(ground),
        pick: 'first',
      }),
    true,
  )
}
