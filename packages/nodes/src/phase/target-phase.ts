import { axisOf, choice, defineNode, eachRow, number, port, rowsOf } from '@chirpflow/graph'
import { circleMethods, fitCircle } from '../dsp/circle-fit.ts'
import { phase as phaseOf, unwrap } from '../dsp/unwrap.ts'

export default defineNode({
  id: 'target-phase',
  version: 1,
  title: 'Target phase',
  category: 'phase',
  summary: "Takes the phase of each target's signal about the centre of its circle.",
  sources: [
    { title: 'Introduction of a new curve fit', ref: 'Kasa, IEEE Trans. IM 25 (1976)' },
    { title: 'Direct least-squares fitting', ref: 'Pratt, SIGGRAPH (1987)' },
    { title: 'Circular and Linear Regression', ref: 'Chernov (2010)', at: 'sections 5.5 to 5.9' },
  ],
  method: {
    formula: ['φ = arg(z − c)'],
    symbols:
      "z is the slow-time signal of the target's bin and c the centre of the circle that it draws, where static echoes in the same bin have moved it.",
  },
  inputs: {
    target: port('complex64', ['...', 'time'], 'Slow-time signal of each target'),
  },
  outputs: {
    phase: port('float64', ['...', 'time'], 'Wrapped phase', { units: ['rad'] }),
  },
  params: {
    centre: choice(['none', 'mean', ...circleMethods], {
      default: 'kasa',
      label: 'Centre',
      help: 'What static echoes add: nothing, the mean, or the centre of a fitted circle.',
    }),
    tolerance: number({
      default: 0.25,
      min: 0,
      max: 10,
      unit: '1',
      label: 'Fit tolerance',
      help: 'A fit whose residual is a larger share of its radius is refused where the phase about the origin runs over a turn: the origin stands in.',
    }),
  },

  plan({ target }) {
    return { phase: { ...target, dtype: 'float64', unit: 'rad' } }
  },

  /**
   * A path that is no circle and winds about the origin by itself is spoilt by a fit (on a real seated
   * person, two of four receivers went from 69 to 51 and 76 bpm); a short arc needs one.
   */
  open({ inputs, params }) {
    const rows = rowsOf(inputs.target.axes)
    const size = axisOf(inputs.target, 'time')!.size
    const angle = new Float64Array(size)
    let fits = 0
    let refused = 0

    function centreOf(row: Float32Array): readonly [number, number] {
      if (params.centre === 'none') return [0, 0]
      if (params.centre === 'mean') return meanOf(row)
      fits++
      const circle = fitCircle(params.centre, row)
      // samples on a line, or all the same, have no circle
      const found = Number.isFinite(circle.re) && Number.isFinite(circle.im)
      const round = circle.residual <= params.tolerance * circle.radius
      if (found && (round || turnsOf(row) < 1)) return [circle.re, circle.im]
      refused++
      return [0, 0]
    }

    /** How far the phase about the origin runs, in turns. */
    function turnsOf(row: Float32Array): number {
      phaseOf(row, 0, 0, angle)
      unwrap(angle, angle)
      let low = Infinity
      let high = -Infinity
      for (const value of angle) {
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
      return (high - low) / (2 * Math.PI)
    }

    function meanOf(row: Float32Array): readonly [number, number] {
      let re = 0
      let im = 0
      for (let i = 0; i < row.length; i += 2) {
        re += row[i]
        im += row[i + 1]
      }
      return [re / size, im / size]
    }

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
      report: () => ({ fits, refused }),
    }
  },
})
