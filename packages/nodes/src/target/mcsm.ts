import { type Axis, axisOf, defineNode, integer, number, port } from '@chirpflow/graph'
import { createMcsm, dopplerLines, maximaOf, pickBins } from '../dsp/mcsm.ts'

export default defineNode({
  id: 'mcsm',
  version: 1,
  title: 'MCSM target',
  category: 'target',
  summary:
    'Finds the range bins whose echo keeps moving regularly, and gives the slow-time signal of each.',
  sources: [
    {
      title: 'A radar vital signs detection method in complex environments',
      ref: 'Zhang et al., Sci. Rep. 16:2333 (2026)',
      at: 'eq. (8)-(12)',
    },
  ],
  method: {
    formula: [
      'S(p, q) = FFTₘ X(p, m), zero for |f| ≤ lowest',
      'x′(p, m) = IFFT S(p, q)',
      'R(p, l) = Σₘ x′(p, m) x′*(p, m + l)',
      'C(p) = Σ |R(p, l)| over l ≥ 1',
    ],
    symbols:
      'X is the range profile of bin p at frame m. Noise is unlike itself a frame later and drops out of the sum; a breathing chest is not. The bins with the largest C are the targets.',
  },
  inputs: {
    profile: port('complex64', ['range', 'time'], 'A window of range profiles'),
  },
  outputs: {
    target: port('complex64', ['target?', 'time'], 'Slow-time signal of the bin of each target'),
    range: port('float64', ['target?'], 'Range of each target', { units: ['m'] }),
    coefficient: port('float64', ['range'], 'MCSM coefficient of each range bin within the limits'),
  },
  params: {
    targets: integer({
      default: 1,
      min: 1,
      max: 8,
      label: 'Targets',
      help: 'How many people there are; they come out nearest first.',
    }),
    nearest: number({
      default: 0.15,
      min: 0,
      max: 1000,
      unit: 'm',
      label: 'Nearest',
      help: 'Bins before it are no targets.',
    }),
    farthest: number({
      default: 2.2,
      min: 0,
      max: 1000,
      unit: 'm',
      label: 'Farthest',
      help: 'Bins beyond it are no targets.',
    }),
    spacing: number({
      default: 0.15,
      min: 0,
      max: 10,
      unit: 'm',
      label: 'Spacing',
      help: 'No second target is looked for this near to one. Every target is a local maximum.',
    }),
    lowest: number({
      default: 0.05,
      min: 0,
      max: 1,
      unit: 'Hz',
      label: 'Lowest Doppler',
      help: 'Slower movement, and everything that stands still, is taken out.',
    }),
  },

  plan({ profile }, { targets, nearest, farthest, lowest }, say) {
    const range = axisOf(profile, 'range')!
    const time = axisOf(profile, 'time')!
    const [first, last] = binsBetween(range, nearest, farthest)
    if (last < first) {
      say.error(
        `no range bin lies between nearest and farthest; there are bins from ${range.start} to ${(range.start + (range.size - 1) * range.step).toFixed(2)} m`,
        { param: 'nearest' },
      )
      return undefined
    }
    if (dopplerLines(time.size, 1 / time.step, lowest) === 0) {
      say.error(
        `takes out all Doppler lines of a window of ${(time.size * time.step).toPrecision(3)} s: lower it, or lengthen the window`,
        { param: 'lowest' },
      )
      return undefined
    }
    const target: Axis = { name: 'target', size: targets, start: 0, step: 1, unit: '1' }
    const each = targets > 1 ? [target] : []
    return {
      target: { ...profile, axes: [...each, time] },
      range: { ...profile, dtype: 'float64', axes: each, unit: 'm' },
      coefficient: {
        ...profile,
        dtype: 'float64',
        axes: [{ ...range, size: last - first + 1, start: range.start + first * range.step }],
        unit: '1',
      },
    }
  },

  open({ inputs, params }) {
    const range = axisOf(inputs.profile, 'range')!
    const time = axisOf(inputs.profile, 'time')!
    const [first, last] = binsBetween(range, params.nearest, params.farthest)
    const exclusion = Math.round(params.spacing / range.step)
    const row = 2 * time.size
    const compute = createMcsm(time.size, 1 / time.step, {
      low: params.lowest,
      firstLag: 1,
      power: 1,
    })
    return {
      process({ profile }, emit) {
        const coefficient = new Float64Array(last - first + 1)
        const searched = profile.data.subarray(first * row, (last + 1) * row)
        compute(searched, coefficient.length, coefficient)
        const bins = pickBins(maximaOf(coefficient), params.targets, exclusion)
        bins.sort((a, b) => a - b)

        // a target that is absent has no answer
        const target = new Float32Array(params.targets * row).fill(Number.NaN)
        const ranges = new Float64Array(params.targets).fill(Number.NaN)
        for (const [place, found] of bins.entries()) {
          const bin = first + found
          target.set(profile.data.subarray(bin * row, (bin + 1) * row), place * row)
          ranges[place] = range.start + bin * range.step
        }
        emit({ target, range: ranges, coefficient })
      },
    }
  },
})

/** First and last bin whose centre lies within the limits. */
function binsBetween(range: Axis, nearest: number, farthest: number): [number, number] {
  const first = Math.ceil((nearest - range.start) / range.step - 1e-9)
  const last = Math.floor((farthest - range.start) / range.step + 1e-9)
  return [Math.max(0, first), Math.min(range.size - 1, last)]
}
