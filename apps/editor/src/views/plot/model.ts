/** What a view shows, worked out from the wire's signal and chunks: everything but pixels. */
import type { Chunk, Signal } from '@chirpflow/graph'
import { type Extent, extentOf, extentOfPieces, quantile } from './extent.ts'
import { planeOf, type Waterfall } from './grid.ts'
import { axisKey, type Layout, sliceOf } from './layout.ts'
import type { HeatModel, Model, ModelCommon, PlotAxis } from './models.ts'
import { highest, overTime, type Piece, spanOf, stitch } from './trace.ts'
import { type Look, readerOf, rowOf, scaleFor, unitOf } from './values.ts'

export interface ModelInput {
  readonly name: string
  readonly signal: Signal
  readonly layout: Layout
  readonly look: Look
  readonly at: Readonly<Record<string, number>>
  /** All chunks there are, in order of time; not empty. */
  readonly chunks: readonly Chunk[]
  /** Place of the one that is looked at. */
  readonly current: number
  readonly previous?: readonly Chunk[]
  /** Of this signal, layout, look and `at`; needed for a heat map over time. */
  readonly waterfall?: Waterfall
}

export function modelOf(input: ModelInput): Model {
  const { signal, layout, look, chunks, current } = input
  const chunk = chunks[current]
  const common = {
    name: input.name,
    unit: unitOf(signal, look),
    scale: scaleFor(signal, look),
    chunk,
  }
  if (layout.body === 'heat') return heatOf(input, common)
  const window = windowOf(signal, chunk)
  if (layout.body === 'lanes') {
    const { ySize } = sliceOf(signal.axes, layout, input.at)
    const lanes = Array.from({ length: ySize }, (_, row) => piecesOf(input, chunks, current, row))
    const x = axisOver(input, spanOf(lanes.flat()))
    const extent = extentOf(...lanes.flat().map(({ values }) => values))
    return { ...common, body: 'lanes', x, lanes, lane: signal.axes[layout.y!].name, extent, window }
  }
  const pieces = piecesOf(input, chunks, current, 0)
  const x = axisOver(input, spanOf(pieces))
  const extent = extentOfPieces(pieces)
  if (layout.body === 'number') {
    const value = readerOf(signal, look)(chunk.data, 0)
    return { ...common, body: 'number', value, trend: pieces, x, extent }
  }
  const shared = input.previous ?? []
  const previous =
    shared.length > 0 ? piecesOf(input, shared, nearestIn(shared, chunk.time), 0) : []
  // Over time what changes is looked at, not how far it is from nothing.
  const grounded =
    common.scale === 'linear' && extent !== undefined && extent[0] >= 0 && x.name !== 'time'
  const spectrum = grounded && (x.name === 'frequency' || x.name === 'range')
  return {
    ...common,
    body: 'line',
    x,
    pieces,
    previous,
    extent,
    grounded,
    window: layout.overTime || x.name === 'time' ? window : undefined,
    peak: spectrum ? highest(pieces) : undefined,
  }
}

function heatOf(
  { signal, layout, look, at, chunks, current, waterfall }: ModelInput,
  common: Omit<ModelCommon, 'extent'>,
): HeatModel {
  const chunk = chunks[current]
  const grid =
    layout.overTime && waterfall
      ? waterfall.grid(chunks)
      : planeOf(chunk, signal.axes, layout, at, readerOf(signal, look))
  const values = grid.values.subarray(0, grid.columns * grid.rows)
  const extent = extentOf(values)
  const ends = (from: { start: number; step: number }, count: number): Extent => [
    from.start - from.step / 2,
    from.start + (count - 0.5) * from.step,
  ]
  const y = signal.axes[layout.y!]
  const x = layout.x === undefined ? slowTime : signal.axes[layout.x]
  const phase = common.unit === 'rad' && signal.dtype === 'complex64'
  const signed = extent !== undefined && extent[0] < 0 && extent[1] > 0 && common.scale === 'linear'
  const kind = phase ? 'cyclic' : signed && common.unit !== 'dB' ? 'diverging' : 'sequential'
  const most = extent ? Math.max(-extent[0], extent[1]) : 1
  const floor = common.scale === 'linear' ? extent?.[0] : quantile(values, 0.05)
  const sequential: Extent = [floor ?? 0, extent?.[1] ?? 1]
  return {
    ...common,
    body: 'heat',
    x: {
      name: x.name,
      unit: x.unit,
      key: axisKey(x),
      extent: ends(grid.x, grid.columns),
      step: grid.x.step,
    },
    y: { name: y.name, unit: y.unit, key: axisKey(y), extent: ends(y, grid.rows), step: y.step },
    grid,
    kind,
    extent,
    colours: phase ? [-Math.PI, Math.PI] : kind === 'diverging' ? [-most, most] : sequential,
    window: layout.overTime && signal.span > 0 ? windowOf(signal, chunk) : undefined,
  }
}

const slowTime = { name: 'time', unit: 's' } as const

/** The row of the layout as a trace: over all chunks where it runs along slow time, else of one. */
function piecesOf(
  { signal, layout, look, at }: ModelInput,
  chunks: readonly Chunk[],
  current: number,
  row: number,
): Piece[] {
  const read = readerOf(signal, look)
  const slice = sliceOf(signal.axes, layout, at)
  if (layout.x === undefined)
    return overTime(chunks, signal.rate, ({ data }) => read(data, slice.base))
  const axis = signal.axes[layout.x]
  if (axis.name === 'time') {
    return stitch(chunks, current, axis, (chunk, from, to) =>
      rowOf(chunk, slice, read, row, from, to),
    )
  }
  return [{ start: axis.start, step: axis.step, values: rowOf(chunks[current], slice, read, row) }]
}

function axisOver({ signal, layout }: ModelInput, span: Extent | undefined): PlotAxis {
  const { name, unit } = layout.x === undefined ? slowTime : signal.axes[layout.x]
  const step =
    layout.x === undefined ? (signal.rate > 0 ? 1 / signal.rate : 1) : signal.axes[layout.x].step
  const [low, high] = span ?? [0, 1]
  const extent: Extent = low < high ? [low, high] : [low - step / 2, high + step / 2]
  return { name, unit, key: axisKey({ name, unit }), extent, step }
}

/** What recording the chunk speaks about: (time - span, time]. */
function windowOf({ span, axes }: Signal, { time }: Chunk): Extent {
  const axis = axes.find(({ name }) => name === 'time')
  if (axis && axis.size > 1)
    return [time + axis.start, time + axis.start + (axis.size - 1) * axis.step]
  return [time - span, time]
}

/** Place of the newest chunk not later than `time`; the first where all are later. */
export function nearestIn(chunks: readonly Chunk[], time: number): number {
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (chunks[middle].time <= time + 1e-9) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}
