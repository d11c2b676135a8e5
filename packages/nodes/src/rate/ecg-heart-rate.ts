import { defineNode } from '@chirpflow/graph'
import { createEcgBeats, leastEcgRate } from '../dsp/ecg-beats.ts'
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
  leastRate: leastEcgRate,
  stretch: 16,
  margin: 3,
  longestGap: 0.1,
  // the least mean is Orphanidou's for an ECG
  rules: { leastBeat: 0.5, leastMean: 0.66, shortest: 0.5, longest: 1.75 },
  create: createEcgBeats,
}

export default defineNode({
  id: 'ecg-heart-rate',
  version: 1,
  title: 'ECG heart rate',
  category: 'rate',
  summary: 'Finds the R peaks of an ECG and gives the heart rate, or abstains where it is bad.',
  sources: [
    {
      title: 'Fast QRS detection with an optimized knowledge-based method',
      ref: 'Elgendi, PLoS ONE 8(9):e73557 (2013)',
      at: '8 to 20 Hz, moving averages of 97 and 611 ms, offset 8 %',
    },
    {
      title: 'Signal-quality indices for the electrocardiogram and photoplethysmogram',
      ref: 'Orphanidou et al., IEEE J. Biomed. Health Inform. 19:832 (2015)',
      at: 'template matching, threshold 0.66',
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
      'n counts R peaks and grows evenly from one to the next. A step is NaN where an interval in it is not near the usual one, is outside the limits, or the beats around differ from their median shape (correlation, the confidence). One ectopic beat between two normal ones counts. The ECG may be inverted.',
  },
  inputs: beatInput('ECG'),
  outputs: beatOutputs,
  params: { step: stepParam, ...limitParams(0.5, 3.7) },
  plan: ({ in: input }, params, say) => planBeats(input, params, method, say),
  open: ({ inputs, params }) => openBeats(inputs.in, params, method),
})
