import { axisOf, choice, defineNode, number } from '@chirpflow/graph'
import { createFlatBand } from '../dsp/flat-band.ts'
import { runComb, runNotches } from '../dsp/notches.ts'
import { breathingParam } from '../parts/breathing.ts'
import { openSuppression } from '../parts/suppress-rows.ts'
import {
  harmonicParams,
  harmonicsOf,
  heartBandParams,
  planSuppression,
  suppressionInputs,
  suppressionOutputs,
} from '../parts/suppression.ts'

export default defineNode({
  id: 'notch-comb',
  version: 1,
  title: 'Notch comb',
  category: 'harmonics',
  summary: 'Removes the harmonics of breathing from a displacement by fixed IIR notches.',
  sources: [
    {
      title: 'Introduction to Signal Processing',
      ref: 'Orfanidis, Prentice Hall (1996)',
      at: 'notch and comb filters',
    },
    { title: 'scipy.signal.iirnotch, filtfilt', ref: 'SciPy 1.10', at: 'design notches' },
  ],
  method: {
    formula: [
      'notches: H(z) = g (1 − 2 cos ω z⁻¹ + z⁻²) / (1 − 2 g cos ω z⁻¹ + (2 g − 1) z⁻²)',
      'comb: y(n) = (1 + r) / 2 (d(n) − d(n − D)) + r y(n − D)',
    ],
    symbols:
      'd is the band-passed displacement. ω = 2π h fᵣ / fₛ for each harmonic h of the breathing rate fᵣ, g = 1 / (1 + tan(π b / fₛ)), b the width; every notch runs forward and backward. D = round(fₛ / fᵣ), r the feedback; the comb runs forward.',
  },
  worksWhen:
    'Breathing keeps its rate over a window of some ten seconds or more, and the heart is further from its harmonics than half the width. On the condition of Table 4 the notches score 84 %, no less than the adaptive filters.',
  failsWhen:
    'A heartbeat within the width of a notch is removed, whatever its strength. Breaths that are not alike fall beside the notches. Narrow notches ring for longer than the window lasts. The comb lets the first breath of every window through, and its harmonics stand at multiples of the slow-time rate over a whole number, off by up to 1 % (60 % in Table 4).',
  inputs: suppressionInputs,
  outputs: suppressionOutputs,
  params: {
    estimate: breathingParam,
    design: choice(['notches', 'comb'], {
      default: 'notches',
      label: 'Design',
      help: 'notches: one at each harmonic from first to last; comb: at all of them, whose first breath passes as it is.',
    }),
    ...harmonicParams(2, 4),
    width: number({
      default: 0.06,
      min: 0.001,
      max: 1,
      unit: 'Hz',
      scale: 'log',
      label: 'Notch width',
      help: 'Of each of the notches at half power, in one run; a narrow one takes longer to settle than the window lasts.',
    }),
    feedback: number({
      default: 0.9,
      min: 0,
      max: 0.999,
      unit: '1',
      label: 'Feedback',
      help: 'Of the comb; nearer to 1 its notches are narrower, and it settles later.',
    }),
    ...heartBandParams('before'),
  },

  plan({ displacement }, params, say) {
    const planned = planSuppression(displacement, params, say)
    if (!planned) return undefined
    const nyquist = 0.5 / axisOf(displacement, 'time')!.step
    if (params.width >= nyquist) {
      say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'width' })
      return undefined
    }
    const { suppressed, breathing } = planned
    return { suppressed, breathing }
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.displacement, 'time')!
    const rate = 1 / step
    const harmonics = harmonicsOf(params)
    const flatten = createFlatBand(size, rate, [params.low, params.high])
    const d = new Float64Array(size)
    const suppress = openSuppression(
      inputs.displacement,
      params.estimate,
      0,
      (x, breathing, out) => {
        flatten(x, d)
        if (params.design === 'comb') runComb(d, breathing, params.feedback, rate, out)
        else
          runNotches(
            d,
            harmonics.map((h) => h * breathing),
            params.width,
            rate,
            out,
          )
      },
    )
    return {
      process({ displacement }, emit) {
        const { suppressed, breathing } = suppress(displacement.data)
        emit({ suppressed, breathing })
      },
    }
  },
})
