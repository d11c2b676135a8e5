import { type Axis, allocate, type Chunk, defineNode, number, port, sizeOf } from '@chirpflow/graph'
import { lintWindow } from '../lint/physics.ts'
import { sayLint } from '../lint/say-lint.ts'

export default defineNode({
  id: 'slow-time-window',
  version: 1,
  title: 'Slow-time window',
  category: 'window',
  summary: 'Gathers frames into overlapping windows over slow time.',
  inputs: {
    in: port(['complex64', 'float32', 'float64'], ['...'], 'Frames, or samples, at a fixed rate'),
  },
  outputs: {
    out: port(
      ['complex64', 'float32', 'float64'],
      ['...', 'time'],
      'One window, newest frame last',
    ),
  },
  params: {
    length: number({
      default: 12.8,
      min: 0.1,
      max: 3600,
      unit: 's',
      label: 'Length',
      help: 'Longer windows tell rates apart better and follow changes later.',
    }),
    hop: number({
      default: 1,
      min: 0.01,
      max: 3600,
      unit: 's',
      label: 'Hop',
      help: 'From one window to the next.',
    }),
  },

  plan({ in: input }, { length, hop }, say) {
    if (input.rate === 0) {
      say.error('wants frames at a fixed rate: connect what a source gives', { input: 'in' })
      return undefined
    }
    if (input.axes.some((axis) => axis.name === 'time')) {
      say.error('takes frames, and this is a window already: connect what feeds that window', {
        input: 'in',
      })
      return undefined
    }
    const { size, frames } = inFrames(input.rate, length, hop)
    if (size < 2) {
      say.error(`holds less than two frames of ${1 / input.rate} s: lengthen it`, {
        param: 'length',
      })
      return undefined
    }
    for (const [param, wanted, got] of [
      ['length', length, size],
      ['hop', hop, frames],
    ] as const) {
      const real = got / input.rate
      if (Math.abs(real - wanted) > 1e-3 * wanted) {
        say.warning(`becomes ${real.toPrecision(4)} s, ${got} whole frames`, { param })
      }
    }
    const finding = lintWindow(size / input.rate)
    if (finding.severity === 'warning') sayLint([finding], say, { param: 'length' })
    const step = 1 / input.rate
    const time: Axis = { name: 'time', size, start: -(size - 1) * step, step, unit: 's' }
    return {
      out: {
        ...input,
        axes: [...input.axes, time],
        start: input.start + (size - 1) / input.rate,
        rate: input.rate / frames,
        span: input.span + size / input.rate,
      },
    }
  },

  /**
   * Window k holds frames k hop .. k hop + size - 1. A frame that never came holds the last value and
   * counts nothing to the coverage; before the first frame there is none, so the first stands in.
   */
  open({ inputs, outputs, params }) {
    const { size, frames } = inFrames(inputs.in.rate, params.length, params.hop)
    const pair = inputs.in.dtype === 'complex64' ? 2 : 1
    const rows = sizeOf(inputs.in.axes)
    const row = size * pair
    /** Frame n stands in column n % size, as in a window: a window is then copied row by row. */
    const ring = allocate(outputs.out)
    /** Of the frame in each column, how much really arrived. */
    const shares = new Float64Array(size)
    let expected = 0
    let held: Chunk | undefined

    function put(index: number, chunk: Chunk, share: number): void {
      const { data } = chunk
      for (let from = 0, to = (index % size) * pair; from < rows * pair; from += pair, to += row) {
        ring[to] = data[from]
        if (pair === 2) ring[to + 1] = data[from + 1]
      }
      shares[index % size] = share
    }

    /** The window that ends with frame `last`, if one does and something of it arrived. */
    function windowAt(last: number) {
      const first = last - size + 1
      if (first < 0 || first % frames !== 0) return undefined
      let arrived = 0
      for (const share of shares) arrived += share
      if (arrived === 0) return undefined
      const data = allocate(outputs.out)
      const oldest = (first % size) * pair
      for (let to = 0, from = 0; from < ring.length; from += row) {
        for (let i = from + oldest; i < from + row; i++) data[to++] = ring[i]
        for (let i = from; i < from + oldest; i++) data[to++] = ring[i]
      }
      return { data, index: first / frames, coverage: arrived / size }
    }

    return {
      process({ in: chunk }, emit) {
        held ??= chunk
        // a gap longer than a window leaves nothing but held values: skip to its last window
        if (chunk.index - expected > 2 * size) {
          for (let index = expected; index < expected + size; index++) {
            put(index, held, 0)
            const out = windowAt(index)
            if (out) emit({ out })
          }
          expected = chunk.index - size
        }
        for (; expected <= chunk.index; expected++) {
          const real = expected === chunk.index
          put(expected, real ? chunk : held, real ? chunk.coverage : 0)
          const out = windowAt(expected)
          if (out) emit({ out })
        }
        held = chunk
      },
    }
  },
})

function inFrames(rate: number, length: number, hop: number) {
  return { size: Math.round(length * rate), frames: Math.max(1, Math.round(hop * rate)) }
}
