import { defineNode } from '@chirpflow/graph'
import { createBeltBreaths, leastBeltRate } from '../dsp/belt-breaths.ts'
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
  leastRate: leastBeltRate,
  stretch: 60,
  margin: 20,
  longestGap: 0.5,
  // depth and length of breaths differ far more than those of beats
  rules: { leastBeat: 0.35, leastMean: 0.6, shortest: 0.5, longest: 2 },
  create: createBeltBreaths,
}

export default defineNode({
  id: 'belt-breathing-rate',
  version: 1,
  title: 'Belt breathing rate',
  category: 'rate',
  summary: 'Counts the breaths in the signal of a chest belt, or abstains where it is bad.',
  sources: [
    {
      title: 'An efficient algorithm for spectral analysis of heart rate variability',
      ref: 'Berger et al., IEEE Trans. Biomed. Eng. 33:900 (1986)',
      at: 'rate by events counted in equal steps',
    },
  ],
  method: {
    formula: ['rate(t) = (n(t) − n(t − step)) / step'],
    symbols:
      'n counts rises through zero in 0.05 to 1 Hz, each from a trough to a peak of at least 0.3 of the usual amplitude, and grows evenly from one to the next. A step is NaN where breathing stops, a breath is not near the usual length, is outside the limits, or its depth is far from the usual one (their ratio is the confidence), as in movement.',
  },
  inputs: beatInput('Chest belt'),
  outputs: beatOutputs,
  params: { step: stepParam, ...limitParams(0.05, 1) },
  plan: ({ in: input }, params, say) => planBeats(input, params, method, say),
  open: ({ inputs, params }) => openBeats(inputs.in, params, method),
})
