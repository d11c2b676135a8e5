import {
  aboutParam,
  defineNode,
  file,
  HostError,
  number,
  port,
  text,
  type Waveform,
} from '@chirpflow/graph'
import { startParam } from '../parts/start-param.ts'

export default defineNode({
  id: 'waveform',
  version: 1,
  title: 'Body sensor',
  category: 'source',
  summary: 'Reads the signal of a body sensor (ECG, pulse, chest belt) from a file.',
  inputs: {},
  outputs: {
    out: port('float64', ['time'], 'Successive blocks of half a second', { units: ['1'] }),
  },
  params: {
    path: file({
      label: 'File',
      help: 'EDF, WFDB .dat (format 16 or 212), CSV, NumPy .npy, or MATLAB .mat.',
      accepts: ['.edf', '.dat', '.csv', '.txt', '.npy', '.mat'],
    }),
    header: file({
      label: 'Header',
      help: 'The .hea of a WFDB .dat; empty for any other file.',
      accepts: ['.hea'],
    }),
    column: text({
      default: '',
      label: 'Channel',
      help: 'Channel, column (name, or number from 1) or variable; empty where there is only one.',
    }),
    rate: number({
      default: 0,
      min: 0,
      max: 1e5,
      unit: 'Hz',
      label: 'Rate',
      help: 'Samples a second; 0 takes what the file says.',
    }),
    start: startParam,
  },

  async inspect(params, host): Promise<Waveform> {
    if (params.path === '') throw new HostError('choose a file', 'path')
    return aboutParam('path', () => host.openWaveform(params))
  },

  plan(_, __, say, found: Waveform) {
    for (const note of found.notes) say.note(note, { param: 'path' })
    for (const warning of found.warnings) say.warning(warning, { param: 'path' })
    const size = blockOf(found)
    const step = 1 / found.rate
    const before = (size - 1) * step
    return {
      out: {
        dtype: 'float64',
        axes: [{ name: 'time', size, start: -before, step, unit: 's' }],
        unit: '1',
        acquisition: {},
        start: found.start + before,
        rate: found.rate / size,
        span: size * step,
      },
    }
  },

  open({ found }) {
    const { values } = found
    const size = blockOf(found)
    const blocks = Math.ceil(values.length / size)
    let done = 0
    return {
      progress: () => done / blocks,
      async run(emit, stop) {
        for (; done < blocks && !stop.stopped; done++) {
          const part = values.subarray(done * size, (done + 1) * size)
          const data = new Float64Array(size).fill(Number.NaN)
          data.set(part)
          const there = part.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0)
          await emit({ out: { data, index: done, coverage: there / size } })
        }
      },
    }
  },
})

/** Samples of half a second. */
function blockOf({ rate }: Waveform): number {
  return Math.max(1, Math.round(rate / 2))
}
