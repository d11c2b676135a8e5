/** The centre that static echoes have moved a target's signal to: what a phase is taken about. */
import { choice, number, type Values } from '@chirpflow/graph'
import { circleMethods, fitCircle } from '../dsp/circle-fit.ts'
import { phase, unwrap } from '../dsp/unwrap.ts'

export const centreParams = {
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
}

/** Where the circle fits come from. */
export const centreSources = [
  { title: 'Introduction of a new curve fit', ref: 'Kasa, IEEE Trans. IM 25 (1976)' },
  { title: 'Direct least-squares fitting', ref: 'Pratt, SIGGRAPH (1987)' },
  {
    title: 'Estimation of planar curves, surfaces and nonplanar space curves',
    ref: 'Taubin, IEEE Trans. PAMI 13 (1991)',
  },
  { title: 'Circular and Linear Regression', ref: 'Chernov (2010)', at: 'sections 5.5 to 5.9' },
]

export interface Centring {
  /** Real and imaginary part of the centre of a window's samples (interleaved, none NaN). */
  centreOf(row: Float32Array): readonly [number, number]
  report(): { fits: number; refused: number }
}

/**
 * A path that is no circle and winds about the origin by itself is spoilt by a fit (on a real seated
 * person, two of four receivers went from 69 to 51 and 76 bpm); a short arc needs one.
 */
export function createCentring(
  { centre, tolerance }: Values<typeof centreParams>,
  size: number,
): Centring {
  const angle = new Float64Array(size)
  let fits = 0
  let refused = 0

  /** How far the phase about the origin runs, in turns. */
  function turnsOf(row: Float32Array): number {
    phase(row, 0, 0, angle)
    unwrap(angle, angle)
    let low = Infinity
    let high = -Infinity
    for (const value of angle) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    return (high - low) / (2 * Math.PI)
  }

  return {
    centreOf(row) {
      if (centre === 'none') return [0, 0]
      if (centre === 'mean') return meanOf(row)
      fits++
      const circle = fitCircle(centre, row)
      // samples on a line, or all the same, have no circle
      const found = Number.isFinite(circle.re) && Number.isFinite(circle.im)
      const round = circle.residual <= tolerance * circle.radius
      if (found && (round || turnsOf(row) < 1)) return [circle.re, circle.im]
      refused++
      return [0, 0]
    },
    report: () => ({ fits, refused }),
  }
}

function meanOf(row: Float32Array): readonly [number, number] {
  let re = 0
  let im = 0
  for (let i = 0; i < row.length; i += 2) {
    re += row[i]
    im += row[i + 1]
  }
  return [(2 * re) / row.length, (2 * im) / row.length]
}
