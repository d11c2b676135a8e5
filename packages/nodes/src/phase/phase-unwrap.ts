import { axisOf, defineNode, eachRow, port, rowsOf } from '@chirpflow/graph'
import { unwrap } from '../dsp/unwrap.ts'
import { toDisplacement, trendParams } from '../parts/displacement.ts'

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
  worksWhen:
    'The chest moves less than a quarter wavelength from frame to frame: 19 mm/s at 77 GHz and 20 frames/s.',
  failsWhen:
    'The echo fades or noise carries the phase over half a turn: the displacement jumps by half a wavelength, which rings like a heartbeat in a band-pass.',
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
  params: trendParams,

  plan({ phase }) {
    return { displacement: { ...phase, unit: 'm' } }
  },

  open({ inputs, params }) {
    const rows = rowsOf(inputs.phase.axes)
    const size = axisOf(inputs.phase, 'time')!.size
    const { centreFrequency } = inputs.phase.acquisition
    return {
      process({ phase }, emit) {
        const displacement = new Float64Array(rows * size)
        eachRow(phase.data, rows, (row, index) => {
          const out = displacement.subarray(index * size, (index + 1) * size)
          unwrap(row, out)
          toDisplacement(out, centreFrequency, params)
        })
        emit({ displacement })
      },
    }
  },
})
