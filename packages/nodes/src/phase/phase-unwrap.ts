import { axisOf, choice, defineNode, eachRow, port, rowsOf } from '@chirpflow/graph'
import { detrend, unwrap } from '../dsp/unwrap.ts'
import { speedOfLight } from '../dsp/waveform.ts'

export default defineNode({
  id: 'phase-unwrap',
  version: 1,
  title: 'Phase unwrap',
  category: 'phase',
  summary: 'Unwraps the phase over slow time and turns it into displacement.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'phase extraction',
    },
  ],
  method: {
    formula: ['d = λ φ / (4 π)'],
    symbols:
      "φ is the unwrapped phase, λ the wavelength at the middle of the sampled part of the ramp: with the carrier's, displacements are some per cent too large.",
  },
  inputs: {
    phase: port('float64', ['...', 'time'], 'Wrapped phase', {
      needs: ['centreFrequency'],
      units: ['rad'],
    }),
  },
  outputs: {
    displacement: port('float64', ['...', 'time'], 'Displacement, growing with range', {
      units: ['m'],
    }),
  },
  params: {
    trend: choice(['keep', 'mean', 'line'], {
      default: 'mean',
      label: 'Remove',
      help: 'What is taken out of each window: nothing, its mean, or its least-squares line.',
    }),
  },

  plan({ phase }) {
    return { displacement: { ...phase, unit: 'm' } }
  },

  /** d = lambda phi / (4 pi), lambda at the middle of the sampled ramp: a bin turns with that one. */
  open({ inputs, params }) {
    const rows = rowsOf(inputs.phase.axes)
    const size = axisOf(inputs.phase, 'time')!.size
    const scale = speedOfLight / inputs.phase.acquisition.centreFrequency / (4 * Math.PI)
    return {
      process({ phase }, emit) {
        const displacement = new Float64Array(rows * size)
        eachRow(phase.data, rows, (row, index) => {
          const out = displacement.subarray(index * size, (index + 1) * size)
          unwrap(row, out)
          for (let n = 0; n < size; n++) out[n] *= scale
          if (params.trend !== 'keep') {
            detrend(params.trend === 'line' ? 'linear' : 'constant', out, out)
          }
        })
        emit({ displacement })
      },
    }
  },
})
