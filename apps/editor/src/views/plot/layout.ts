/** Which body shows a wire, chosen by its axes alone: number, line, lanes or heat map. */
import type { Axis, AxisName, Signal } from '@chirpflow/graph'

export interface Layout {
  readonly body: 'number' | 'line' | 'lanes' | 'heat'
  /** Place (in signal.axes) of the axis along x; undefined: chunks over slow time, or a number. */
  readonly x: number | undefined
  /** Place of the axis that goes up (heat map), or of which each index is a lane. */
  readonly y: number | undefined
  /** The body is made of all chunks side by side, not of one. */
  readonly overTime: boolean
  /** Places of the axes along which one index is selected. */
  readonly selectors: readonly number[]
}

/** Body a person asked for in place of the default. */
export type Wish = 'line' | 'heat' | undefined

type Signalish = Pick<Signal, 'axes' | 'rate'>

/** These count things; their neighbours do not lie beside one another in the world. */
const counting: ReadonlySet<AxisName> = new Set(['chirp', 'tx', 'rx', 'mode', 'target', 'harmonic'])
const scene: ReadonlySet<AxisName> = new Set(['range', 'doppler', 'azimuth', 'elevation'])

/** Above this, chunks come faster than one looks at them singly (1/s). */
const fastChunks = 5
const mostLanes = 8

/**
 * Axes of one element are not drawn. None left: number, or a line over slow time where chunks come
 * fast. One: line, but a range profile of every frame is a heat map over slow time. A few modes or
 * targets along one axis: lanes. Two or more: heat map of the last two, slow time along x.
 */
export function layoutOf(signal: Signalish, wish?: Wish): Layout {
  const long = signal.axes.flatMap((axis, place) => (axis.size > 1 ? [place] : []))
  const continuous = long.filter((place) => !counting.has(signal.axes[place].name))
  const drawn = continuous.length > 0 ? continuous.slice(-2) : long.slice(-1)
  const others = (...taken: number[]) => long.filter((place) => !taken.includes(place))
  const name = (place: number) => signal.axes[place].name

  if (drawn.length === 0) {
    const line = (wish === 'line' || signal.rate >= fastChunks) && wish !== 'heat'
    return {
      body: line ? 'line' : 'number',
      x: undefined,
      y: undefined,
      overTime: true,
      selectors: [],
    }
  }
  if (drawn.length === 1) {
    const [axis] = drawn
    const lane = long.find(
      (place) =>
        (name(place) === 'mode' || name(place) === 'target') &&
        place !== axis &&
        signal.axes[place].size <= mostLanes,
    )
    if (lane !== undefined && wish === undefined) {
      return { body: 'lanes', x: axis, y: lane, overTime: false, selectors: others(axis, lane) }
    }
    const waterfall = scene.has(name(axis)) && signal.rate >= fastChunks
    if (name(axis) !== 'time' && (wish === 'heat' || (wish === undefined && waterfall))) {
      return { body: 'heat', x: undefined, y: axis, overTime: true, selectors: others(axis) }
    }
    if (name(axis) === 'time' && wish === 'heat' && lane !== undefined) {
      return { body: 'heat', x: axis, y: lane, overTime: false, selectors: others(axis, lane) }
    }
    return { body: 'line', x: axis, y: undefined, overTime: false, selectors: others(axis) }
  }
  const time = drawn.find((place) => name(place) === 'time')
  const x = time ?? drawn[1]
  const y = x === drawn[1] ? drawn[0] : drawn[1]
  if (wish === 'line') {
    return { body: 'line', x, y: undefined, overTime: false, selectors: others(x) }
  }
  return { body: 'heat', x, y, overTime: false, selectors: others(x, y) }
}

/** The other body that makes sense for the wire, for a menu; undefined where there is only one. */
export function otherBody(signal: Signalish, wish?: Wish): Wish {
  const now = layoutOf(signal, wish).body
  const instead = now === 'heat' ? 'line' : now === 'lanes' || now === 'line' ? 'heat' : 'line'
  const body = layoutOf(signal, instead).body
  return body === now || (now === 'number' && body === 'number') ? undefined : instead
}

/** Where one row, or one plane, of a chunk lies in its flat data (in elements, not in floats). */
export interface Slice {
  readonly base: number
  readonly xStride: number
  readonly xSize: number
  readonly yStride: number
  readonly ySize: number
}

/** The part of a chunk that the layout draws, further axes held at `at` (clamped into the axis). */
export function sliceOf(
  axes: readonly Axis[],
  layout: Layout,
  at: Readonly<Record<string, number>>,
): Slice {
  const strides = axes.map((_, place) =>
    axes.slice(place + 1).reduce((product, axis) => product * axis.size, 1),
  )
  const base = layout.selectors.reduce((sum, place) => {
    const index = Math.min(axes[place].size - 1, Math.max(0, at[axes[place].name] ?? 0))
    return sum + index * strides[place]
  }, 0)
  const along = (place: number | undefined) =>
    place === undefined ? [0, 1] : [strides[place], axes[place].size]
  const [xStride, xSize] = along(layout.x)
  const [yStride, ySize] = along(layout.y)
  return { base, xStride, xSize, yStride, ySize }
}

/** The key under which views share a cursor: "time s". */
export function axisKey(axis: Pick<Axis, 'name' | 'unit'>): string {
  return `${axis.name} ${axis.unit}`
}

const words: Partial<Record<AxisName, string>> = { time: 'slow time', sample: 'fast time' }

/** What an axis is called where a person reads: frequencies of a body are rates. */
export function axisWord(name: AxisName, unit = ''): string {
  if (name === 'frequency' && unit === '1/min') return 'rate'
  return words[name] ?? name
}
