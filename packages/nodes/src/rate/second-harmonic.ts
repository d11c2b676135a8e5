import {
  axisOf,
  choice,
  defineNode,
  eachRow,
  integer,
  number,
  port,
  rowsOf,
  withoutAxes,
} from '@chirpflow/graph'
import { createBandPeak } from '../dsp/band-peak.ts'
import { createSecondHarmonic, secondHarmonicDefaults } from '../dsp/second-harmonic.ts'
import { createHalfCheck } from '../dsp/second-harmonic-check.ts'
import { leastCoverageParam } from '../parts/abstention.ts'
import { breathingParam, holdsBreath, openBreathing } from '../parts/breathing.ts'
import { estimateParam } from '../parts/estimate-param.ts'

export default defineNode({
  id: 'second-harmonic',
  version: 1,
  title: 'Second harmonic',
  category: 'rate',
  summary: 'Reads the heart rate from the second harmonic of the heartbeat, above breathing.',
  sources: [
    {
      title: 'Second Harmonic Weighted Reconstruction for Non-Contact Monitoring Heart Rate',
      ref: 'Zheng et al., IEEE Sensors J. 22(6) (2022)',
      at: 'known to us by its abstract: bands, settings and weights are our reading; the check is our own',
    },
  ],
  method: {
    formula: ['z = Σ wₖ uₖ, wₖ = Eₖ / Σ E', 'f̂ = peak(|Z|) / 2'],
    symbols:
      'uₖ are the modes (VMD) of the filtered displacement whose centre lies in the band of second harmonics, Eₖ their energies. The check fits a line, the harmonics of breathing and one tone by least squares, at the peak and at half of it.',
  },
  worksWhen:
    'The heartbeat has a second harmonic that stands out of the noise (half the amplitude of the first: at 15 dB the check lets 89 % of windows answer, and all of these are right; at 6 dB half of them, and 98 % of these are right within 4 %), and breathing has no harmonics left above 1.6 Hz. It helps most where a harmonic of breathing covers the heartbeat itself.',
  failsWhen:
    'The heartbeat is a plain sine: nothing is there to read; with the check it answers in 6 of 100 windows, mostly wrong, without it always. Above 96 beats a minute the heartbeat itself falls into the band: the check abstains, without it half the rate comes out. Slow breathing with many harmonics reaches the band. Modes that share a tone among them move its peak, by up to 1 % even without noise. Noise that falls off with frequency, as on people, lets what is lowest in the band stand out.',
  inputs: {
    displacement: port('float64', ['...', 'time'], 'A window of displacement', { units: ['m'] }),
  },
  outputs: {
    rate: port('float64', ['...'], 'Heart rate; no answer is NaN', { units: ['Hz'] }),
    confidence: port('float64', ['...'], "Share of the band's energy within a line of the peak", {
      units: ['1'],
    }),
    reconstructed: port('float64', ['...', 'time'], 'Weighted sum of the modes in the band', {
      units: ['m'],
    }),
  },
  params: {
    estimate: estimateParam('Estimate', 'How the place of the second harmonic is read.'),
    weights: choice(['energy', 'equal'], {
      default: 'energy',
      label: 'Weights',
      help: 'Of the modes in the band: their share of the energy, or all alike.',
    }),
    check: choice(['fundamental', 'none'], {
      default: 'fundamental',
      label: 'Check',
      help: 'fundamental answers only where half the peak is a tone too, or breathing covers it; none always answers.',
    }),
    low: number({
      default: secondHarmonicDefaults.band[0],
      min: 0.1,
      max: 1000,
      unit: 'Hz',
      label: 'Band from',
      help: 'Of second harmonics: twice the least heart rate.',
    }),
    high: number({
      default: secondHarmonicDefaults.band[1],
      min: 0.1,
      max: 1000,
      unit: 'Hz',
      label: 'Band to',
      help: 'Of second harmonics: twice the largest heart rate. Without the check, nothing above 1.6 Hz can be told from a fundamental.',
    }),
    filterLow: number({
      default: secondHarmonicDefaults.filter[0],
      min: 0.05,
      max: 1000,
      unit: 'Hz',
      label: 'Filter from',
      help: 'Zero-phase band-pass before the modes.',
    }),
    filterHigh: number({
      default: secondHarmonicDefaults.filter[1],
      min: 0.1,
      max: 1000,
      unit: 'Hz',
      label: 'Filter to',
      help: 'Zero-phase band-pass before the modes.',
    }),
    modes: integer({
      default: secondHarmonicDefaults.modes,
      min: 1,
      max: 32,
      label: 'Modes',
      help: 'Into how many modes the window is split.',
    }),
    penalty: number({
      default: secondHarmonicDefaults.alpha,
      min: 1,
      max: 1e7,
      unit: '1',
      scale: 'log',
      label: 'Bandwidth penalty',
      help: 'Larger makes modes narrower. The printed equation; twice this is the alpha of common code.',
    }),
    iterations: integer({
      default: secondHarmonicDefaults.maxIterations,
      min: 1,
      max: 10000,
      label: 'Most iterations',
      help: 'The decomposition ends here at the latest.',
    }),
    breathing: breathingParam,
    lastHarmonic: integer({
      default: 5,
      min: 1,
      max: 30,
      label: 'Last harmonic',
      help: 'Of breathing, for the check: a peak at one of these is no answer. Slow breathing wants more.',
    }),
    leastContrast: number({
      default: 8,
      min: 0,
      max: 1e6,
      unit: '1',
      label: 'Least contrast',
      help: 'For the check: power of the peak over the median of the band. Set after seeing simulated scores.',
    }),
    leastFundamental: number({
      default: 0.7,
      min: 0,
      max: 100,
      unit: '1',
      label: 'Least fundamental',
      help: 'For the check: amplitude at half the peak over that at the peak. Set after seeing simulated scores.',
    }),
    highest: number({
      default: 2,
      min: 0.1,
      max: 1000,
      unit: 'Hz',
      label: 'Highest rate',
      help: 'For the check: a peak above it cannot be the heartbeat itself.',
    }),
    leastCoverage: leastCoverageParam(),
  },

  plan({ displacement }, params, say) {
    const { size, step } = axisOf(displacement, 'time')!
    const nyquist = 0.5 / step
    if (size % 2 !== 0) {
      say.error(`wants an even number of samples, gets ${size}: change the window's length`, {
        input: 'displacement',
      })
      return undefined
    }
    for (const [low, high] of [
      ['low', 'high'],
      ['filterLow', 'filterHigh'],
    ] as const) {
      if (params[low] >= params[high]) {
        say.error(`must be below ${high}, ${params[high]} Hz`, { param: low })
        return undefined
      }
      if (params[high] >= nyquist) {
        say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: high })
        return undefined
      }
    }
    if ((params.high - params.low) * size * step < 2) {
      say.error(
        `must be at least ${(2 / (size * step)).toPrecision(3)} Hz above low: windows of ${(size * step).toPrecision(3)} s tell nothing finer`,
        { param: 'high' },
      )
      return undefined
    }
    if (!holdsBreath(displacement, say)) return undefined
    const leading = withoutAxes(displacement.axes, 'time')
    return {
      rate: { ...displacement, axes: leading, unit: 'Hz' },
      confidence: { ...displacement, axes: leading, unit: '1' },
      reconstructed: displacement,
    }
  },

  open({ inputs, params }) {
    const { size, step } = axisOf(inputs.displacement, 'time')!
    const rows = rowsOf(inputs.displacement.axes)
    const rate = 1 / step
    const band = [params.low, params.high] as const
    const filter = [params.filterLow, params.filterHigh] as const
    const breathingOf = openBreathing(inputs.displacement, params.breathing)
    const peakOf = createBandPeak(size, rate, ...band, 'rectangular', params.estimate)
    const checkHalf = createHalfCheck(size, rate, { ...params, band, filter })
    const reconstruct = createSecondHarmonic(size, rate, {
      ...secondHarmonicDefaults,
      modes: params.modes,
      alpha: params.penalty,
      maxIterations: params.iterations,
      weights: params.weights,
      band,
      filter,
    })
    const abstained = {
      empty: 0,
      coverage: 0,
      edge: 0,
      weak: 0,
      breathing: 0,
      absent: 0,
      hidden: 0,
    }
    const nothing = { rate: Number.NaN, confidence: 0 }

    /** Writes the reconstruction too. */
    function answer(row: Float64Array, coverage: number, z: Float64Array) {
      const breathing = breathingOf(row)
      if (Number.isNaN(breathing) || reconstruct(row, z) === 0) {
        z.fill(Number.NaN)
        abstained.empty++
        return nothing
      }
      const { frequency, atEdge } = peakOf(z)
      if (Number.isNaN(frequency)) {
        abstained.empty++
        return nothing
      }
      const { verdict, confidence } = checkHalf(row, frequency, breathing)
      const none = { rate: Number.NaN, confidence }
      if (coverage < params.leastCoverage) abstained.coverage++
      else if (params.check === 'none' || (verdict === 'half' && !atEdge)) {
        return { rate: frequency / 2, confidence }
      } else abstained[verdict === 'half' ? 'edge' : verdict]++
      return none
    }

    return {
      process({ displacement }, emit) {
        const found = new Float64Array(rows)
        const confidence = new Float64Array(rows)
        const reconstructed = new Float64Array(rows * size)
        eachRow(displacement.data, rows, (row, index) => {
          const z = reconstructed.subarray(index * size, (index + 1) * size)
          const one = answer(row, displacement.coverage, z)
          found[index] = one.rate
          confidence[index] = one.confidence
        })
        emit({ rate: found, confidence, reconstructed })
      },
      report: () => ({ ...abstained }),
    }
  },
})
