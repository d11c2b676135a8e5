/** Two wires and what is between them, as three lanes on one scale. */
import type { Signal } from '@chirpflow/graph'
import { extentOf } from './extent.ts'
import { layoutOf } from './layout.ts'
import type { LanesModel, LineModel } from './models.ts'
import { nearest, type Piece, spanOf } from './trace.ts'

/** A sentence why two wires have no difference; undefined where they have one. */
export function whyNoDifference(a: Signal, b: Signal): string | undefined {
  if (a.unit !== b.unit) return `One carries ${unitWords(a)}, the other ${unitWords(b)}.`
  const [x, y] = [axisOf(a), axisOf(b)]
  if (x === y) return undefined
  return `One runs along ${x ?? 'time'}, the other along ${y ?? 'time'}.`
}

function unitWords({ unit }: Signal): string {
  return unit === '1' ? 'plain numbers' : unit
}

/** The axis that their lines run along; undefined: values over time. */
function axisOf(signal: Signal): string | undefined {
  const { x } = layoutOf(signal, 'line')
  return x === undefined ? undefined : signal.axes[x].name
}

/** Samples of `b` count where they lie within half a step of those of `a`; elsewhere there is a gap. */
export function differenceOf(a: LineModel, b: LineModel, names: readonly string[]): LanesModel {
  const difference = a.pieces.map(({ start, step, values }): Piece => {
    const less = Float64Array.from(values, (value, at) => {
      const x = start + at * step
      const other = nearest(b.pieces, x)
      return other && Math.abs(other.x - x) <= step / 2 ? value - other.value : Number.NaN
    })
    return { start, step, values: less }
  })
  const lanes = [a.pieces, b.pieces, difference]
  const span = spanOf(lanes.flat()) ?? a.x.extent
  return {
    body: 'lanes',
    name: 'difference',
    unit: a.unit,
    scale: a.scale,
    chunk: a.chunk,
    x: { ...a.x, extent: span[0] < span[1] ? span : a.x.extent },
    extent: extentOf(...lanes.flat().map(({ values }) => values)),
    lanes,
    lane: 'time',
    names: [...names, 'difference'],
    ...(a.window ? { window: a.window } : {}),
  }
}
