import { axisOf, defineNode, eachRow, port, rowsOf } from '@chirpflow/graph'
import { createJointEstimate } from '../dsp/joint-estimate.ts'
import { layoutRates } from '../dsp/tone-grid.ts'
import {
  breathingBand,
  createAbstention,
  harmonicsParam,
  jointParams,
  leastNoise,
  planJoint,
} from '../parts/joint-node.ts'

export default defineNode({
  id: 'joint-harmonic-fit',
  version: 2,
  title: 'Joint harmonic fit',
  category: 'rate',
  summary: 'Fits breathing with its harmonics and one heart tone together by least squares.',
  sources: [
    {
      title: 'Fundamentals of statistical signal processing: estimation theory',
      ref: 'Kay, Prentice Hall (1993)',
      at: 'sections 7.10 and 8.9',
    },
  ],
  method: {
    formula: [
      'E(f, F) = min |x − a − b t − Σₕ (cₕ cos 2πhft + sₕ sin 2πhft) − C cos 2πFt − S sin 2πFt|²',
      'F̂ = arg min over f and F',
      'p(F) ∝ min over f of E(f, F) to the power −.65 N / 2',
    ],
    symbols:
      'x is a window of N samples; f runs over 31 breathing rates within .015 Hz of its zero-padded peak, F over the band. Confidence is the probability of the rates within 4 % of the answer; .65 makes it the share found on simulation, and where the residual is red, stronger in the band than above it, the power is less.',
  },
  worksWhen:
    'Breathing keeps its rate over the window, with no more harmonics than the model has, in white noise: then it is the most likely answer, and tells a heart from a harmonic about a tenth of a hertz away in 12.8 s.',
  failsWhen:
    'Breathing is irregular (its higher harmonics are then no tones, and what is left of them is taken for a heart), or the heart stands on a harmonic, where no amplitude is left to find. With more harmonics than there are it overfits. On recordings of seated people it was no better than a constant rate.',
  inputs: {
    displacement: port('float64', ['...', 'time'], 'A window of displacement', { units: ['m'] }),
  },
  outputs: {
    rate: port('float64', ['...'], 'Heart rate; no answer is NaN', { units: ['Hz'] }),
    breathing: port('float64', ['...'], 'Breathing rate', { units: ['Hz'] }),
    confidence: port('float64', ['...'], 'Probability that the rate is right within 4 %', {
      units: ['1'],
    }),
    spectrum: port('float64', ['...', 'frequency'], 'Energy that each heart rate explains'),
    posterior: port('float64', ['...', 'frequency'], 'Logarithm of the probability of each rate', {
      units: ['1'],
    }),
  },
  params: {
    ...jointParams,
    harmonics: harmonicsParam(
      4,
      'Of the model; slow breathing wants more, but each makes it less sure.',
    ),
  },

  plan({ displacement }, params, say) {
    const planned = planJoint(displacement, params, say)
    if (!planned) return undefined
    const { single, grid } = planned
    return {
      rate: single,
      breathing: single,
      confidence: { ...single, unit: '1' },
      spectrum: grid,
      posterior: grid,
    }
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.displacement, 'time')!
    const rows = rowsOf(inputs.displacement.axes)
    const { count } = layoutRates(1 / step, params.low, params.high)
    const estimate = createJointEstimate(size, 1 / step, { ...params, breathingBand, leastNoise })
    const { decide, decideBreathing, report } = createAbstention(params)
    return {
      process({ displacement }, emit) {
        const rate = new Float64Array(rows)
        const breathing = new Float64Array(rows)
        const confidence = new Float64Array(rows)
        const spectrum = new Float64Array(rows * count)
        const posterior = new Float64Array(rows * count)
        eachRow(displacement.data, rows, (row, index) => {
          const [from, to] = [index * count, (index + 1) * count]
          const found = estimate(row, spectrum.subarray(from, to), posterior.subarray(from, to))
          rate[index] = decide(found, displacement.coverage)
          breathing[index] = decideBreathing(found, displacement.coverage)
          confidence[index] = found.confidence
        })
        emit({ rate, breathing, confidence, spectrum, posterior })
      },
      report,
    }
  },

  // The first version was surer of rates that red noise explains as well.
  migrate: (params) => params,
})
