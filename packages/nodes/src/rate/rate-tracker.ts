import { axisOf, defineNode, eachRow, rowsOf } from '@chirpflow/graph'
import { createRateFilter } from '../dsp/rate-filter.ts'
import { answerOf } from '../dsp/rate-posterior.ts'
import { createAbstention } from '../parts/joint-node.ts'
import {
  filterOptions,
  planTracker,
  readScores,
  trackerInputs,
  trackerOutputs,
  trackerParams,
} from '../parts/tracker-node.ts'

export default defineNode({
  id: 'rate-tracker',
  version: 1,
  title: 'Rate tracker',
  category: 'rate',
  summary: 'Follows a rate from window to window with what all windows so far say.',
  sources: [
    {
      title: 'A tutorial on hidden Markov models',
      ref: 'Rabiner, Proc. IEEE 77 (1989)',
      at: 'section III, forward algorithm',
    },
  ],
  method: {
    formula: ['α(F, k) ∝ p(F|xₖ)^s Σ T(F|F′) α(F′, k − 1)', 'p(F) ∝ α(F, k) p(F|xₖ)^((1 − s) / 2)'],
    symbols:
      'T is a Gaussian step, or rarely a leap to anywhere; s is hop over window, since windows share samples and each should count once: the last factor is what later windows would still count. The rate is the mean about the largest p; confidence is the probability of the rates within 4 % of it. No answer depends on later windows.',
  },
  worksWhen:
    'Single windows are now and then mistaken but say how sure they are, and the rate changes little from one to the next.',
  failsWhen:
    'Scores are sure of something wrong for a whole window length (a breathing harmonic in a plain spectrum), or the rate runs faster than the wander allows: then it lags.',
  inputs: trackerInputs,
  outputs: trackerOutputs,
  params: trackerParams,

  plan: ({ scores }, _, say) => planTracker(scores, say),

  open({ inputs: { scores: signal }, params }) {
    const rows = rowsOf(signal.axes)
    const { size, start, step } = axisOf(signal, 'frequency')!
    const options = filterOptions(signal, params)
    const filters = Array.from({ length: rows }, () => createRateFilter(size, options))
    const rateOf = (k: number) => start + k * step
    const { decide, report } = createAbstention(params)
    let expected = 0
    return {
      process({ scores }, emit) {
        // after so long nothing is left of what was known
        const missing = Math.min(scores.index - expected, 1000)
        for (let n = 0; n < missing; n++) for (const filter of filters) filter.push(undefined)
        expected = scores.index + 1
        const rate = new Float64Array(rows)
        const confidence = new Float64Array(rows)
        const posterior = new Float64Array(rows * size)
        eachRow(scores.data, rows, (row, index) => {
          const log = readScores(row, params.kind)
          const seen = filters[index].push(log)
          const found = answerOf(seen, rateOf)
          rate[index] = decide(log ? found : { ...found, rate: Number.NaN }, scores.coverage)
          confidence[index] = log ? found.confidence : 0
          posterior.set(seen.map(Math.log), index * size)
        })
        emit({ rate, confidence, posterior })
      },
      report,
    }
  },
})
