import {
  type Axis,
  axisOf,
  choice,
  defineNode,
  eachRow,
  integer,
  number,
  port,
  rowsOf,
  withoutAxes,
} from '@chirpflow/graph'
import { createVmd } from '../dsp/vmd.ts'

export default defineNode({
  id: 'vmd',
  version: 1,
  title: 'VMD',
  category: 'decomposition',
  summary: 'Splits a window into modes of narrow bandwidth by variational mode decomposition.',
  sources: [
    {
      title: 'Variational Mode Decomposition',
      ref: 'Dragomiretskiy and Zosso, IEEE Trans. Signal Processing 62(3) (2014)',
      at: 'Algorithm 2',
    },
  ],
  method: {
    formula: [
      'uₖ = (F − Σᵢ uᵢ − L / 2) / (1 + 2 α (f − ωₖ)²), i ≠ k',
      'ωₖ = Σ f |uₖ|² / Σ |uₖ|²',
      'L ← L + τ (Σ uₖ − F)',
    ],
    symbols:
      'F is the spectrum of the mirrored window, uₖ that of mode k, ωₖ its centre, α the bandwidth penalty, τ the multiplier step, f in cycles a sample; repeated until the modes stand still.',
  },
  inputs: {
    in: port('float64', ['...', 'time'], 'A window of a slow-time signal'),
  },
  outputs: {
    modes: port('float64', ['...', 'mode', 'time'], 'Modes, by rising centre frequency'),
    centres: port('float64', ['...', 'mode'], 'Centre frequency of each mode', { units: ['Hz'] }),
    band: port('float64', ['...', 'time'], 'Sum of the modes whose centre lies in the band'),
  },
  params: {
    modes: integer({
      default: 8,
      min: 1,
      max: 32,
      label: 'Modes',
      help: 'Into how many modes the window is split.',
    }),
    penalty: number({
      default: 2000,
      min: 1,
      max: 1e7,
      unit: '1',
      scale: 'log',
      label: 'Bandwidth penalty',
      help: 'Larger makes modes narrower. The printed equation; twice this is the alpha of common code.',
    }),
    step: number({
      default: 0,
      min: 0,
      max: 10,
      unit: '1',
      label: 'Multiplier step',
      help: '0 leaves noise out of the modes; above, they add up to the signal.',
    }),
    start: choice(['uniform', 'zero'], {
      default: 'uniform',
      label: 'First centres',
      help: 'Spread over all frequencies, or all at 0.',
    }),
    tolerance: number({
      default: 1e-6,
      min: 1e-12,
      max: 0.1,
      unit: '1',
      scale: 'log',
      label: 'Tolerance',
      help: 'Change of the modes, as a share of the power of the window, at which iteration ends.',
    }),
    iterations: integer({
      default: 300,
      min: 1,
      max: 10000,
      label: 'Most iterations',
      help: 'Iteration ends here at the latest; the report counts the windows where it did.',
    }),
    low: number({
      default: 0.8,
      min: 0,
      max: 1000,
      unit: 'Hz',
      label: 'Band from',
      help: 'Modes with their centre in the band make up the output band.',
    }),
    high: number({
      default: 2,
      min: 0,
      max: 1000,
      unit: 'Hz',
      label: 'Band to',
      help: 'Modes with their centre in the band make up the output band.',
    }),
  },

  plan({ in: input }, { modes, low, high }, say) {
    const time = axisOf(input, 'time')!
    if (time.size % 2 !== 0) {
      say.error(`wants an even number of samples, gets ${time.size}: change the window's length`, {
        input: 'in',
      })
      return undefined
    }
    if (low >= high) {
      say.error(`must be below high, ${high} Hz`, { param: 'low' })
      return undefined
    }
    const nyquist = 0.5 / time.step
    if (low >= nyquist) {
      say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'low' })
      return undefined
    }
    const leading = withoutAxes(input.axes, 'time')
    const mode: Axis = { name: 'mode', size: modes, start: 0, step: 1, unit: '1' }
    return {
      modes: { ...input, axes: [...leading, mode, time] },
      centres: { ...input, axes: [...leading, mode], unit: 'Hz' },
      band: input,
    }
  },

  open({ inputs, params }) {
    const rows = rowsOf(inputs.in.axes)
    const { size, step } = axisOf(inputs.in, 'time')!
    const count = params.modes
    const decompose = createVmd(size, {
      modes: count,
      alpha: params.penalty,
      tau: params.step,
      dc: false,
      init: params.start,
      tolerance: params.tolerance,
      maxIterations: params.iterations,
      penaltyFactor: 2,
    })
    const scaled = new Float64Array(size)
    let windows = 0
    let iterations = 0
    let unfinished = 0

    /** The tolerance is relative: the kernel sees the row with power 1. */
    function split(row: Float64Array, modes: Float64Array, centres: Float64Array): void {
      let power = 0
      for (const value of row) power += value * value
      windows++
      if (Number.isNaN(power)) {
        modes.fill(Number.NaN)
        centres.fill(Number.NaN)
        return
      }
      const scale = Math.sqrt(power / size) || 1
      for (let n = 0; n < size; n++) scaled[n] = row[n] / scale
      const took = decompose(scaled, modes, centres)
      for (let n = 0; n < modes.length; n++) modes[n] *= scale
      for (let k = 0; k < count; k++) centres[k] /= step
      iterations += took
      if (took >= params.iterations) unfinished++
    }

    return {
      process({ in: chunk }, emit) {
        const modes = new Float64Array(rows * count * size)
        const centres = new Float64Array(rows * count)
        const band = new Float64Array(rows * size)
        eachRow(chunk.data, rows, (row, index) => {
          const own = modes.subarray(index * count * size, (index + 1) * count * size)
          const frequencies = centres.subarray(index * count, (index + 1) * count)
          split(row, own, frequencies)
          sumBand(own, frequencies, band.subarray(index * size, (index + 1) * size))
        })
        emit({ modes, centres, band })
      },
      report: () => ({ windows, iterations, unfinished }),
    }

    /** No mode in the band is no answer, not silence. */
    function sumBand(modes: Float64Array, centres: Float64Array, sum: Float64Array): void {
      let found = false
      for (let k = 0; k < count; k++) {
        if (!(centres[k] >= params.low && centres[k] <= params.high)) continue
        found = true
        for (let n = 0; n < size; n++) sum[n] += modes[k * size + n]
      }
      if (!found) sum.fill(Number.NaN)
    }
  },
})
