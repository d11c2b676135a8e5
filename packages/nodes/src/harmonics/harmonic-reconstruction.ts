import { axisOf, defineNode } from '@chirpflow/graph'
import { createFlatBand } from '../dsp/flat-band.ts'
import { createReconstruction } from '../dsp/harmonic-reconstruction.ts'
import { breathingParam } from '../parts/breathing.ts'
import { openSuppression } from '../parts/suppress-rows.ts'
import {
  harmonicParams,
  harmonicsOf,
  heartBandParams,
  planSuppression,
  suppressionInputs,
  suppressionOutputs,
  weightsOutput,
} from '../parts/suppression.ts'

export default defineNode({
  id: 'harmonic-reconstruction',
  version: 1,
  title: 'Harmonic reconstruction',
  category: 'harmonics',
  summary: 'Rebuilds the harmonics of breathing from lines of the spectrum and subtracts them.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'its reference [30], described in one sentence; our reading',
    },
  ],
  method: {
    formula: [
      'kₕ = round(h fᵣ M / fₛ)',
      'y(n) = Σₕ (2 / M) |X(kₕ)| cos(2π h fᵣ n / fₛ + arg X(kₕ))',
    ],
    symbols:
      'X is the spectrum of the window of M samples without padding, fᵣ the breathing rate, h a harmonic. Displacement − y goes out, band-passed.',
  },
  worksWhen:
    'Each harmonic falls on a line of the spectrum, with whole breaths in the window, and nothing else is near.',
  failsWhen:
    'The harmonics lie between lines, as they do in most windows: amplitude and phase are then those of the wrong line, and a part of the harmonic stays or a new tone is put in. On the condition of Table 4 it scores 52 %, against 48 without. The longer the window, the better.',
  inputs: suppressionInputs,
  outputs: { ...suppressionOutputs, weights: weightsOutput },
  params: {
    estimate: breathingParam,
    ...harmonicParams(1, 5),
    ...heartBandParams('after'),
  },

  plan({ displacement }, params, say) {
    return planSuppression(displacement, params, say)
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.displacement, 'time')!
    const harmonics = harmonicsOf(params)
    const subtract = createReconstruction(size, 1 / step, harmonics)
    const flatten = createFlatBand(size, 1 / step, [params.low, params.high])
    const suppress = openSuppression(
      inputs.displacement,
      params.estimate,
      2 * harmonics.length,
      (x, breathing, suppressed, weights) => {
        subtract(x, breathing, suppressed, weights)
        flatten(suppressed, suppressed)
      },
    )
    return { process: ({ displacement }, emit) => emit(suppress(displacement.data)) }
  },
})
