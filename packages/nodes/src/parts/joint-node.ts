/** What the nodes share that fit breathing and heart together: parameters, plan, and when to abstain. */
import {
  type Axis,
  axisOf,
  integer,
  number,
  type PlannedSignal,
  type Say,
  type Signal,
  withoutAxes,
} from '@chirpflow/graph'
import { layoutRates } from '../dsp/tone-grid.ts'
import { leastConfidenceParam, leastCoverageParam } from './abstention.ts'

/** 6 to 30 breaths a minute, Hz. */
export const breathingBand = [0.1, 0.5] as const

/** Least noise of a displacement, m: below it nothing is measured. */
export const leastNoise = 1e-5

/** The model of a wandering rate has a column for each 2.5 s. */
const longest = 120

export const jointParams = {
  low: number({
    default: 0.8,
    min: 0.3,
    max: 10,
    unit: 'Hz',
    label: 'Band from',
    help: 'Least heart rate that is looked for.',
  }),
  high: number({
    default: 2,
    min: 0.4,
    max: 10,
    unit: 'Hz',
    label: 'Band to',
    help: 'Largest heart rate that is looked for.',
  }),
  leastConfidence: leastConfidenceParam(),
  leastCoverage: leastCoverageParam(),
} as const

export function harmonicsParam(value: number, help: string) {
  return integer({ default: value, min: 1, max: 12, label: 'Breathing harmonics', help })
}

/** Signals of the answers and of the grid, or undefined after what is wrong has been said. */
export function planJoint(
  displacement: Signal<'float64'>,
  { low, high }: { readonly low: number; readonly high: number },
  say: Say,
): { single: PlannedSignal<'float64'>; grid: PlannedSignal<'float64'> } | undefined {
  const time = axisOf(displacement, 'time')!
  const rate = 1 / time.step
  const length = time.size * time.step
  if (low >= high) {
    say.error(`must be below high, ${high} Hz`, { param: 'low' })
    return undefined
  }
  if (high > 0.4 * rate) {
    say.error(
      `must not be above ${Number((0.4 * rate).toPrecision(4))} Hz at ${Number(rate.toPrecision(4))} samples a second: noise is measured above it`,
      { param: 'high' },
    )
    return undefined
  }
  if (length < 1 / breathingBand[0] || length > longest) {
    say.error(
      `wants windows of ${1 / breathingBand[0]} to ${longest} s, gets ${length.toPrecision(3)} s`,
      { input: 'displacement' },
    )
    return undefined
  }
  const rates = layoutRates(rate, low, high)
  if (rates.count < 3) {
    say.error(
      `leaves less than three rates ${rates.step.toPrecision(2)} Hz apart: widen the band`,
      {
        param: 'high',
      },
    )
    return undefined
  }
  const leading = withoutAxes(displacement.axes, 'time')
  const frequency: Axis = {
    name: 'frequency',
    size: rates.count,
    start: rates.first * rates.step,
    step: rates.step,
    unit: 'Hz',
  }
  return {
    single: { ...displacement, axes: leading, unit: 'Hz' },
    grid: { ...displacement, axes: [...leading, frequency], unit: '1' },
  }
}

/** Decides on each answer, and counts those that were held back. */
export function createAbstention(params: {
  readonly leastConfidence: number
  readonly leastCoverage: number
}) {
  const abstained = { edge: 0, confidence: 0, coverage: 0, empty: 0 }
  return {
    /** The rate, or NaN. `edge`: the best rate is the last of the band, the flank of something outside. */
    decide(
      found: { readonly rate: number; readonly confidence: number; readonly edge: boolean },
      coverage: number,
    ): number {
      if (Number.isNaN(found.rate)) abstained.empty++
      else if (coverage < params.leastCoverage) abstained.coverage++
      else if (found.edge) abstained.edge++
      else if (found.confidence < params.leastConfidence) abstained.confidence++
      else return found.rate
      return Number.NaN
    },
    /** Breathing beside it: it needs the window too, but not that the heart is found. */
    decideBreathing: ({ breathing }: { readonly breathing: number }, coverage: number): number =>
      coverage < params.leastCoverage ? Number.NaN : breathing,
    report: () => ({ ...abstained }),
  }
}
