import { defineNode, integer, port, sizeOf } from '@chirpflow/graph'
import { createRunningMedian } from '../dsp/median.ts'
import { leastCoverageParam } from '../parts/abstention.ts'

export default defineNode({
  id: 'median-filter',
  version: 3,
  title: 'Median filter',
  category: 'filter',
  summary: 'Gives the median of the last rates that have an answer.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'post-processing',
    },
  ],
  method: {
    formula: ['y(k) = median of x(k − n + 1) … x(k)'],
    symbols:
      'Only values that are an answer count. Coverage is the mean of that of the last n windows, one that never came having none, and not above that of the newest.',
  },
  inputs: {
    in: port('float64', ['...'], 'Rates, one a window'),
  },
  outputs: {
    out: port('float64', ['...'], 'Median of the last rates'),
  },
  params: {
    size: integer({
      default: 9,
      min: 1,
      max: 999,
      label: 'Size',
      help: 'How many rates back it looks. Those without an answer do not count; at the start there are fewer.',
    }),
    leastCoverage: leastCoverageParam(
      'No answer where less than this really arrived of the newest window, or of all that it looks back at.',
    ),
  },

  plan({ in: input }, { size }) {
    const longer = input.rate > 0 ? (size - 1) / input.rate : 0
    return { out: { ...input, span: input.span + longer } }
  },

  open({ inputs, params }) {
    const medians = Array.from({ length: sizeOf(inputs.in.axes) }, () =>
      createRunningMedian(params.size),
    )
    /** Coverage of the last windows, newest last; before the first that came there is none. */
    let shares: number[] = []
    let expected: number | undefined
    return {
      process({ in: { data, index, coverage: newest } }, emit) {
        // a missing index takes its place in time
        const missing = Math.min(index - (expected ?? index), params.size)
        for (let n = 0; n < missing; n++) for (const median of medians) median.push(Number.NaN)
        expected = index + 1
        const out = new Float64Array(medians.length)
        for (const [place, median] of medians.entries()) out[place] = median.push(data[place])
        shares = [...shares, ...Array<number>(missing).fill(0), newest].slice(-params.size)
        const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
        const coverage = Math.min(newest, mean)
        if (coverage < params.leastCoverage) out.fill(Number.NaN)
        emit({ out: { data: out, index, coverage } })
      },
    }
  },

  // The first version answered whatever had arrived; the second looked at the newest window alone.
  migrate: (params, from) => (from < 2 ? { ...params, leastCoverage: 0 } : params),
})
