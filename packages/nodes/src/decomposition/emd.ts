import { axisOf, defineNode, integer, number } from '@chirpflow/graph'
import { createEmd } from '../dsp/emd.ts'
import { createMeanFrequency } from '../dsp/mean-frequency.ts'
import { modesBandParams, modesInputs, modesOutputs, openModes, planModes } from '../parts/modes.ts'

export default defineNode({
  id: 'emd',
  version: 1,
  title: 'EMD',
  category: 'decomposition',
  summary: 'Splits a window into modes by empirical mode decomposition.',
  sources: [
    {
      title:
        'The empirical mode decomposition and the Hilbert spectrum for nonlinear and non-stationary time series analysis',
      ref: 'Huang et al., Proc. R. Soc. A 454 (1998)',
      at: 'sifting; ends and stopping rule are our choice',
    },
  ],
  method: {
    formula: ['m = (upper envelope + lower envelope) / 2', 'h ← h − m, until Σ m² < s Σ h²'],
    symbols:
      'h begins as what is left of the window; once little is taken out it is a mode, and the next is sought in the rest. Envelopes are cubic splines through the maxima and through the minima, two of which are mirrored at each end; s is the stop. The rest without three maxima and minima is the slowest mode.',
  },
  worksWhen:
    'Each wave rides on a slower one and is strong enough to make extrema of its own: breathing with a heartbeat that can be seen with the eye. It needs no guess of frequencies, and the modes add up to the window.',
  failsWhen:
    'Two tones lie within a factor of two, or the slower of them is much the stronger: both share a mode (mode mixing), as the heart and the third harmonic of breathing do. A short burst of noise shifts all modes after it. Where the heartbeat makes no extrema, no mode holds it. On the condition of Table 4 of Zhang et al. 2026 the output band gives 50 % of heart rates within 1 %, and none in one window of eight.',
  inputs: modesInputs,
  outputs: modesOutputs,
  params: {
    modes: integer({
      default: 8,
      min: 1,
      max: 32,
      label: 'Modes',
      help: 'Most modes, the rest among them. Those that are not found are NaN.',
    }),
    sifts: integer({
      default: 10,
      min: 1,
      max: 1000,
      label: 'Most sifts',
      help: 'A mode is sifted so often at most; many sifts even out its swings.',
    }),
    stop: number({
      default: 0.2,
      min: 1e-6,
      max: 1,
      unit: '1',
      scale: 'log',
      label: 'Stop',
      help: 'A mode is done when a sift takes less than this share of its energy out.',
    }),
    ...modesBandParams,
  },

  plan({ in: input }, params, say) {
    return planModes(input, params.modes, params, say)
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.in, 'time')!
    const count = params.modes
    const decompose = createEmd(size, { ...params, modes: count - 1 })
    const meanFrequency = createMeanFrequency(size)
    const found = new Float64Array(count * size)
    const split = openModes(inputs.in, count, params, (row, modes, centres) => {
      Array.from({ length: decompose(row, found) }, (_, k) => {
        const mode = found.subarray(k * size, (k + 1) * size)
        return { mode, centre: meanFrequency(mode) / step }
      })
        // zeros have no centre, and come first
        .sort((a, b) => (a.centre || 0) - (b.centre || 0))
        .forEach(({ mode, centre }, k) => {
          modes.set(mode, k * size)
          centres[k] = centre
        })
    })
    return { process: ({ in: chunk }, emit) => emit(split(chunk.data)) }
  },
})
