/** Values of a heat map, column by column, and their way into pixels. */
import type { Axis, Chunk } from '@chirpflow/graph'
import type { Layout } from './layout.ts'
import { sliceOf } from './layout.ts'
import type { Reader } from './values.ts'

/** Along x and y, value(i) = start + i step. Column c holds values[c rows .. (c + 1) rows). */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float32Array
  readonly x: { readonly start: number; readonly step: number }
  readonly y: { readonly start: number; readonly step: number }
}

type At = Readonly<Record<string, number>>

/** The plane of one chunk; a time axis becomes absolute by the chunk's time. */
export function planeOf(
  chunk: Chunk,
  axes: readonly Axis[],
  layout: Layout,
  at: At,
  read: Reader,
): Grid {
  const { base, xStride, xSize, yStride, ySize } = sliceOf(axes, layout, at)
  const [x, y] = [axes[layout.x!], axes[layout.y!]]
  const values = new Float32Array(xSize * ySize)
  for (let column = 0, k = 0; column < xSize; column++) {
    const from = base + column * xStride
    for (let row = 0; row < ySize; row++) values[k++] = read(chunk.data, from + row * yStride)
  }
  const start = x.name === 'time' ? chunk.time + x.start : x.start
  return { columns: xSize, rows: ySize, values, x: { start, step: x.step }, y }
}

/** A column for each chunk; grows when chunks are added, so a long run is read once. */
export interface Waterfall {
  /** Up to date with `chunks`; columns of missing chunks are NaN. */
  grid(chunks: readonly Chunk[]): Grid
}

/** Columns that a gap in the indices may add at most for each chunk: a clock that jumped is no gap. */
const widestGap = 64

export function waterfall(
  axes: readonly Axis[],
  layout: Layout,
  at: At,
  read: Reader,
  rate: number,
): Waterfall {
  const { base, yStride, ySize: rows } = sliceOf(axes, layout, at)
  const y = axes[layout.y!]
  let values = new Float32Array(rows * 256)
  let columns = 0
  let seen: { first: Chunk; last: Chunk; count: number } | undefined

  const add = (chunk: Chunk, gap: number) => {
    const needed = (columns + gap + 1) * rows
    if (needed > values.length) {
      const larger = new Float32Array(2 * needed)
      larger.set(values.subarray(0, columns * rows))
      values = larger
    }
    values.fill(Number.NaN, columns * rows, (columns + gap) * rows)
    columns += gap
    for (let row = 0, k = columns * rows; row < rows; row++) {
      values[k++] = read(chunk.data, base + row * yStride)
    }
    columns++
  }

  return {
    grid(chunks) {
      const grown =
        seen &&
        chunks.length >= seen.count &&
        chunks[0] === seen.first &&
        chunks[seen.count - 1] === seen.last
      if (!grown) columns = 0
      for (let k = grown ? seen!.count : 0; k < chunks.length; k++) {
        const missing = k > 0 && rate > 0 ? chunks[k].index - chunks[k - 1].index - 1 : 0
        add(chunks[k], Math.min(widestGap, Math.max(0, missing)))
      }
      const [first, last] = [chunks[0], chunks[chunks.length - 1]]
      seen = first && last ? { first, last, count: chunks.length } : undefined
      const step = columns > 1 ? (last.time - first.time) / (columns - 1) : rate > 0 ? 1 / rate : 1
      return { columns, rows, values, x: { start: first?.time ?? 0, step }, y }
    },
  }
}

/** Half-open ranges of cells under each pixel, for cells centred on start + i step. */
function cellsUnder(
  pixels: number,
  low: number,
  high: number,
  { start, step }: { start: number; step: number },
  count: number,
): Int32Array {
  const ranges = new Int32Array(2 * pixels)
  const cell = (pixel: number) => (low + ((high - low) * pixel) / pixels - start) / step + 0.5
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [a, b] = [cell(pixel), cell(pixel + 1)]
    const from = Math.floor(Math.min(a, b) + 1e-6)
    // At least the cell under the pixel's middle; where cells are smaller than pixels, all of them.
    const middle = Math.floor((a + b) / 2)
    const wide = Math.abs(b - a) > 1
    const left = wide ? from : middle
    const right = wide ? Math.max(left + 1, Math.floor(Math.max(a, b) + 1e-6)) : middle + 1
    ranges[2 * pixel] = Math.min(count, Math.max(0, left))
    ranges[2 * pixel + 1] = Math.min(count, Math.max(0, right))
  }
  return ranges
}

export interface Paint {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  /** Values at the first and last colour. */
  readonly colours: readonly [number, number]
  readonly map: Uint32Array
  /** Colour of what has no value. */
  readonly ground: number
  /** Which of several values under one pixel is shown: the highest, or (phase) the first. */
  readonly pick: 'highest' | 'first'
}

/** Colours a width x height image, y upwards. Each cell is read once, or not at all. */
export function paintGrid(
  image: Uint32Array,
  width: number,
  height: number,
  grid: Grid,
  { x, y, colours, map, ground, pick }: Paint,
): void {
  const { values, rows } = grid
  const across = cellsUnder(width, x[0], x[1], grid.x, grid.columns)
  const up = cellsUnder(height, y[1], y[0], grid.y, rows)
  const scale = 256 / (colours[1] - colours[0] || 1)
  for (let px = 0; px < width; px++) {
    const from = across[2 * px]
    const to = pick === 'first' ? Math.min(from + 1, across[2 * px + 1]) : across[2 * px + 1]
    for (let py = 0; py < height; py++) {
      const low = up[2 * py]
      const high = pick === 'first' ? Math.min(low + 1, up[2 * py + 1]) : up[2 * py + 1]
      let best = Number.NaN
      for (let column = from; column < to; column++) {
        for (let k = column * rows + low; k < column * rows + high; k++) {
          if (!(values[k] <= best)) best = Number.isNaN(values[k]) ? best : values[k]
        }
      }
      image[py * width + px] = Number.isNaN(best)
        ? ground
        : map[Math.max(0, Math.min(255, Math.floor((best - colours[0]) * scale)))]
    }
  }
}

/** The cell nearest to a point, where it stands and what it holds. */
export function cellAt(grid: Grid, x: number, y: number) {
  const nearest = ({ start, step }: Grid['x'], count: number, value: number) =>
    Math.min(count - 1, Math.max(0, Math.round((value - start) / step)))
  const column = nearest(grid.x, grid.columns, x)
  const row = nearest(grid.y, grid.rows, y)
  return {
    x: grid.x.start + column * grid.x.step,
    y: grid.y.start + row * grid.y.step,
    value: grid.values[column * grid.rows + row],
  }
}
