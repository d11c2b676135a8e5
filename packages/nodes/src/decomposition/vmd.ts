import { axisOf, choice, defineNode, integer, number, rowsOf } from '@chirpflow/graph'
import { createVmd } from '../dsp/vmd.ts'
import { modesBandParams, modesInputs, modesOutputs, openModes, planModes } from '../parts/modes.ts'

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
  worksWhen:
    'The window holds a few tones that stay apart, and the penalty makes the modes narrower than their distance: breathing, its strong harmonics and the heartbeat then come out one by one.',
  failsWhen:
    'A harmonic of breathing lies within the width of a mode of the heart: both share a mode. The number of modes is a guess: too few merge the heart with a harmonic, too many split noise into tones. The report counts the windows that ended before the modes stood still.',
  inputs: modesInputs,
  outputs: modesOutputs,
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
    ...modesBandParams,
  },

  plan({ in: input }, params, say) {
    const { size } = axisOf(input, 'time')!
    if (size % 2 !== 0) {
      say.error(`wants an even number of samples, gets ${size}: change the window's length`, {
        input: 'in',
      })
      return undefined
    }
    return planModes(input, params.modes, params, say)
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.in, 'time')!
    const rows = rowsOf(inputs.in.axes)
    const decompose = createVmd(size, {
      modes: params.modes,
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

    const split = openModes(inputs.in, params.modes, params, (row, modes, centres) => {
      // the tolerance is relative: the kernel sees the row with power 1
      const power = row.reduce((sum, value) => sum + value * value, 0)
      const scale = Math.sqrt(power / size) || 1
      for (let n = 0; n < size; n++) scaled[n] = row[n] / scale
      const took = decompose(scaled, modes, centres)
      for (let n = 0; n < modes.length; n++) modes[n] *= scale
      for (let k = 0; k < centres.length; k++) centres[k] /= step
      iterations += took
      if (took >= params.iterations) unfinished++
    })
    return {
      process({ in: chunk }, emit) {
        windows += rows
        emit(split(chunk.data))
      },
      report: () => ({ windows, iterations, unfinished }),
    }
  },
})
