import {
  type Axis,
  axisOf,
  choice,
  defineNode,
  eachRow,
  flag,
  number,
  port,
  rowsOf,
  withoutAxes,
} from '@chirpflow/graph'
import { bandLayout, createBandLines } from '../dsp/band-lines.ts'
import { createBandPeak } from '../dsp/band-peak.ts'
import { leastCoverageParam } from '../parts/abstention.ts'
import { estimateParam } from '../parts/estimate-param.ts'

export default defineNode({
  id: 'peak-picker',
  version: 1,
  title: 'Peak picker',
  category: 'rate',
  summary: 'Reads a rate from the strongest peak of the tapered spectrum in a band, or abstains.',
  sources: [
    {
      title: 'Spectral peak by zero padding and a log-parabola',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'heart rate estimation',
    },
    {
      title: 'Single-tone parameter estimation from discrete-time observations',
      ref: 'Rife and Boorstyn, IEEE Trans. Information Theory 20(5) (1974)',
      at: 'estimate rife; modified-rife after Deng et al. (2006)',
    },
  ],
  method: {
    formula: [
      'f̂ = (k + δ) fₛ / N, δ from a parabola through ln |X| at k − 1, k, k + 1',
      'rife: δ = r |X(k + r)| / (|X(k)| + |X(k + r)|), r = ±1 the larger neighbour, N = M',
    ],
    symbols:
      "k is the strongest line within the band of the tapered spectrum, padded to N = 16384 lines, or of the plain one of the window's M samples; modified-rife shifts that one by (½ − |δ|) r lines where |δ| lies outside ⅓ to ⅔. Confidence is the share of the band's energy within the main lobe around it.",
  },
  worksWhen:
    'One tone is the strongest of the band over the whole window: a heartbeat after the harmonics of breathing were taken out, or breathing in its own band. A longer window reads a steady rate more finely.',
  failsWhen:
    'Something else in the band is stronger, such as a harmonic of breathing or a jump of the phase: it answers with that. Confidence says how alone a peak stands, not whose it is: it is high for a harmonic that nothing took out. A rate that wanders within the window spreads its peak. On people the rectangular taper lets breathing leak into the heart band; in white noise it is the better one.',
  inputs: {
    in: port('float64', ['...', 'time'], 'A window of a slow-time signal'),
  },
  outputs: {
    rate: port('float64', ['...'], 'Rate of the peak; no answer is NaN', { units: ['Hz'] }),
    confidence: port('float64', ['...'], "Share of the band's energy in the peak's main lobe", {
      units: ['1'],
    }),
    spectrum: port('float64', ['...', 'frequency'], 'Tapered power spectrum around the band'),
  },
  params: {
    low: number({
      default: 0.8,
      min: 0.01,
      max: 1000,
      unit: 'Hz',
      label: 'Band from',
      help: 'Least rate that is looked for.',
    }),
    high: number({
      default: 2,
      min: 0.01,
      max: 1000,
      unit: 'Hz',
      label: 'Band to',
      help: 'Largest rate that is looked for.',
    }),
    estimate: estimateParam('Estimate', 'How the place of the peak is read.'),
    taper: choice(['hann', 'rectangular', 'blackman'], {
      default: 'hann',
      label: 'Taper',
      help: 'hann keeps strong neighbours out; rectangular tells close tones in white noise better.',
    }),
    edges: flag({
      default: false,
      label: 'Answer at the edge',
      help: 'A maximum at the edge of the band is the flank of something outside, and no peak.',
    }),
    leastConfidence: number({
      default: 0,
      min: 0,
      max: 1,
      unit: '1',
      label: 'Least confidence',
      help: 'Below it there is no answer.',
    }),
    leastCoverage: leastCoverageParam(),
  },

  plan({ in: input }, { low, high, estimate, taper }, say) {
    const time = axisOf(input, 'time')!
    const nyquist = 0.5 / time.step
    if (low >= high) {
      say.error(`must be below high, ${high} Hz`, { param: 'low' })
      return undefined
    }
    if (high > nyquist) {
      say.error(`must not be above ${nyquist} Hz, half the slow-time rate`, { param: 'high' })
      return undefined
    }
    const length = time.size * time.step
    if (length * low < 1) {
      say.warning(
        `the window of ${length.toPrecision(3)} s holds less than one turn of ${low} Hz: its estimate is not to be trusted`,
        { param: 'low' },
      )
    }
    const leading = withoutAxes(input.axes, 'time')
    const layout = bandLayout(time.size, 1 / time.step, low, high)
    if (!layout) {
      say.error(
        `from ${low} to ${high} Hz there is no line of the spectrum of a window of ${length.toPrecision(3)} s: widen the band, or lengthen the window`,
        { param: 'high' },
      )
      return undefined
    }
    if (estimate !== 'zero-padded' && taper !== 'rectangular') {
      say.error(
        `must be rectangular with ${estimate}, which reads lines of the window as it is: change it, or take zero-padded`,
        { param: 'taper' },
      )
      return undefined
    }
    if (estimate !== 'zero-padded' && !bandLayout(time.size, 1 / time.step, low, high, time.size)) {
      say.error(
        `finds no line from ${low} to ${high} Hz in windows of ${length.toPrecision(3)} s: widen the band, lengthen the window, or take zero-padded`,
        { param: 'estimate' },
      )
      return undefined
    }
    const { fftSize, offset, count } = layout
    const spacing = 1 / (fftSize * time.step)
    const frequency: Axis = {
      name: 'frequency',
      size: count,
      start: offset * spacing,
      step: spacing,
      unit: 'Hz',
    }
    return {
      rate: { ...input, axes: leading, unit: 'Hz' },
      confidence: { ...input, axes: leading, unit: '1' },
      spectrum: { ...input, axes: [...leading, frequency], unit: '1' },
    }
  },

  open({ inputs, params: { low, high, estimate, taper, ...params }, wanted }) {
    const { size, step } = axisOf(inputs.in, 'time')!
    const rows = rowsOf(inputs.in.axes)
    const peakOf = createBandPeak(size, 1 / step, low, high, taper, estimate)
    const lines = wanted('spectrum') && createBandLines(size, 1 / step, low, high, taper)
    const abstained = { edge: 0, confidence: 0, coverage: 0, empty: 0 }

    function answer(row: Float64Array, coverage: number): { rate: number; confidence: number } {
      const peak = peakOf(row)
      const none = { rate: Number.NaN, confidence: peak.confidence }
      if (Number.isNaN(peak.frequency)) abstained.empty++
      else if (coverage < params.leastCoverage) abstained.coverage++
      else if (peak.atEdge && !params.edges) abstained.edge++
      else if (peak.confidence < params.leastConfidence) abstained.confidence++
      else return { rate: peak.frequency, confidence: peak.confidence }
      return none
    }

    return {
      process({ in: chunk }, emit) {
        const rate = new Float64Array(rows)
        const confidence = new Float64Array(rows)
        const spectrum = lines && new Float64Array(rows * lines.power.length)
        eachRow(chunk.data, rows, (row, index) => {
          const found = answer(row, chunk.coverage)
          rate[index] = found.rate
          confidence[index] = found.confidence
          if (!lines || !spectrum) return
          lines.compute(row)
          spectrum.set(lines.power, index * lines.power.length)
        })
        emit({ rate, confidence, ...(spectrum ? { spectrum } : {}) })
      },
      report: () => ({ ...abstained }),
    }
  },
})
