import { axisOf, defineNode, eachRow, integer, number, port, rowsOf } from '@chirpflow/graph'
import { designButterworth } from '../dsp/butterworth.ts'
import { createZeroPhaseFilter } from '../dsp/sos-filter.ts'

export default defineNode({
  id: 'band-pass',
  version: 1,
  title: 'Band-pass',
  category: 'filter',
  summary: 'Filters each window to a band with a zero-phase Butterworth filter.',
  sources: [
    {
      title: 'scipy.signal.butter, sosfiltfilt',
      ref: 'SciPy 1.10',
      at: 'odd padding of 150 samples',
    },
  ],
  method: {
    formula: ['|H(f)|² after both passes, phase 0'],
    symbols:
      'H is the Butterworth band-pass of the given order; the window is continued at both ends by its point reflection.',
  },
  inputs: {
    in: port('float64', ['...', 'time'], 'A window of a slow-time signal'),
  },
  outputs: {
    out: port('float64', ['...', 'time'], 'The same window, within the band'),
  },
  params: {
    low: number({
      default: 0.7,
      min: 0.001,
      max: 1000,
      unit: 'Hz',
      label: 'Band from',
      help: 'At the edge the amplitude is half: the filter runs twice.',
    }),
    high: number({
      default: 2.2,
      min: 0.001,
      max: 1000,
      unit: 'Hz',
      label: 'Band to',
      help: 'Must be below half the slow-time rate.',
    }),
    order: integer({
      default: 4,
      min: 1,
      max: 8,
      label: 'Order',
      help: 'Of the low-pass prototype; each pass has twice as many poles.',
    }),
  },

  plan({ in: input }, { low, high }, say) {
    const { size, step } = axisOf(input, 'time')!
    const nyquist = 0.5 / step
    if (size < 2) {
      say.error('wants two samples or more: lengthen the window', { input: 'in' })
      return undefined
    }
    if (low >= high) {
      say.error(`must be below high, ${high} Hz`, { param: 'low' })
      return undefined
    }
    if (high >= nyquist) {
      say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'high' })
      return undefined
    }
    return { out: input }
  },

  open({ inputs, params: { low, high, order } }) {
    const rows = rowsOf(inputs.in.axes)
    const { size, step } = axisOf(inputs.in, 'time')!
    const sections = designButterworth(order, { kind: 'bandpass', low, high }, 1 / step)
    const filter = createZeroPhaseFilter(sections, size)
    return {
      process({ in: chunk }, emit) {
        const out = new Float64Array(rows * size)
        eachRow(chunk.data, rows, (row, index) => {
          filter(row, out.subarray(index * size, (index + 1) * size))
        })
        emit({ out })
      },
    }
  },
})
