import { axisOf, defineNode, eachRow, number, port, rowsOf } from '@chirpflow/graph'
import { createHarmonicBayes, genericPrior } from '../dsp/harmonic-bayes.ts'
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
  id: 'harmonic-bayes',
  version: 2,
  title: 'Bayesian harmonic model',
  category: 'rate',
  summary:
    'Gives the probability of each heart rate from a model in which breathing harmonics follow the measured breathing phase.',
  sources: [
    {
      title: 'Bayesian spectrum analysis and parameter estimation',
      ref: 'Bretthorst, Lecture Notes in Statistics 48, Springer (1988)',
      at: 'harmonic models; the wandering phases are an own addition',
    },
  ],
  method: {
    formula: [
      'x = trend + Σₕ aₕ cos hφ + bₕ sin hφ + v₁ cos 2πFt + v₂ sin 2πFt + noise',
      'φ = 2πft + Σₖ cₖ ψₖ(t), c at its most likely, its error among the columns A',
      'ln p(x|F) = mᵀ G⁻¹ m / 2 − ln det G / 2',
      'G = I + Uᵀ S U, m = Uᵀ S x, S = (I − A (AᵀA + σ²I)⁻¹ Aᵀ) / σ²',
    ],
    symbols:
      'U holds cosine and sine of the heart at rate F times their prior deviation; a, b, c and v are Gaussian beforehand, with deviations of 2, .7, .5, .4, .2 and .1 mm for the breathing harmonics and .4 mm for the heart, and are integrated out. σ² is the larger of the noise above 5 Hz and the median line of what the fit leaves from the least heart rate to 2.5 times the largest; p is raised to the power 1.3, chosen on simulation so that the stated probability is the share found. Where what the fit leaves is red, stronger in the band than above it, the power falls with σ² over the noise at the likeliest rate. The rate is the mean over the window of a heart rate that wanders, fitted together with breathing where p is largest, and p is moved to it; confidence is the probability of the rates within 4 % of it.',
  },
  worksWhen:
    'The heart moves the chest by some tenths of a millimetre, nearly as a sine, while breathing is of any regularity, even where a harmonic of breathing stands beside the heart rate. On simulation, in windows of 12.8 s, its confidence is what it says.',
  failsWhen:
    'The heart is a train of pulses, or amplitudes are far from the prior, as at the back: then it states more confidence than it has. Where nobody is, where frames are missing or a body moves, noise is red and it abstains from most windows. On recordings of seated people it was no better than a constant rate. Phase jumps of the unwrapping spoil a window.',
  inputs: {
    displacement: port('float64', ['...', 'time'], 'A window of displacement', { units: ['m'] }),
  },
  outputs: {
    rate: port('float64', ['...'], 'Mean heart rate of the window; no answer is NaN', {
      units: ['Hz'],
    }),
    breathing: port('float64', ['...'], 'Mean breathing rate of the window', { units: ['Hz'] }),
    confidence: port('float64', ['...'], 'Probability that the rate is right within 4 %', {
      units: ['1'],
    }),
    posterior: port('float64', ['...', 'frequency'], 'Logarithm of the probability of each rate', {
      units: ['1'],
    }),
  },
  params: {
    ...jointParams,
    harmonics: harmonicsParam(5, 'Of the model; slow breathing wants more, each costs time.'),
    irregularity: number({
      default: 0.06,
      min: 0,
      max: 0.3,
      unit: '1',
      label: 'Irregular breathing',
      help: 'Standard deviation of the breathing rate within a window, as a share of it; 0 for a machine.',
    }),
    heartWander: number({
      default: 0.03,
      min: 0,
      max: 0.2,
      unit: '1',
      label: 'Irregular heart',
      help: 'Standard deviation of the heart rate within a window, as a share of it.',
    }),
    second: number({
      default: 0,
      min: 0,
      max: 2,
      unit: '1',
      label: 'Second heart harmonic',
      help: 'Its expected size as a share of the first; 0 leaves it out of the model.',
    }),
  },

  plan({ displacement }, params, say) {
    const planned = planJoint(displacement, params, say)
    if (!planned) return undefined
    const nyquist = 0.5 / axisOf(displacement, 'time')!.step
    if (params.second > 0 && 2 * params.high > nyquist) {
      say.error(
        `wants twice high, ${2 * params.high} Hz, within ${nyquist} Hz, half the slow-time rate`,
        {
          param: 'second',
        },
      )
      return undefined
    }
    const { single, grid } = planned
    return {
      rate: single,
      breathing: single,
      confidence: { ...single, unit: '1' },
      posterior: grid,
    }
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.displacement, 'time')!
    const rows = rowsOf(inputs.displacement.axes)
    const { count } = layoutRates(1 / step, params.low, params.high)
    const estimate = createHarmonicBayes(size, 1 / step, {
      ...params,
      ...genericPrior(params.harmonics),
      breathingBand,
      leastNoise,
    })
    const { decide, decideBreathing, report } = createAbstention(params)
    return {
      process({ displacement }, emit) {
        const rate = new Float64Array(rows)
        const breathing = new Float64Array(rows)
        const confidence = new Float64Array(rows)
        const posterior = new Float64Array(rows * count)
        eachRow(displacement.data, rows, (row, index) => {
          const found = estimate(row, posterior.subarray(index * count, (index + 1) * count))
          rate[index] = decide(found, displacement.coverage)
          breathing[index] = decideBreathing(found, displacement.coverage)
          confidence[index] = found.confidence
        })
        emit({ rate, breathing, confidence, posterior })
      },
      report,
    }
  },

  // The first version was surer of rates that red noise explains as well.
  migrate: (params) => params,
})
