import { axisOf, defineNode, eachRow, port, rowsOf } from '@chirpflow/graph'
import { phase as phaseOf } from '../dsp/unwrap.ts'
import { centreParams, centreSources, createCentring } from '../parts/circle-centre.ts'

export default defineNode({
  id: 'target-phase',
  version: 1,
  title: 'Target phase',
  category: 'phase',
  summary:
    "Takes the phase of each target's signal about the centre of its circle: arctangent demodulation with DC offset compensation.",
  sources: centreSources,
  method: {
    formula: ['φ = arg(z − c)'],
    symbols:
      "z is the slow-time signal of the target's bin and c the centre of the circle that it draws, where static echoes in the same bin have moved it.",
  },
  worksWhen:
    'The phasor draws an arc of one circle over the window. From a turn on, the mean and all fits find the same centre; on a shorter arc Pratt and Taubin are less biased than Kasa.',
  failsWhen:
    'The magnitude changes with the movement (fading, several moving echoes in the bin), which the tolerance guards against; or the arc is so short that noise bends it.',
  inputs: {
    target: port('complex64', ['...', 'time'], 'Slow-time signal of each target'),
  },
  outputs: {
    phase: port('float64', ['...', 'time'], 'Wrapped phase', { units: ['rad'] }),
  },
  params: centreParams,

  plan({ target }) {
    return { phase: { ...target, dtype: 'float64', unit: 'rad' } }
  },

  open({ inputs, params }) {
    const rows = rowsOf(inputs.target.axes)
    const size = axisOf(inputs.target, 'time')!.size
    const { centreOf, report } = createCentring(params, size)
    return {
      process({ target }, emit) {
        const phase = new Float64Array(rows * size)
        eachRow(target.data, rows, (row, index) => {
          const out = phase.subarray(index * size, (index + 1) * size)
          // an absent target has no circle, and none is refused
          if (row.some(Number.isNaN)) out.fill(Number.NaN)
          else phaseOf(row, ...centreOf(row), out)
        })
        emit({ phase })
      },
      report,
    }
  },
})
