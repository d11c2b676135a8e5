import { defineNode, number } from '@chirpflow/graph'
import { createLms } from '../dsp/lms.ts'
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
  id: 'lms-notch',
  version: 1,
  title: 'LMS notch',
  category: 'harmonics',
  summary: 'Removes the harmonics of breathing from a displacement by least mean squares.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'Table 4, the method compared with',
    },
    {
      title: 'Adaptive noise cancelling: principles and applications',
      ref: 'Widrow et al., Proc. IEEE 63(12) (1975)',
    },
  ],
  method: {
    formula: ['e = d − wᵀ u', 'w ← w + 2 μ e u'],
    symbols:
      'd is the band-passed displacement, u holds a cosine and a sine of each breathing harmonic, μ is the step; e, the displacement without harmonics, goes out. w begins at zero.',
  },
  worksWhen:
    'As rlsrhs: breathing keeps its rate over the window. With a step of 0.01 it scores on the condition of Table 4 as recursive least squares does (83 and 83 % within 1 %).',
  failsWhen:
    'A small step has not learned the harmonics before a window of 12.8 s ends: with 0.0007 the score is 57 %, as printed in the paper. A large step follows the heart and removes it. What spoils rlsrhs spoils this too.',
  inputs: suppressionInputs,
  outputs: { ...suppressionOutputs, weights: weightsOutput },
  params: {
    estimate: breathingParam,
    reference: referenceParam,
    ...harmonicParams(2, 4),
    step: number({
      default: 0.01,
      min: 1e-6,
      max: 1,
      unit: '1',
      scale: 'log',
      label: 'Step',
      help: 'At 0.01 about as good as recursive least squares; 0.0007 gives the figure printed in the paper.',
    }),
    ...heartBandParams('before'),
  },

  plan({ displacement }, params, say) {
    const planned = planSuppression(displacement, params, say)
    const most = 1 / (params.lastHarmonic - params.firstHarmonic + 1)
    if (planned && params.step >= most) {
      say.error(
        `must be below ${most.toPrecision(3)}, one over the number of harmonics, or the weights grow without end`,
        { param: 'step' },
      )
      return undefined
    }
    return planned
  },

  open({ inputs, params }) {
    const suppress = openHarmonicNotch(inputs.displacement, params, (taps) =>
      createLms(taps, params.step),
    )
    return { process: ({ displacement }, emit) => emit(suppress(displacement.data)) }
  },
})
