import { defineNode } from '@chirpflow/graph'
import { createPpgBeats, leastPpgRate } from '../dsp/ppg-beats.ts'
import {
  type BeatMethod,
  beatInput,
  beatOutputs,
  limitParams,
  openBeats,
  planBeats,
  stepParam,
} from '../parts/beat-node.ts'

const method: BeatMethod = {
  leastRate: leastPpgRate,
  stretch: 16,
  margin: 3,
  longestGap: 0.1,
  // noise in the band comes to 0.65, a pulse to 0.99; Orphanidou's 0.86 loses beats beside a burst
  rules: { leastBeat: 0.6, leastMean: 0.8, shortest: 0.5, longest: 1.75 },
  create: createPpgBeats,
}

export default defineNode({
  id: 'ppg-heart-rate',
  version: 1,
  title: 'PPG heart rate',
  category: 'rate',
  summary:
    'Finds the pulses of a photoplethysmogram and gives the heart rate, or abstains where it is bad.',
  sources: [
    {
      title: 'Systolic peak detection in acceleration photoplethysmograms',
      ref: 'Elgendi et al., PLoS ONE 8(10):e76585 (2013)',
      at: '0.5 to 8 Hz, moving averages of 111 and 667 ms, offset 2 %',
    },
    {
      title: 'Signal-quality indices for the electrocardiogram and photoplethysmogram',
      ref: 'Orphanidou et al., IEEE J. Biomed. Health Inform. 19:832 (2015)',
      at: 'template matching',
    },
    {
      title: 'An efficient algorithm for spectral analysis of heart rate variability',
      ref: 'Berger et al., IEEE Trans. Biomed. Eng. 33:900 (1986)',
      at: 'rate by beats counted in equal steps',
    },
  ],
  method: {
    formula: ['rate(t) = (n(t) − n(t − step)) / step'],
    symbols:
      'n counts systolic peaks and grows evenly from one to the next. A step is NaN where an interval in it is not near the usual one, is outside the limits, or the pulses around differ from their median shape (correlation, the confidence). The signal may be upside down. A pulse arrives some 0.2 s after the heartbeat.',
  },
  inputs: beatInput('PPG'),
  outputs: beatOutputs,
  params: { step: stepParam, ...limitParams(0.5, 3.7) },
  plan: ({ in: input }, params, say) => planBeats(input, params, method, say),
  open: ({ inputs, params }) => openBeats(inputs.in, params, method),
})
