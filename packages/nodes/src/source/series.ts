import {
  aboutParam,
  choice,
  defineNode,
  file,
  HostError,
  number,
  port,
  type Series,
  text,
} from '@chirpflow/graph'

export default defineNode({
  id: 'series',
  version: 1,
  title: 'Series',
  category: 'source',
  summary:
    'Reads a slow-time signal (displacement, phase or complex I/Q) from a CSV, NPY or MAT file.',
  inputs: {},
  outputs: {
    displacement: port('float64', [], 'One displacement sample', { units: ['m'] }),
    phase: port('float64', [], 'One phase sample', { units: ['rad'] }),
    iq: port('complex64', [], 'One complex sample', { units: ['1'] }),
  },
  params: {
    path: file({
      label: 'File',
      help: 'CSV, NumPy .npy, or MATLAB .mat (v5 or v7.3).',
      accepts: ['.csv', '.txt', '.npy', '.mat'],
    }),
    column: text({
      default: '',
      label: 'Column',
      help: 'Column (name, or number from 1) or variable; empty where there is only one.',
    }),
    quadrature: text({
      default: '',
      label: 'Q column',
      help: 'Second column or variable, with Q, where the first holds I.',
    }),
    quantity: choice(['m', 'mm', 'rad', 'iq'], {
      default: 'm',
      label: 'Quantity',
      help: 'What the values are: displacement in m or mm, phase in rad, or complex I/Q.',
    }),
    rate: number({
      default: 20,
      min: 0.1,
      max: 1e5,
      unit: 'Hz',
      label: 'Rate',
      help: 'Samples a second of the file.',
    }),
    carrierFrequency: number({
      default: 24e9,
      min: 1e9,
      max: 1e12,
      unit: 'Hz',
      label: 'Carrier',
      help: 'Frequency of the radar: it turns phase into displacement.',
    }),
  },

  async inspect({ path, column, quadrature }, host): Promise<Series> {
    if (path === '') throw new HostError('choose a file', 'path')
    return aboutParam('path', () => host.openSeries({ path, column, quadrature }))
  },

  plan(_, { quantity, rate, carrierFrequency }, say, found: Series) {
    const missing = countMissing(found)
    const size = found.values.length / (found.complex ? 2 : 1)
    if (missing === size) {
      say.error(`${found.column} holds NaN alone; choose another column or file`, { param: 'path' })
      return undefined
    }
    if (missing > 0) {
      say.warning(`${missing} of ${size} samples are NaN; they are left out as missing`, {
        param: 'path',
      })
    }
    if (found.complex !== (quantity === 'iq')) {
      const has = found.complex
        ? 'complex values: choose iq'
        : 'real values: choose m, mm or rad, or name the column that holds Q'
      say.error(`${found.column} holds ${has}`, { param: 'quantity' })
      return undefined
    }
    for (const note of found.notes) say.note(note, { param: 'path' })
    const clock = { axes: [], start: 0, rate, span: 0 } as const
    const acquisition = {
      carrierFrequency,
      centreFrequency: carrierFrequency,
      frameInterval: 1 / rate,
    }
    if (quantity === 'iq') return { iq: { dtype: 'complex64', unit: '1', acquisition, ...clock } }
    if (quantity === 'rad') {
      return { phase: { dtype: 'float64', unit: 'rad', acquisition, ...clock } }
    }
    return { displacement: { dtype: 'float64', unit: 'm', acquisition, ...clock } }
  },

  open({ params: { quantity }, found }) {
    const { values, complex } = found
    const size = values.length / (complex ? 2 : 1)
    const scale = quantity === 'mm' ? 1e-3 : 1
    let done = 0
    return {
      progress: () => done / size,
      async run(emit, stop) {
        for (let index = 0; index < size && !stop.stopped; index++) {
          done = index + 1
          if (isMissing(found, index)) continue
          if (complex) {
            const data = Float32Array.of(values[2 * index], values[2 * index + 1])
            await emit({ iq: { data, index } })
          } else {
            const data = Float64Array.of(values[index] * scale)
            await emit(
              quantity === 'rad' ? { phase: { data, index } } : { displacement: { data, index } },
            )
          }
        }
      },
    }
  },
})

function isMissing({ values, complex }: Series, index: number): boolean {
  return complex
    ? Number.isNaN(values[2 * index]) || Number.isNaN(values[2 * index + 1])
    : Number.isNaN(values[index])
}

function countMissing(series: Series): number {
  const size = series.values.length / (series.complex ? 2 : 1)
  let count = 0
  for (let index = 0; index < size; index++) if (isMissing(series, index)) count++
  return count
}
