import { axisOf, choice, defineNode, eachRow, port, rowsOf } from '@chirpflow/graph'
import { dacm, dacmSteps } from '../dsp/dacm.ts'
import { centreParams, centreSources, createCentring } from '../parts/circle-centre.ts'
import { toDisplacement, trendParams } from '../parts/displacement.ts'

export default defineNode({
  id: 'extended-dacm',
  version: 1,
  title: 'Extended DACM',
  category: 'phase',
  summary:
    "Sums the steps of each target's phase, in place of an arctangent and its unwrapping, and gives the displacement.",
  sources: [
    {
      title:
        'Noncontact distance and amplitude-independent vibration measurement based on an extended DACM algorithm',
      ref: 'Wang et al., IEEE Trans. IM 63 (2014)',
    },
    ...centreSources,
  ],
  method: {
    formula: [
      'cross-product: φ(n) = φ(n − 1) + (I ΔQ − Q ΔI) / (I² + Q²)',
      'angle: φ(n) = φ(n − 1) + arg(z(n) z*(n − 1))',
      'd = λ φ / (4 π)',
    ],
    symbols:
      'z = I + i Q is the slow-time signal about its centre, Δ its change since the sample before, λ the wavelength at the middle of the sampled part of the ramp. At constant magnitude a cross-product is the sine of the step.',
  },
  worksWhen:
    'Steps are small: below 0.5 rad from frame to frame a cross-product is right to 4 %. That asks for 100 frames/s and more at 77 GHz.',
  failsWhen:
    'Steps come near a quarter turn: the cross-product shrinks them (a third is lost at a quarter turn), and noise is summed up into drift. In angle, it is target phase and phase unwrap in one, and breaks where they do.',
  inputs: {
    target: port('complex64', ['...', 'time'], 'Slow-time signal of each target'),
  },
  outputs: {
    phase: port('float64', ['...', 'time'], 'Unwrapped phase, from 0', { units: ['rad'] }),
    displacement: port(
      'float64',
      ['...', 'time'],
      'Displacement, growing with range; only where the centre frequency is known',
      { units: ['m'] },
    ),
  },
  params: {
    step: choice(dacmSteps, {
      default: 'cross-product',
      label: 'Step',
      help: 'The published cross-product of successive samples, or the angle between them, which stays right for large steps.',
    }),
    ...centreParams,
    ...trendParams,
  },

  plan({ target }) {
    const phase = { ...target, dtype: 'float64', unit: 'rad' } as const
    const known = target.acquisition.centreFrequency !== undefined
    return known ? { phase, displacement: { ...phase, unit: 'm' } } : { phase }
  },

  open({ inputs, params }) {
    const rows = rowsOf(inputs.target.axes)
    const size = axisOf(inputs.target, 'time')!.size
    const { centreFrequency } = inputs.target.acquisition
    const { centreOf, report } = createCentring(params, size)
    return {
      process({ target }, emit) {
        const phase = new Float64Array(rows * size)
        eachRow(target.data, rows, (row, index) => {
          const out = phase.subarray(index * size, (index + 1) * size)
          // an absent target has no circle, and none is refused
          if (row.some(Number.isNaN)) out.fill(Number.NaN)
          else dacm(row, ...centreOf(row), params.step, out)
        })
        if (centreFrequency === undefined) {
          emit({ phase })
          return
        }
        const displacement = phase.slice()
        eachRow(displacement, rows, (row) => toDisplacement(row, centreFrequency, params))
        emit({ phase, displacement })
      },
      report,
    }
  },
})
