/** A plane of a chunk reduced to few pixels: read less, colour less. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { type Extent, extentOf, quantile } from './extent.ts'
import type { Grid } from './grid.ts'
import { type Layout, sliceOf } from './layout.ts'
import { readerOf } from './values.ts'

/** Most rows that are looked at for one pixel; beyond, evenly spaced ones. */
const mostRows = 2

/** 10 log10 v = decibels ln v. */
const decibels = 10 / Math.LN10

/**
 * At most width x height values: of the rows under a pixel the strongest, of the columns the first.
 * Complex values become 10 log10 |v|^2 (dB); the logarithm is taken once a pixel.
 */
function previewGrid(
  signal: Signal,
  chunk: Chunk,
  layout: Layout,
  width: number,
  height: number,
): Grid {
  const { base, xStride, xSize, yStride, ySize } = sliceOf(signal.axes, layout, {})
  const columns = Math.min(width, xSize)
  const rows = Math.min(height, ySize)
  const values = new Float32Array(columns * rows)
  const complex = signal.dtype === 'complex64'
  const { data } = chunk
  const read = readerOf(signal, { part: 'magnitude', scale: 'linear' })
  const skip = Math.max(1, Math.floor(ySize / rows / mostRows))
  for (let row = 0; row < rows; row++) {
    const first = Math.floor((row * ySize) / rows)
    const end = Math.max(first + 1, Math.floor(((row + 1) * ySize) / rows))
    for (let column = 0; column < columns; column++) {
      const from = base + Math.floor(((column + 0.5) * xSize) / columns) * xStride
      let best = Number.NaN
      for (let y = first; y < end; y += skip) {
        const at = from + y * yStride
        // Products: a power of two would call Math.pow for each.
        const value = complex
          ? data[2 * at] * data[2 * at] + data[2 * at + 1] * data[2 * at + 1]
          : read(data, at)
        if (!(value <= best)) best = value
      }
      values[column * rows + row] = complex ? decibels * Math.log(best) : best
    }
  }
  const unit = { start: 0, step: 1 }
  return { columns, rows, values, x: unit, y: unit }
}

export interface Plane {
  readonly grid: Grid
  readonly colours: Extent
  readonly signed: boolean
}

/** Of a chunk drawn before, at the same size: a pan or another theme reads nothing anew. */
const planes = new WeakMap<Chunk, Plane & { readonly layout: string }>()

export function previewPlane(
  signal: Signal,
  chunk: Chunk,
  layout: Layout,
  width: number,
  height: number,
): Plane {
  const key = `${width} ${height} ${layout.x} ${layout.y}`
  const known = planes.get(chunk)
  if (known?.layout === key) return known
  const grid = previewGrid(signal, chunk, layout, Math.round(width), Math.round(height))
  const whole = extentOf(grid.values) ?? [0, 1]
  const complex = signal.dtype === 'complex64'
  const signed = !complex && whole[0] < 0 && whole[1] > 0
  const most = Math.max(-whole[0], whole[1])
  const low = complex ? (quantile(grid.values, 0.05) ?? whole[0]) : whole[0]
  const made = {
    grid,
    colours: signed ? ([-most, most] as const) : ([low, whole[1]] as const),
    signed,
  }
  planes.set(chunk, { ...made, layout: key })
  return made
}
