/** What nodes that split a window into modes share, so that they can be swapped. */
import {
  type Axis,
  axisOf,
  eachRow,
  number,
  port,
  rowsOf,
  type Say,
  type Signal,
  type Values,
  withoutAxes,
} from '@chirpflow/graph'

export const modesInputs = {
  in: port('float64', ['...', 'time'], 'A window of a slow-time signal'),
}

export const modesOutputs = {
  modes: port('float64', ['...', 'mode', 'time'], 'Modes, by rising centre frequency'),
  centres: port('float64', ['...', 'mode'], 'Centre frequency of each mode', { units: ['Hz'] }),
  band: port('float64', ['...', 'time'], 'Sum of the modes whose centre lies in the band'),
}

const bandHelp = 'Modes with their centre in the band make up the output band.'

export const modesBandParams = {
  low: number({ default: 0.8, min: 0, max: 1000, unit: 'Hz', label: 'Band from', help: bandHelp }),
  high: number({ default: 2, min: 0, max: 1000, unit: 'Hz', label: 'Band to', help: bandHelp }),
}

type Band = Values<typeof modesBandParams>

/** The outputs for `count` modes, or undefined after an error. */
export function planModes(input: Signal<'float64'>, count: number, { low, high }: Band, say: Say) {
  const time = axisOf(input, 'time')!
  const nyquist = 0.5 / time.step
  if (low >= high) {
    say.error(`must be below high, ${high} Hz`, { param: 'low' })
    return undefined
  }
  if (low >= nyquist) {
    say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'low' })
    return undefined
  }
  const leading = withoutAxes(input.axes, 'time')
  const mode: Axis = { name: 'mode', size: count, start: 0, step: 1, unit: '1' }
  return {
    modes: { ...input, axes: [...leading, mode, time] },
    centres: { ...input, axes: [...leading, mode], unit: 'Hz' },
    band: input,
  } as const
}

/**
 * Splits the rows of a chunk. `split` writes the modes of a row without NaN, by rising centre, and the
 * centres in Hz; modes that it does not find are NaN.
 */
export function openModes(
  input: Signal<'float64'>,
  count: number,
  band: Band,
  split: (row: Float64Array, modes: Float64Array, centres: Float64Array) => void,
) {
  const rows = rowsOf(input.axes)
  const { size } = axisOf(input, 'time')!
  return (data: Float64Array) => {
    const modes = new Float64Array(rows * count * size).fill(Number.NaN)
    const centres = new Float64Array(rows * count).fill(Number.NaN)
    const sums = new Float64Array(rows * size)
    eachRow(data, rows, (row, index) => {
      const own = modes.subarray(index * count * size, (index + 1) * count * size)
      const frequencies = centres.subarray(index * count, (index + 1) * count)
      if (!row.some(Number.isNaN)) split(row, own, frequencies)
      sumBand(own, frequencies, band, sums.subarray(index * size, (index + 1) * size))
    })
    return { modes, centres, band: sums }
  }
}

/** No mode in the band is no answer, not silence. */
function sumBand(
  modes: Float64Array,
  centres: Float64Array,
  { low, high }: Band,
  sum: Float64Array,
): void {
  let found = false
  centres.forEach((centre, k) => {
    if (!(centre >= low && centre <= high)) return
    found = true
    for (let n = 0; n < sum.length; n++) sum[n] += modes[k * sum.length + n]
  })
  if (!found) sum.fill(Number.NaN)
}
