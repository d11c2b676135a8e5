/** One real number out of each element of a chunk: its part (complex) on its scale. */
import type { Chunk, Data, Signal, Unit } from '@chirpflow/graph'
import type { Slice } from './layout.ts'

export type Part = 'magnitude' | 'phase' | 'real' | 'imaginary'
export type Scale = 'linear' | 'dB' | 'log'

/** How a card looks at numbers. */
export interface Look {
  readonly part: Part
  readonly scale: Scale
}

export type Reader = (data: Data, element: number) => number

type Kind = Pick<Signal, 'dtype' | 'unit'>

/** Scales that mean something for the wire: a phase has one, decibels are not taken twice. */
export function scalesOf(signal: Kind, part: Part): readonly Scale[] {
  if (signal.dtype === 'complex64' && part === 'phase') return ['linear']
  if (signal.unit === 'dB' || signal.unit === 'rad') return ['linear']
  return ['linear', 'dB', 'log']
}

/** The scale that really holds: linear where the wished one means nothing. */
export function scaleFor(signal: Kind, { part, scale }: Look): Scale {
  return scalesOf(signal, part).includes(scale) ? scale : 'linear'
}

/**
 * Reads element i: re and im stand at 2 i and 2 i + 1 of complex data. dB is 20 log10 |v|, of an
 * amplitude; log gives log10 v. What has no logarithm (zero, below zero) is NaN, so it is a gap.
 */
export function readerOf(signal: Kind, look: Look): Reader {
  const plain =
    signal.dtype === 'complex64' ? complexReader(look.part) : (data: Data, i: number) => data[i]
  const scale = scaleFor(signal, look)
  if (scale === 'linear') return plain
  if (scale === 'dB') {
    return (data, i) => {
      const size = Math.abs(plain(data, i))
      return size > 0 ? 20 * Math.log10(size) : Number.NaN
    }
  }
  return (data, i) => {
    const value = plain(data, i)
    return value > 0 ? Math.log10(value) : Number.NaN
  }
}

function complexReader(part: Part): Reader {
  if (part === 'real') return (data, i) => data[2 * i]
  if (part === 'imaginary') return (data, i) => data[2 * i + 1]
  if (part === 'phase') return (data, i) => Math.atan2(data[2 * i + 1], data[2 * i])
  return (data, i) => Math.sqrt(data[2 * i] * data[2 * i] + data[2 * i + 1] * data[2 * i + 1])
}

/** Unit of what readerOf gives, before log. */
export function unitOf(signal: Kind, look: Look): Unit {
  if (signal.dtype === 'complex64' && look.part === 'phase') return 'rad'
  return scaleFor(signal, look) === 'dB' ? 'dB' : signal.unit
}

/** Elements from..to of row `row` of the slice, read one by one. */
export function rowOf(
  chunk: Chunk,
  slice: Slice,
  read: Reader,
  row = 0,
  from = 0,
  to = slice.xSize,
): Float64Array {
  const values = new Float64Array(Math.max(0, to - from))
  const base = slice.base + row * slice.yStride
  for (let i = from; i < to; i++) values[i - from] = read(chunk.data, base + i * slice.xStride)
  return values
}
