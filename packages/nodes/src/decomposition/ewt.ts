import { axisOf, defineNode, integer, number } from '@chirpflow/graph'
import { createEwt } from '../dsp/ewt.ts'
import { createMeanFrequency } from '../dsp/mean-frequency.ts'
import { modesBandParams, modesInputs, modesOutputs, openModes, planModes } from '../parts/modes.ts'

export default defineNode({
  id: 'ewt',
  version: 1,
  title: 'EWT',
  category: 'decomposition',
  summary: 'Splits a window into modes between minima of its spectrum by empirical wavelets.',
  sources: [
    {
      title: 'Empirical Wavelet Transform',
      ref: 'Gilles, IEEE Trans. Signal Processing 61(16) (2013)',
      at: 'Meyer wavelets; where the edges lie is our choice',
    },
  ],
  method: {
    formula: [
      'ωᵢ midway between neighbouring maxima of |X|',
      'φᵢ(ω) = cos(π/2 β((ω − (1 − γ) ωᵢ) / (2 γ ωᵢ))), β(t) = t⁴ (35 − 84 t + 70 t² − 20 t³)',
      'mode i = X φᵢ² (1 − φᵢ₋₁²)',
    ],
    symbols:
      'X is the spectrum of the mirrored window; φᵢ is 1 below its edge ωᵢ and 0 above it; γ keeps the edges apart.',
  },
  worksWhen:
    'The strongest maxima of the spectrum are the tones that are wanted, at least some lines apart: each gets a band of its own, and the modes add up to the window.',
  failsWhen:
    'Noise or the leakage of breathing has stronger maxima than the heart: the bands are then laid around these, and the heart shares one with a harmonic. On the condition of Table 4 of Zhang et al. 2026 the output band gives 32 % of heart rates within 1 %, fewer than a band-pass. Bands change from window to window with the noise, so one mode is no rate over time.',
  inputs: modesInputs,
  outputs: modesOutputs,
  params: {
    modes: integer({
      default: 8,
      min: 1,
      max: 32,
      label: 'Modes',
      help: 'Most maxima of the spectrum that get a band. Modes that are not found are NaN.',
    }),
    highest: number({
      default: 5,
      min: 0.01,
      max: 1000,
      unit: 'Hz',
      label: 'Maxima below',
      help: 'What is above belongs to the fastest mode.',
    }),
    ...modesBandParams,
  },

  plan({ in: input }, params, say) {
    return planModes(input, params.modes, params, say)
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.in, 'time')!
    const count = params.modes
    const decompose = createEwt(size, { modes: count, highest: params.highest * step })
    const meanFrequency = createMeanFrequency(size)
    const flat = new Float64Array(size)
    const edges = new Float64Array(count)
    const split = openModes(inputs.in, count, params, (row, modes, centres) => {
      // the mean would be a maximum of its own; the slowest mode has it back
      const mean = row.reduce((sum, value) => sum + value, 0) / size
      for (let n = 0; n < size; n++) flat[n] = row[n] - mean
      const found = decompose(flat, modes, edges)
      for (let k = 0; k < found; k++) {
        centres[k] = meanFrequency(modes.subarray(k * size, (k + 1) * size)) / step
      }
      for (let n = 0; n < size; n++) modes[n] += mean
    })
    return { process: ({ in: chunk }, emit) => emit(split(chunk.data)) }
  },
})
