/** A view in words and as a table, for those who do not see it. */

import { cellAt } from './grid.ts'
import { axisWord } from './layout.ts'
import type { Model, PlotAxis } from './models.ts'
import {
  decimalsOf,
  decimalsOfStep,
  fixed,
  shownAs,
  showRange,
  showValue,
  withUnit,
} from './show.ts'
import { nearest } from './trace.ts'

export interface Cursor {
  readonly x?: number
  readonly y?: number
}

/** A place along an axis, as fine as its samples: "8.60 s". */
export function showPlace(axis: PlotAxis, value: number): string {
  const shown = shownAs(axis.unit, Math.max(Math.abs(axis.extent[0]), Math.abs(axis.extent[1])))
  const largest = Math.max(Math.abs(axis.extent[0]), Math.abs(axis.extent[1])) * shown.factor
  // As fine as the samples, but not finer than a figure more than three; seconds keep hundredths,
  // for chunks a second apart may begin between seconds.
  const fine = Math.min(
    decimalsOfStep(axis.step * shown.factor),
    Math.max(1, decimalsOf(largest) + 1),
  )
  const decimals = axis.name === 'time' && shown.unit === 's' ? Math.max(2, fine) : fine
  return withUnit(fixed(value * shown.factor, decimals), shown.unit)
}

/** A value of the view with as many figures as its range needs: "−2.41 mm"; log is undone. */
export function showOf(model: Model, value: number): string {
  if (Number.isNaN(value)) return 'no value'
  if (model.scale === 'log') return showValue(10 ** value, model.unit)
  const [low, high] = model.extent ?? [0, 0]
  const like = Math.max(Math.abs(low), Math.abs(high))
  const shown = shownAs(model.unit, like)
  return withUnit(fixed(value * shown.factor, decimalsOf(like * shown.factor)), shown.unit)
}

/** What the cursor's chip says; undefined where there is nothing under it. */
export function readCursor(model: Model, { x, y }: Cursor): string | undefined {
  if (x === undefined) return undefined
  // Another view's cursor may stand where this one has no data: then it reads nothing here.
  const { extent, step } = model.x
  if (x < extent[0] - step || x > extent[1] + step) return undefined
  if (model.body === 'heat') {
    const cell = cellAt(model.grid, x, y ?? model.y.extent[0])
    const place = showPlace(model.x, cell.x)
    return y === undefined
      ? place
      : `${place} ${showPlace(model.y, cell.y)} ${showOf(model, cell.value)}`
  }
  const traces =
    model.body === 'line' ? [model.pieces] : model.body === 'number' ? [model.trend] : model.lanes
  const samples = traces.map((pieces) => nearest(pieces, x))
  const first = samples[0]
  if (!first) return undefined
  const names = model.body === 'lanes' ? model.names : undefined
  const values = samples.map((sample, k) => {
    const value = sample ? showOf(model, sample.value) : 'no value'
    return names ? `${names[k]} ${value}` : value
  })
  return `${showPlace(model.x, first.x)} ${values.join(', ')}`
}

function rangeText(model: Model): string {
  if (!model.extent) return 'no answer anywhere'
  if (model.scale !== 'log') return showRange(model.extent[0], model.extent[1], model.unit)
  return `${showOf(model, model.extent[0])} to ${showOf(model, model.extent[1])}`
}

/** "line of displacement against slow time, −2.1 to 2.4 mm, at 8.60 s −2.41 mm". */
export function describe(model: Model, cursor: Cursor = {}): string {
  const against = (axis: PlotAxis) => axisWord(axis.name, shownAs(axis.unit, axis.extent[1]).unit)
  const at = readCursor(model, cursor)
  const tail = at ? `, at ${at}` : ''
  if (model.body === 'number') {
    const value = Number.isNaN(model.value) ? 'no answer' : showOf(model, model.value)
    return `${model.name} ${value} at ${showPlace(model.x, model.chunk.time)}, ${rangeText(model)} over the run${tail}`
  }
  if (model.body === 'heat') {
    const axes = `${against(model.y)} and ${against(model.x)}`
    return `heat map of ${model.name} over ${axes}, ${rangeText(model)}${tail}`
  }
  const count = model.body === 'lanes' ? `${model.lanes.length} lines` : 'line'
  if (model.body === 'lanes' && model.names) {
    const [a, b] = model.names
    return `${a}, ${b} and their difference against ${against(model.x)}, ${rangeText(model)}${tail}`
  }
  return `${count} of ${model.name} against ${against(model.x)}, ${rangeText(model)}${tail}`
}

/** Without the noise of the last bits that start + i step leaves. */
function tidy(place: number): number {
  return Number(place.toPrecision(12))
}

export interface DataTable {
  /** SI, "time (s)". */
  readonly headers: readonly string[]
  readonly rows: readonly (readonly number[])[]
  /** Rows left out, so that a table stays one a person can read. */
  readonly left: number
}

/** What the view shows as a table, in SI; of a heat map one row for each x. */
export function tableOf(model: Model, most = Number.POSITIVE_INFINITY): DataTable {
  const head = (name: string, unit: string) => (unit === '1' ? name : `${name} (${unit})`)
  const values = head(model.scale === 'log' ? `log10 ${model.name}` : model.name, model.unit)
  const x = head(model.x.name, model.x.unit)
  if (model.body === 'heat') {
    const { grid } = model
    const headers = Array.from({ length: grid.rows }, (_, row) => {
      const place = tidy(grid.y.start + row * grid.y.step)
      return head(`${model.y.name} ${place}`, model.y.unit)
    })
    const count = Math.min(most, grid.columns)
    const rows = Array.from({ length: count }, (_, column) => [
      tidy(grid.x.start + column * grid.x.step),
      ...grid.values.subarray(column * grid.rows, (column + 1) * grid.rows),
    ])
    return { headers: [x, ...headers], rows, left: grid.columns - count }
  }
  const traces =
    model.body === 'line' ? [model.pieces] : model.body === 'number' ? [model.trend] : model.lanes
  const rows: number[][] = []
  let total = 0
  traces[0].forEach(({ start, step, values }, piece) => {
    for (let i = 0; i < values.length; i++, total++) {
      if (rows.length < most)
        rows.push([tidy(start + i * step), ...traces.map((t) => t[piece].values[i])])
    }
  })
  const headers =
    model.body === 'lanes'
      ? model.lanes.map((_, k) =>
          model.names ? head(model.names[k], model.unit) : `${model.lane} ${k + 1} ${values}`,
        )
      : [values]
  return { headers: [x, ...headers], rows, left: total - rows.length }
}
