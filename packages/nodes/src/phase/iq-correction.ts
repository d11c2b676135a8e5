import { axisOf, defineNode, eachRow, number, port, rowsOf } from '@chirpflow/graph'
import { correctImbalance, fitEllipse, type Imbalance } from '../dsp/ellipse-fit.ts'

/** No receiver is as far off: a fit that says more has met something else than an imbalance. */
const mostGain = 2
const mostSkew = Math.PI / 6

export default defineNode({
  id: 'iq-correction',
  version: 1,
  title: 'I/Q correction',
  category: 'phase',
  summary:
    'Makes a circle about the origin of the ellipse that unequal, skewed and offset I and Q channels draw.',
  sources: [
    {
      title: 'Direct least square fitting of ellipses',
      ref: 'Fitzgibbon et al., IEEE Trans. PAMI 21 (1999)',
    },
    {
      title: 'Numerically stable direct least squares fitting of ellipses',
      ref: 'Halir and Flusser, WSCG (1998)',
    },
  ],
  method: {
    formula: [
      'I = A cos φ + I₀, Q = g A sin(φ + s) + Q₀',
      'Q′ = ((Q − Q₀) / g − I′ sin s) / cos s, I′ = I − I₀',
    ],
    symbols:
      'Gain g, skew s and offset I₀, Q₀ are those of the least-squares ellipse through the slow-time signal of one window; φ is the phase that is wanted, A the magnitude of the echo.',
  },
  worksWhen:
    'I and Q are mixed down to slow time by analog parts, as in CW radars, and the phase runs over 0.6 of a turn or more within the window: from there on, at 10 % noise, it takes out more error than it brings in.',
  failsWhen:
    'The arc is short: noise bends the ellipse, and the fit is refused. In FMCW an imbalance mirrors an echo into another range bin and leaves its bin round: there is nothing to correct.',
  inputs: {
    target: port('complex64', ['...', 'time'], 'Slow-time signal of each target'),
  },
  outputs: {
    target: port('complex64', ['...', 'time'], 'The same about the origin, I and Q in balance'),
  },
  params: {
    tolerance: number({
      default: 0.25,
      min: 0,
      max: 10,
      unit: '1',
      label: 'Fit tolerance',
      help: 'A fit that leaves a residual of a larger share of the radius is refused: the window goes through as it is. So are a gain beyond 2 and a skew beyond 30 degrees.',
    }),
    arc: number({
      default: 0.6,
      min: 0,
      max: 1,
      unit: '1',
      label: 'Least arc',
      help: 'Share of the circle that the window has to run over, without a larger gap.',
    }),
  },

  plan({ target }) {
    return { target }
  },

  open({ inputs, params }) {
    const rows = rowsOf(inputs.target.axes)
    const size = axisOf(inputs.target, 'time')!.size
    const angles = new Float64Array(size)
    let fits = 0
    let refused = 0

    function isSound(imbalance: Imbalance, corrected: Float32Array): boolean {
      const { gain, skew } = imbalance
      const plausible = gain <= mostGain && gain >= 1 / mostGain && Math.abs(skew) <= mostSkew
      if (!plausible) return false
      const { radius, residual } = roundness(corrected)
      return residual <= params.tolerance * radius && arcOf(corrected, angles) >= params.arc
    }

    return {
      process({ target }, emit) {
        const out = new Float32Array(target.data.length)
        eachRow(target.data, rows, (row, index) => {
          const place = out.subarray(index * 2 * size, (index + 1) * 2 * size)
          place.set(row)
          // an absent target has no ellipse, and none is refused
          if (row.some(Number.isNaN)) return
          fits++
          const imbalance = fitEllipse(row)
          correctImbalance(row, imbalance, place)
          if (isSound(imbalance, place)) return
          refused++
          place.set(row)
        })
        emit({ target: out })
      },
      report: () => ({ fits, refused }),
    }
  },
})

/** Mean magnitude of z, and its root mean square deviation. */
function roundness(z: Float32Array): { radius: number; residual: number } {
  let radius = 0
  let square = 0
  for (let i = 0; i < z.length; i += 2) {
    const power = z[i] * z[i] + z[i + 1] * z[i + 1]
    radius += (2 * Math.sqrt(power)) / z.length
    square += (2 * power) / z.length
  }
  return { radius, residual: Math.sqrt(Math.max(0, square - radius * radius)) }
}

/** Share of the turn about the origin that is left of it without the widest gap between samples. */
function arcOf(z: Float32Array, angles: Float64Array): number {
  for (let n = 0; n < angles.length; n++) angles[n] = Math.atan2(z[2 * n + 1], z[2 * n])
  angles.sort()
  let gap = angles[0] + 2 * Math.PI - angles[angles.length - 1]
  for (let n = 1; n < angles.length; n++) gap = Math.max(gap, angles[n] - angles[n - 1])
  return 1 - gap / (2 * Math.PI)
}
