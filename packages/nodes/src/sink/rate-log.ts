import { defineNode, file, port, type RateResult, sizeOf } from '@chirpflow/graph'
import { medianOf } from '../dsp/median.ts'
import { createTrack } from '../parts/track.ts'

export default defineNode({
  id: 'rate-log',
  version: 1,
  title: 'Rate log',
  category: 'sink',
  summary: 'Collects rates or ranges for the report, and writes them as CSV where a path is given.',
  effect: true,
  inputs: {
    rate: port('float64', ['target?'], 'Rates or ranges', { units: ['Hz', 'm'] }),
  },
  outputs: {},
  params: {
    path: file({
      label: 'CSV file',
      help: 'Written when the run has ended; empty for none. Rates are in 1/min, ranges in m.',
      accepts: ['.csv'],
      writes: true,
    }),
  },

  plan: () => ({}),

  open({ inputs, params, host }) {
    const targets = sizeOf(inputs.rate.axes)
    const single = inputs.rate.axes.length === 0
    const track = createTrack(inputs.rate)

    /** Of each moment, target by target. */
    function rows(): Float64Array[] {
      const all = track.values()
      return Array.from({ length: all.length / targets }, (_, moment) =>
        all.subarray(moment * targets, (moment + 1) * targets),
      )
    }

    return {
      process({ rate }) {
        track.add(rate)
      },
      async finish() {
        if (params.path !== '') await host.writeFile(params.path, csv())
      },
      result(): RateResult {
        const values = rows()
        const medians = Array.from({ length: targets }, (_, target) =>
          medianOf(values.map((value) => value[target])),
        )
        return {
          kind: 'rates',
          unit: inputs.rate.unit,
          time: track.times(),
          value: values.map((value) => (single ? value[0] : Array.from(value))),
          coverage: track.coverages(),
          median: single ? medians[0] : medians,
        }
      },
    }

    function csv(): string {
      const rate = inputs.rate.unit === 'Hz'
      const name = rate ? 'rate (1/min)' : 'range (m)'
      const names = single ? [name] : Array.from({ length: targets }, (_, i) => `${name} ${i + 1}`)
      const [time, coverage] = [track.times(), track.coverages()]
      const lines = rows().map((value, index) => {
        const shown = Array.from(value, (x) => (Number.isNaN(x) ? '' : String(rate ? 60 * x : x)))
        return [time[index], ...shown, coverage[index]].join(',')
      })
      return `${[['time (s)', ...names, 'coverage'].join(','), ...lines].join('\n')}\n`
    }
  },
})
