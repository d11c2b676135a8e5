import { defineNode, integer, port, sizeOf } from '@chirpflow/graph'
import { createRunningMedian } from '../dsp/median.ts'
import { leastCoverageParam } from '../parts/abstention.ts'

export default defineNode({
  id: 'median-filter',
  version: 2,
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
    symbols: 'Only values that are an answer count.',
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
      'No answer at a rate of whose window less than this really arrived: rates from before do not stand in for it.',
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
    let expected = 0
    return {
      process({ in: chunk }, emit) {
        // a missing index takes its place in time
        const missing = Math.min(chunk.index - expected, params.size)
        for (let n = 0; n < missing; n++) for (const median of medians) median.push(Number.NaN)
        expected = chunk.index + 1
        const out = new Float64Array(medians.length)
        for (const [place, median] of medians.entries()) out[place] = median.push(chunk.data[place])
        emit({ out: chunk.coverage < params.leastCoverage ? out.fill(Number.NaN) : out })
      },
    }
  },

  // The first version answered whatever had arrived.
  migrate: (params, from) => (from < 2 ? { ...params, leastCoverage: 0 } : params),
})
