/** Turns what a node emits into chunks, and throws where it breaks the wire's signal. */
import { type Chunk, type Data, type Emission, type Signal, sizeOf } from '@chirpflow/graph'

/** What an emission takes over from the inputs of the call where it does not say it itself. */
export interface Place {
  /** undefined where the output does not tick with the inputs. */
  readonly index: number | undefined
  readonly time: number
  readonly coverage: number
}

const arrayOf = {
  int16: Int16Array,
  float32: Float32Array,
  float64: Float64Array,
  complex64: Float32Array,
} as const

/** In parts of the distance of two chunks; wide enough for the rounding of Unix times at 2 kHz. */
const sameTime = 1e-3

/** A maker of chunks for one output; keeps the last index, so that places rise. */
export function createChunkMaker(name: string, signal: Signal) {
  const length = sizeOf(signal.axes) * (signal.dtype === 'complex64' ? 2 : 1)
  const make = arrayOf[signal.dtype]
  let last = -Infinity

  return (emitted: Data | Emission, place: Place | undefined): Chunk => {
    const wrong = (message: string) => new Error(`${name}: ${message}`)
    const said = ArrayBuffer.isView(emitted) ? { data: emitted } : emitted
    const { data } = said
    const index = 'index' in said ? said.index : place?.index
    if (index === undefined) throw wrong('bare data need an input on the same clock; emit an index')
    const stated = 'index' in said ? said.time : place?.time
    const coverage = ('index' in said ? said.coverage : undefined) ?? place?.coverage ?? 1
    if (!(data instanceof make)) throw wrong(`emitted data are not ${signal.dtype}`)
    if (data.length !== length) throw wrong(`emitted ${data.length} numbers instead of ${length}`)
    if (!Number.isSafeInteger(index) || index <= last) {
      throw wrong(`emitted index ${index} after ${last}`)
    }
    if (!(coverage >= 0 && coverage <= 1)) throw wrong(`emitted a coverage of ${coverage}`)
    const time = signal.rate > 0 ? signal.start + index / signal.rate : (stated ?? place?.time)
    if (time === undefined || !Number.isFinite(time)) {
      throw wrong('emitted without a time on a wire at no fixed rate')
    }
    if (stated !== undefined && !(Math.abs(stated - time) * (signal.rate || 1) <= sameTime)) {
      throw wrong(`emitted index ${index} at ${stated} s, which is at ${time} s`)
    }
    last = index
    return { data, index, time, coverage }
  }
}
