import { axisOf, choice, defineNode, number } from '@chirpflow/graph'
import { createRangeCoefficient, rangeMethods } from '../dsp/range-coefficients.ts'
import {
  migrateTargets,
  openTargets,
  planTargets,
  targetInputs,
  targetOutputs,
  targetParams,
} from '../parts/target-search.ts'

export default defineNode({
  id: 'range-select',
  version: 2,
  title: 'Range select',
  category: 'target',
  summary:
    'Finds the range bins by amplitude, power, phase or change, and gives the slow-time signal of each.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'compared methods',
    },
    {
      title: 'Detection and localization of persons behind obstacles',
      ref: 'Zetik et al., Proc. SPIE 6201 (2006)',
      at: 'background subtraction',
    },
  ],
  method: {
    formula: [
      'mean-amplitude: C = mean |x|',
      'power: C = mean |x|²',
      'moving-power: C = mean |x − mean x|²',
      'amplitude-phase: C = mean |x| · std φ',
      'coherency: C = |corr(|x|, φ)|',
      'curve-length: C = Σ |x(m + 1) − x(m)|',
      'amplitude-variance: C = var |x|',
      'mti: C = Σ |x(m + 1) − x(m)|²',
      'background: C = Σ |x(m) − b(m − 1)|²',
    ],
    symbols:
      'x(m) is the slow-time signal of a range bin, φ its unwrapped phase. b follows x with the given memory: b(m) = b(m − 1) + (1 − a) (x(m) − b(m − 1)), a = exp(−1 / (memory · rate)), from the mean of x on. The bins with the largest C are the targets.',
  },
  worksWhen:
    'The person is the strongest echo (mean amplitude, power), or the strongest that changes: moving power and background are off by some 4 cm more than MCSM in strong simulated clutter, and by 1 cm less in weak.',
  failsWhen:
    'A still reflector is stronger than the person: mean amplitude and power take it (4 % right in strong simulated clutter). Curve length, MTI and amplitude × phase sum what is fast, so that a fan, and in noise any empty bin, beats a chest; amplitude variance takes fans too, and coherency is lost in noise.',
  inputs: targetInputs,
  outputs: targetOutputs,
  params: {
    method: choice(rangeMethods, {
      default: 'moving-power',
      label: 'Method',
      help: 'What the target has most of; moving power is average power after the mean over slow time (DC) is taken out.',
    }),
    ...targetParams,
    memory: number({
      default: 5,
      min: 0.01,
      max: 3600,
      unit: 's',
      label: 'Memory',
      help: 'How long background remembers what stood still; it has to outlast a breath. In the limit it is moving power.',
    }),
  },

  plan: (inputs, params, say) => planTargets(inputs, params, say),

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.profile, 'time')!
    const keep = Math.exp(-step / params.memory)
    const coefficientOf = createRangeCoefficient(params.method, { size, keep })
    return openTargets(inputs, params, (rows, count, coefficients) => {
      for (let bin = 0; bin < count; bin++) {
        coefficients[bin] = coefficientOf(rows.subarray(2 * size * bin, 2 * size * (bin + 1)))
      }
    })
  },

  migrate: migrateTargets,
})
