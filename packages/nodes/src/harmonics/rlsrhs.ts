import {
  type Axis,
  axisOf,
  choice,
  defineNode,
  eachRow,
  flag,
  integer,
  number,
  port,
  rowsOf,
  withoutAxes,
} from '@chirpflow/graph'
import { createRateEstimator } from '../dsp/rate-estimate.ts'
import { constantRatePhase, createRlsrhs } from '../dsp/rls.ts'

export default defineNode({
  id: 'rlsrhs',
  version: 1,
  title: 'RLSRHS',
  category: 'harmonics',
  summary: 'Removes the harmonics of breathing from a displacement by recursive least squares.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (13)-(18), Algorithm 1',
    },
  ],
  method: {
    formula: ['k = P u / (λ + uᵀ P u)', 'e = d − wᵀ u', 'w ← w + k e', 'P ← (P − k uᵀ P) / λ'],
    symbols:
      'd is the band-passed displacement, u holds a cosine and a sine of each breathing harmonic, λ is the forgetting factor; e, the displacement without harmonics, goes out. P begins at the initial covariance times the identity, w at zero.',
  },
  inputs: {
    displacement: port('float64', ['...', 'time'], 'A window of displacement', { units: ['m'] }),
  },
  outputs: {
    suppressed: port('float64', ['...', 'time'], 'Displacement without breathing harmonics', {
      units: ['m'],
    }),
    breathing: port('float64', ['...'], 'Breathing rate that the reference follows', {
      units: ['Hz'],
    }),
    weights: port('float64', ['...', 'harmonic'], 'Cosine, then sine weight of each harmonic', {
      units: ['m'],
    }),
  },
  params: {
    estimate: choice(['zero-padded', 'modified-rife', 'rife'], {
      default: 'zero-padded',
      label: 'Breathing estimate',
      help: 'How the breathing rate is read from the window, in 6 to 30 /min.',
    }),
    firstHarmonic: integer({
      default: 2,
      min: 1,
      max: 30,
      label: 'First harmonic',
      help: 'Of breathing; the paper reads 3, but the second falls into the heart band too.',
    }),
    lastHarmonic: integer({
      default: 4,
      min: 1,
      max: 30,
      label: 'Last harmonic',
      help: 'Slow breathing wants more: at 8 /min the heart band begins at the fifth.',
    }),
    forgetting: number({
      default: 0.99,
      min: 0.9,
      max: 1,
      unit: '1',
      label: 'Forgetting factor',
      help: 'Weight of the past per sample; smaller follows faster and removes more of the heart.',
    }),
    initialCovariance: number({
      default: 0.01,
      min: 1e-6,
      max: 1e4,
      unit: '1',
      scale: 'log',
      label: 'Initial covariance',
      help: 'P(0) over the identity. The textbook 100 cancels the heart at the start; use warm-up then.',
    }),
    warmUp: flag({
      default: false,
      label: 'Warm-up',
      help: 'Runs through the window backwards first, so that the start settles.',
    }),
    low: number({
      default: 0.7,
      min: 0.05,
      max: 20,
      unit: 'Hz',
      label: 'Band from',
      help: 'Zero-phase band-pass before the filter.',
    }),
    high: number({
      default: 2.2,
      min: 0.1,
      max: 40,
      unit: 'Hz',
      label: 'Band to',
      help: 'Zero-phase band-pass before the filter.',
    }),
  },

  plan({ displacement }, params, say) {
    const time = axisOf(displacement, 'time')!
    const nyquist = 0.5 / time.step
    if (params.lastHarmonic < params.firstHarmonic) {
      say.error(`must not be below firstHarmonic, ${params.firstHarmonic}`, {
        param: 'lastHarmonic',
      })
      return undefined
    }
    if (params.low >= params.high) {
      say.error(`must be below high, ${params.high} Hz`, { param: 'low' })
      return undefined
    }
    if (params.high >= nyquist) {
      say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'high' })
      return undefined
    }
    if (nyquist < breathingBand[1]) {
      say.error(
        `wants at least ${2 * breathingBand[1]} samples a second to read a breathing rate, gets ${(1 / time.step).toPrecision(3)}`,
        { input: 'displacement' },
      )
      return undefined
    }
    if (time.size * time.step < 1 / breathingBand[0]) {
      say.error(
        `wants windows of at least ${1 / breathingBand[0]} s to read a breathing rate, gets ${(time.size * time.step).toPrecision(3)} s`,
        { input: 'displacement' },
      )
      return undefined
    }
    const leading = withoutAxes(displacement.axes, 'time')
    const taps = 2 * (params.lastHarmonic - params.firstHarmonic + 1)
    const harmonic: Axis = { name: 'harmonic', size: taps, start: 0, step: 1, unit: '1' }
    return {
      suppressed: displacement,
      breathing: { ...displacement, axes: leading, unit: 'Hz' },
      weights: { ...displacement, axes: [...leading, harmonic] },
    }
  },

  open({ inputs, params }) {
    const time = axisOf(inputs.displacement, 'time')!
    const rows = rowsOf(inputs.displacement.axes)
    const { size } = time
    const rate = 1 / time.step
    const harmonics = Array.from(
      { length: params.lastHarmonic - params.firstHarmonic + 1 },
      (_, index) => params.firstHarmonic + index,
    )
    const taps = 2 * harmonics.length
    const estimate = createRateEstimator(params.estimate, size, rate, ...breathingBand)
    const suppress = createRlsrhs(size, rate, {
      harmonics,
      band: [params.low, params.high],
      forgetting: params.forgetting,
      p0: params.initialCovariance,
      warmUp: params.warmUp,
      aPosteriori: false,
    })
    const phase = new Float64Array(size)
    return {
      process({ displacement }, emit) {
        const suppressed = new Float64Array(rows * size)
        const breathing = new Float64Array(rows)
        const weights = new Float64Array(rows * taps)
        eachRow(displacement.data, rows, (row, index) => {
          breathing[index] = estimate(row)
          constantRatePhase(breathing[index], rate, phase)
          suppress(
            row,
            phase,
            suppressed.subarray(index * size, (index + 1) * size),
            weights.subarray(index * taps, (index + 1) * taps),
          )
        })
        emit({ suppressed, breathing, weights })
      },
    }
  },
})

/** 6 to 30 breaths a minute, Hz. */
const breathingBand = [0.1, 0.5] as const
