import { defineNode, flag, number } from '@chirpflow/graph'
import { createRls } from '../dsp/rls.ts'
import { breathingParam } from '../parts/breathing.ts'
import { openHarmonicNotch } from '../parts/suppress-rows.ts'
import {
  harmonicParams,
  heartBandParams,
  planSuppression,
  referenceParam,
  suppressionInputs,
  suppressionOutputs,
  weightsOutput,
} from '../parts/suppression.ts'

export default defineNode({
  id: 'rlsrhs',
  version: 1,
  title: 'RLSRHS',
  category: 'harmonics',
  summary: 'Removes the harmonics of breathing from a displacement by recursive least squares.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (13)-(18), Algorithm 1',
    },
  ],
  method: {
    formula: ['k = P u / (λ + uᵀ P u)', 'e = d − wᵀ u', 'w ← w + k e', 'P ← (P − k uᵀ P) / λ'],
    symbols:
      'd is the band-passed displacement, u holds a cosine and a sine of each breathing harmonic, λ is the forgetting factor; e, the displacement without harmonics, goes out. P begins at the initial covariance times the identity, w at zero.',
  },
  worksWhen:
    "Breathing keeps its rate over the window, so that the harmonics stand where the reference puts them, and the heart is a tenth of a hertz or more away from each. On the simulated condition of the paper's Table 4 it brings heart rates within 1 % from 48 to 83 %.",
  failsWhen:
    'Breaths that are not alike: a reference at one rate leaves the harmonics half in place, and phase-locked mends some of it. A heartbeat within 0.08 Hz of a harmonic loses energy with it (80 instead of 96 % within 1 %, at 15 dB). Slow breathing reaches the heart band with harmonics above the last one. A wrong breathing rate removes nothing; look at the output breathing.',
  inputs: suppressionInputs,
  outputs: { ...suppressionOutputs, weights: weightsOutput },
  params: {
    estimate: breathingParam,
    reference: referenceParam,
    ...harmonicParams(2, 4),
    forgetting: number({
      default: 0.99,
      min: 0.9,
      max: 1,
      unit: '1',
      label: 'Forgetting factor',
      help: 'Weight of the past per sample; smaller follows faster and removes more of the heart.',
    }),
    initialCovariance: number({
      default: 0.01,
      min: 1e-6,
      max: 1e4,
      unit: '1',
      scale: 'log',
      label: 'Initial covariance',
      help: 'P(0) over the identity. The textbook 100 cancels the heart at the start; use warm-up then.',
    }),
    warmUp: flag({
      default: false,
      label: 'Warm-up',
      help: 'Runs through the window backwards first, so that the start settles.',
    }),
    ...heartBandParams('before'),
  },

  plan({ displacement }, params, say) {
    return planSuppression(displacement, params, say)
  },

  open({ inputs, params }) {
    const suppress = openHarmonicNotch(inputs.displacement, params, (taps) =>
      createRls(taps, {
        forgetting: params.forgetting,
        p0: params.initialCovariance,
        warmUp: params.warmUp,
        aPosteriori: false,
      }),
    )
    return { process: ({ displacement }, emit) => emit(suppress(displacement.data)) }
  },
})
