import {
  aboutParam,
  choice,
  defineNode,
  file,
  HostError,
  port,
  type Rates,
  rateUnits,
  text,
  timeUnits,
} from '@chirpflow/graph'
import { createRateGrid } from '../dsp/rate-grid.ts'
import { stepParam } from '../parts/beat-node.ts'
import { startParam } from '../parts/start-param.ts'

export default defineNode({
  id: 'reference-rate',
  version: 1,
  title: 'Reference rate',
  category: 'source',
  summary: 'Reads times and rates, or intervals from beat to beat, that another device has found.',
  sources: [
    {
      title: 'An efficient algorithm for spectral analysis of heart rate variability',
      ref: 'Berger et al., IEEE Trans. Biomed. Eng. 33:900 (1986)',
      at: 'intervals to a rate in equal steps',
    },
  ],
  inputs: {},
  outputs: {
    rate: port('float64', [], 'Rate; no answer is NaN', { units: ['Hz'] }),
  },
  params: {
    path: file({
      label: 'File',
      help: 'CSV with a time column, NumPy .npy of two columns (time, rate), or MATLAB .mat.',
      accepts: ['.csv', '.tsv', '.txt', '.npy', '.mat'],
    }),
    column: text({
      default: '',
      label: 'Rate column',
      help: 'Name, or number from 1; empty where the headers leave no doubt.',
    }),
    timeColumn: text({
      default: '',
      label: 'Time column',
      help: 'Name, or number from 1; empty where the headers leave no doubt.',
    }),
    unit: choice(rateUnits, {
      default: 'auto',
      label: 'Unit',
      help: 'Of the rates: auto goes by header, then by size. s and ms are intervals from beat to beat.',
    }),
    timeUnit: choice(timeUnits, {
      default: 'auto',
      label: 'Time unit',
      help: 'Of times that are plain numbers: auto goes by header, else s; Unix times are known.',
    }),
    start: startParam,
    step: stepParam,
  },

  async inspect({ step: _, ...options }, host): Promise<Rates> {
    if (options.path === '') throw new HostError('choose a file', 'path')
    return aboutParam('path', () => host.openRates(options))
  },

  plan(_, { step }, say, found: Rates) {
    for (const note of found.notes) say.note(note, { param: 'path' })
    for (const warning of found.warnings) say.warning(warning, { param: 'path' })
    const wire = { dtype: 'float64', axes: [], unit: 'Hz', acquisition: {} } as const
    return found.intervals
      ? { rate: { ...wire, start: firstBeat(found) + step, rate: 1 / step, span: step } }
      : { rate: { ...wire, start: found.time[0], rate: 0, span: 0 } }
  },

  open({ found, params: { step } }) {
    const values = found.intervals ? inSteps(found, step) : asRead(found)
    let done = 0
    return {
      progress: () => done / values.length,
      async run(emit, stop) {
        for (; done < values.length && !stop.stopped; done++) {
          const { rate, time } = values[done]
          await emit({ rate: { data: Float64Array.of(rate), index: done, time } })
        }
      },
    }
  },
})

interface Value {
  readonly rate: number
  readonly time?: number
}

function asRead({ time, rate }: Rates): Value[] {
  return Array.from(time, (at, index) => ({ time: at, rate: rate[index] }))
}

/** Beginning of the first interval; where that has no length, its end. */
function firstBeat({ time, rate }: Rates): number {
  return time[0] - (Number.isNaN(rate[0]) ? 0 : 1 / rate[0])
}

/** One rate a beat would weigh fast beats more: they are counted in equal steps instead. */
function inSteps(found: Rates, step: number): Value[] {
  const first = firstBeat(found)
  const grid = createRateGrid(step)
  for (const [index, rate] of found.rate.entries()) {
    if (Number.isNaN(rate)) continue
    const to = found.time[index] - first
    grid.add({ from: to - 1 / rate, to, beats: 1, quality: 1 })
  }
  const length = found.time[found.time.length - 1] - first
  return grid.settle(Math.ceil(length / step) * step).map(({ rate }) => ({ rate }))
}
