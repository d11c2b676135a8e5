/**
 * What the nodes that choose the targets' range bins share: ports, limits, and the pick of the bins
 * with the largest coefficients. They differ in the coefficient.
 */
import {
  type Axis,
  axisOf,
  type InputSignals,
  integer,
  number,
  type OpenedNode,
  type PlannedOutputs,
  port,
  type Say,
  type Values,
} from '@chirpflow/graph'
import { maximaOf, pickBins } from '../dsp/pick-bins.ts'
import { leastCoverageParam } from './abstention.ts'

export const targetInputs = {
  profile: port('complex64', ['range', 'time'], 'A window of range profiles'),
}

export const targetOutputs = {
  target: port('complex64', ['target?', 'time'], 'Slow-time signal of the bin of each target'),
  range: port('float64', ['target?'], 'Range of each target', { units: ['m'] }),
  coefficient: port('float64', ['range'], 'Coefficient of each range bin within the limits'),
}

export const targetParams = {
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
  leastCoverage: leastCoverageParam(
    'No range where less of the window than this really arrived; signals go on, with their coverage.',
  ),
}

/** The first version of these nodes gave a range whatever had arrived. */
export const migrateTargets = (params: Record<string, unknown>, from: number) =>
  from < 2 ? { ...params, leastCoverage: 0 } : params

/** Of the forms of MCSM. */
export const lowestParam = number({
  default: 0.05,
  min: 0,
  max: 1,
  unit: 'Hz',
  label: 'Lowest Doppler',
  help: 'Slower movement, and everything that stands still, is taken out.',
})

type Search = Values<typeof targetParams>
type Inputs = InputSignals<typeof targetInputs>

/** The outputs; undefined, and said, where no bin lies within the limits. */
export function planTargets(
  { profile }: Inputs,
  { targets, nearest, farthest }: Search,
  say: Say,
): PlannedOutputs<typeof targetOutputs> | undefined {
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
}

/** Says so where `left` of the window's Doppler lines is none. */
export function refuseNoLines({ profile }: Inputs, left: number, param: string, say: Say): boolean {
  if (left > 0) return false
  const time = axisOf(profile, 'time')!
  const remedy = param === 'lowest' ? 'lower it' : 'raise it'
  say.error(
    `takes out all Doppler lines of a window of ${(time.size * time.step).toPrecision(3)} s: ${remedy}, or lengthen the window`,
    { param },
  )
  return true
}

/** `compute` fills the coefficients of `count` rows (range bins) over slow time. */
export function openTargets(
  { profile: signal }: Inputs,
  { targets, nearest, farthest, spacing, leastCoverage }: Search,
  compute: (rows: Float32Array, count: number, coefficients: Float64Array) => void,
): OpenedNode<typeof targetInputs, typeof targetOutputs> {
  const range = axisOf(signal, 'range')!
  const [first, last] = binsBetween(range, nearest, farthest)
  const exclusion = Math.round(spacing / range.step)
  const row = 2 * axisOf(signal, 'time')!.size
  return {
    process({ profile }, emit) {
      const coefficient = new Float64Array(last - first + 1)
      const searched = profile.data.subarray(first * row, (last + 1) * row)
      compute(searched, coefficient.length, coefficient)
      const bins = pickBins(maximaOf(coefficient), targets, exclusion)
      bins.sort((a, b) => a - b)

      // a target that is absent has no answer
      const target = new Float32Array(targets * row).fill(Number.NaN)
      const ranges = new Float64Array(targets).fill(Number.NaN)
      for (const [place, found] of bins.entries()) {
        const bin = first + found
        target.set(profile.data.subarray(bin * row, (bin + 1) * row), place * row)
        if (profile.coverage >= leastCoverage) ranges[place] = range.start + bin * range.step
      }
      emit({ target, range: ranges, coefficient })
    },
  }
}

/** First and last bin whose centre lies within the limits. */
function binsBetween(range: Axis, nearest: number, farthest: number): [number, number] {
  const first = Math.ceil((nearest - range.start) / range.step - 1e-9)
  const last = Math.floor((farthest - range.start) / range.step + 1e-9)
  return [Math.max(0, first), Math.min(range.size - 1, last)]
}
