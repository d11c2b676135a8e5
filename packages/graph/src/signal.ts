/** What flows along a wire: a Signal is known before any data flows, a Chunk is one piece of it. */

/** Number formats. complex64 is a Float32Array of interleaved real and imaginary parts. */
export type Dtype = 'int16' | 'float32' | 'float64' | 'complex64'

export type DataOf<D extends Dtype> = D extends 'int16'
  ? Int16Array
  : D extends 'float64'
    ? Float64Array
    : Float32Array

export type Data = Int16Array | Float32Array | Float64Array

export const axisNames = [
  'chirp',
  'tx',
  'rx',
  'sample',
  'range',
  'doppler',
  'azimuth',
  'elevation',
  'harmonic',
  'time',
  'frequency',
  'mode',
  'target',
  'lag',
] as const

export type AxisName = (typeof axisNames)[number]

/** SI units of values and axes; '1' is a plain number. Rates are Hz on the wire. */
export type Unit = '1' | 's' | 'm' | 'rad' | 'Hz' | 'm/s' | 'Hz/s' | 'dB'

/** One axis: value(i) = start + i * step, in `unit`. */
export interface Axis {
  readonly name: AxisName
  readonly size: number
  readonly start: number
  readonly step: number
  readonly unit: Unit
}

/** How the samples were taken, in SI. A source states what it knows; ports name what they need. */
export interface Acquisition {
  /** Frequency at the start of the ramp, Hz. */
  readonly carrierFrequency?: number
  /** Frequency at the middle of the sampled part of the ramp, Hz: a range bin's phase turns with it. */
  readonly centreFrequency?: number
  /** Hz/s. */
  readonly chirpSlope?: number
  /** Complex or real samples a second within a chirp, Hz. */
  readonly sampleRate?: number
  /** From the start of one chirp to the next within a frame, s. */
  readonly chirpInterval?: number
  /** From the start of one frame to the next, s. */
  readonly frameInterval?: number
}

export type Fact = keyof Acquisition

/**
 * A wire's type. Time of chunk k is start + k / rate, in seconds of `clock` (the node whose time it
 * is); a chunk speaks about (time - span, time].
 */
export interface Signal<D extends Dtype = Dtype> {
  readonly dtype: D
  readonly axes: readonly Axis[]
  readonly unit: Unit
  readonly acquisition: Acquisition
  readonly clock: string
  readonly start: number
  /** Chunks a second; 0 = at no fixed rate. */
  readonly rate: number
  /** Seconds of recording that one chunk speaks about. */
  readonly span: number
}

/** One piece of data. Never written to again once emitted. */
export interface Chunk<D extends Dtype = Dtype> {
  /** Row-major, last axis fastest. NaN is "no answer". */
  readonly data: DataOf<D>
  /** The place on the wire's clock, never a count of what was emitted. */
  readonly index: number
  /** Seconds; says the same as index. */
  readonly time: number
  /** 0 to 1: share of the radar data behind it that really arrived. */
  readonly coverage: number
}

/** Numbers (pairs, for complex) in one chunk. */
export function sizeOf(axes: readonly Axis[]): number {
  return axes.reduce((size, axis) => size * axis.size, 1)
}

const width: Record<Dtype, number> = { int16: 2, float32: 4, float64: 8, complex64: 8 }

/** Bytes of data in one chunk. */
export function bytesOf(signal: Pick<Signal, 'dtype' | 'axes'>): number {
  return sizeOf(signal.axes) * width[signal.dtype]
}

/** A zeroed array that holds one chunk of the signal. */
export function allocate<D extends Dtype>(signal: Pick<Signal<D>, 'dtype' | 'axes'>): DataOf<D> {
  const size = sizeOf(signal.axes)
  const make: Record<Dtype, () => Data> = {
    int16: () => new Int16Array(size),
    float32: () => new Float32Array(size),
    float64: () => new Float64Array(size),
    complex64: () => new Float32Array(2 * size),
  }
  return make[signal.dtype]() as DataOf<D>
}

export function axisOf(signal: Pick<Signal, 'axes'>, name: AxisName): Axis | undefined {
  return signal.axes.find((axis) => axis.name === name)
}

/** The axes with the last one replaced, or added where `axes` has no such name. */
export function withLastAxis(axes: readonly Axis[], last: Axis, instead?: AxisName): Axis[] {
  return [...axes.filter((axis) => axis.name !== (instead ?? last.name)), last]
}

export function withoutAxes(axes: readonly Axis[], ...names: AxisName[]): Axis[] {
  return axes.filter((axis) => !names.includes(axis.name))
}

/** How many rows (runs along the last axis) a chunk has. */
export function rowsOf(axes: readonly Axis[]): number {
  return sizeOf(axes.slice(0, -1))
}

/** Calls `visit` with each row of `data` (a view, along the last axis) and its number. */
export function eachRow<A extends Data>(
  data: A,
  rows: number,
  visit: (row: A, index: number) => void,
): void {
  const length = data.length / rows
  for (let index = 0; index < rows; index++) {
    visit(data.subarray(index * length, (index + 1) * length) as A, index)
  }
}

/** Two wires can be paired by index only when they tick together. */
export function sameClock(a: Signal, b: Signal): boolean {
  return a.clock === b.clock && a.start === b.start && a.rate === b.rate
}

/** Time of chunk `index`, in seconds. Only for a wire with a fixed rate. */
export function timeOf(signal: Pick<Signal, 'start' | 'rate'>, index: number): number {
  return signal.start + index / signal.rate
}

/** "complex64 (chirp 2, rx 4, sample 100), 20 /s": for messages. */
export function describeSignal(signal: Signal): string {
  const axes = signal.axes.map((axis) => `${axis.name} ${axis.size}`).join(', ')
  const rate = signal.rate > 0 ? `, ${Number(signal.rate.toPrecision(6))} /s` : ''
  const unit = signal.unit === '1' ? '' : ` in ${signal.unit}`
  return `${signal.dtype} (${axes || 'one number'})${unit}${rate}`
}
