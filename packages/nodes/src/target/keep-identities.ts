import { type Axis, axisOf, defineNode, integer, number, port, withoutAxes } from '@chirpflow/graph'
import { createIdentities } from '../dsp/identities.ts'

export default defineNode({
  id: 'keep-identities',
  version: 1,
  title: 'Keep identities',
  category: 'target',
  summary: 'Gives each person the same place on the target axis in every window.',
  method: {
    formula: ['min over pairs (i, j) of Σ |r(i) − R(j)|, |r(i) − R(j)| ≤ reach'],
    symbols:
      'r are the ranges found in this window, R those at which each person was last seen. As many as can be are paired. Who is not seen has no answer and is remembered for a while; the place of one forgotten goes to a stranger who is seen several times in a row.',
  },
  worksWhen:
    'People stay farther from one another than they move between windows, however their echoes compare in strength, and come and go.',
  failsWhen:
    'Two people pass each other at the same range: ranges alone do not tell who is who afterwards. One who leaves and comes back elsewhere is a new person.',
  inputs: {
    target: port('complex64', ['target?', 'time'], 'Slow-time signal of each target'),
    range: port('float64', ['target?'], 'Range of each target', { units: ['m'] }),
  },
  outputs: {
    target: port('complex64', ['target?', 'time'], 'Slow-time signal of each person'),
    range: port('float64', ['target?'], 'Range of each person', { units: ['m'] }),
  },
  params: {
    people: integer({
      default: 2,
      min: 1,
      max: 8,
      label: 'People',
      help: 'How many are kept apart. More targets than people may be looked for before.',
    }),
    reach: number({
      default: 0.2,
      min: 0.01,
      max: 100,
      unit: 'm',
      label: 'Reach',
      help: 'Who is found farther than this from where one was is somebody else.',
    }),
    memory: number({
      default: 10,
      min: 0,
      max: 3600,
      unit: 's',
      label: 'Memory',
      help: 'How long the place of one who is not seen is kept.',
    }),
    confirm: integer({
      default: 3,
      min: 1,
      max: 100,
      label: 'Confirm',
      help: 'Windows in a row that a stranger must be seen in before taking the place of one forgotten.',
    }),
  },

  plan({ target, range }, { people }, say) {
    const found = axisOf(target, 'target')?.size ?? 1
    if (found !== (axisOf(range, 'target')?.size ?? 1)) {
      say.error('has another number of targets than target: connect both from the same node', {
        input: 'range',
      })
      return undefined
    }
    const axis: Axis = { name: 'target', size: people, start: 0, step: 1, unit: '1' }
    const each = people > 1 ? [axis] : []
    return {
      target: { ...target, axes: [...each, ...withoutAxes(target.axes, 'target')] },
      range: { ...range, axes: each },
    }
  },

  open({ inputs, params }) {
    const row = 2 * axisOf(inputs.target, 'time')!.size
    const assign = createIdentities(params)
    return {
      process({ target, range }, emit) {
        const signals = new Float32Array(params.people * row).fill(Number.NaN)
        const ranges = new Float64Array(params.people).fill(Number.NaN)
        for (const [who, at] of assign(range.data, range.time).entries()) {
          if (at < 0) continue
          signals.set(target.data.subarray(at * row, (at + 1) * row), who * row)
          ranges[who] = range.data[at]
        }
        emit({ target: signals, range: ranges })
      },
    }
  },
})
