import { defineNode, integer, port, sizeOf, withoutAxes } from '@chirpflow/graph'

export default defineNode({
  id: 'pick-target',
  version: 1,
  title: 'Pick target',
  category: 'target',
  summary: 'Takes the rate or range of one target out of those of several.',
  inputs: {
    in: port('float64', ['target?'], 'Rates, or ranges, of several targets'),
  },
  outputs: {
    out: port('float64', [], 'That of one'),
  },
  params: {
    target: integer({
      default: 1,
      min: 1,
      max: 8,
      label: 'Target',
      help: 'Its place: 1 is the first of them, which is the nearest where targets are sorted by range.',
    }),
  },

  plan({ in: input }, { target }, say) {
    const size = sizeOf(input.axes)
    if (target > size) {
      say.error(`must not be above ${size}, the number of targets`, { param: 'target' })
      return undefined
    }
    return { out: { ...input, axes: withoutAxes(input.axes, 'target') } }
  },

  open({ params }) {
    return {
      process({ in: { data } }, emit) {
        emit({ out: Float64Array.of(data[params.target - 1]) })
      },
    }
  },
})
