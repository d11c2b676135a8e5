import { axisOf, defineNode, eachRow, integer, rowsOf } from '@chirpflow/graph'
import { createLaggedFilter } from '../dsp/rate-filter.ts'
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
  id: 'delayed-rate-tracker',
  version: 1,
  title: 'Delayed rate tracker',
  category: 'rate',
  summary:
    'Follows a rate from window to window, and waits for some later windows before it answers.',
  sources: [
    {
      title: 'A tutorial on hidden Markov models',
      ref: 'Rabiner, Proc. IEEE 77 (1989)',
      at: 'section III, forward and backward algorithm',
    },
  ],
  method: {
    formula: [
      'α(F, k) ∝ p(F|xₖ)^s Σ T(F|F′) α(F′, k − 1)',
      'β(F, k) = Σ T(F′|F) p(F′|xₖ₊₁)^s β(F′, k + 1), 1 at the newest window',
      'p(F) ∝ α(F, k) β(F, k) p(F|xₖ)^r, r = (1 − s (1 + lag)) (1 − s lag) / 2, at least 0',
    ],
    symbols:
      'T is a Gaussian step, or rarely a leap to anywhere; s is hop over window, since windows share samples and each should count once; r is what is still to be counted. The answer for window k comes with window k + lag, at the time of window k.',
  },
  worksWhen:
    'An answer may come some seconds late. Half a window of delay is nearly as good as the whole record.',
  failsWhen:
    'Scores are sure of something wrong for longer than the delay, or the rate runs faster than the wander allows.',
  inputs: trackerInputs,
  outputs: trackerOutputs,
  params: {
    ...trackerParams,
    lag: integer({
      default: 6,
      min: 1,
      max: 120,
      label: 'Delay',
      help: 'Windows that it waits for: at a hop of 1 s, so many seconds. At the end of a recording it does not.',
    }),
  },

  plan: ({ scores }, _, say) => planTracker(scores, say),

  open({ inputs: { scores: signal }, params }) {
    const rows = rowsOf(signal.axes)
    const { size, start, step } = axisOf(signal, 'frequency')!
    const options = filterOptions(signal, params)
    const filters = Array.from({ length: rows }, () =>
      createLaggedFilter(size, params.lag, options),
    )
    const rateOf = (k: number) => start + k * step
    const { decide, report } = createAbstention(params)
    /** Windows without answer yet, oldest first; one that never came has no scores. */
    let waiting: { readonly index: number; readonly coverage: number; readonly has: boolean[] }[] =
      []
    let expected = 0

    /** The answer of the oldest window that waits; none where it never came. */
    function answer(seen: readonly Float64Array[]) {
      const [{ index, coverage, has }] = waiting
      waiting = waiting.slice(1)
      if (has.length === 0) return undefined
      const rate = new Float64Array(rows)
      const confidence = new Float64Array(rows)
      const posterior = new Float64Array(rows * size)
      for (const [row, p] of seen.entries()) {
        const found = answerOf(p, rateOf)
        rate[row] = decide(has[row] ? found : { ...found, rate: Number.NaN }, coverage)
        confidence[row] = has[row] ? found.confidence : 0
        posterior.set(p.map(Math.log), row * size)
      }
      const at = { index, coverage }
      return {
        rate: { data: rate, ...at },
        confidence: { data: confidence, ...at },
        posterior: { data: posterior, ...at },
      }
    }

    /** Takes in a window, or one that never came; what is answered by it. */
    function take(logs: readonly (Float64Array | undefined)[]) {
      const seen = filters.map((filter, row) => filter.push(logs[row]))
      return seen.every((p) => p !== undefined) ? answer(seen) : undefined
    }

    return {
      process({ scores }, emit) {
        // after so long nothing is left of what was known, and everything has been answered
        const from = Math.max(expected, scores.index - 1000)
        for (let index = from; index < scores.index; index++) {
          waiting.push({ index, coverage: 0, has: [] })
          const out = take([])
          if (out) emit(out)
        }
        expected = scores.index + 1
        const logs: (Float64Array | undefined)[] = []
        eachRow(scores.data, rows, (row) => logs.push(readScores(row, params.kind)))
        const has = logs.map((log) => log !== undefined)
        waiting.push({ index: scores.index, coverage: scores.coverage, has })
        const out = take(logs)
        if (out) emit(out)
      },
      finish(emit) {
        const rest = filters.map((filter) => filter.flush())
        for (let n = 0; waiting.length > 0; n++) {
          const out = answer(rest.map((each) => each[n]))
          if (out) emit(out)
        }
      },
      report,
    }
  },
})
