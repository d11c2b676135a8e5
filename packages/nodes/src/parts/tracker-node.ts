/** What both rate trackers share: ports, parameters, plan, and the reading of a window's scores. */
import {
  axisOf,
  choice,
  number,
  type PlannedSignal,
  port,
  type Say,
  type Signal,
  withoutAxes,
} from '@chirpflow/graph'
import type { RateFilterOptions } from '../dsp/rate-filter.ts'
import { logOfPower } from '../dsp/rate-posterior.ts'
import { leastConfidenceParam, leastCoverageParam } from './abstention.ts'

export const trackerInputs = {
  scores: port('float64', ['...', 'frequency'], 'What speaks for each rate in a window', {
    units: ['1'],
  }),
}

export const trackerOutputs = {
  rate: port('float64', ['...'], 'Tracked rate; no answer is NaN', { units: ['Hz'] }),
  confidence: port('float64', ['...'], 'Probability that the rate is right within 4 %', {
    units: ['1'],
  }),
  posterior: port('float64', ['...', 'frequency'], 'Logarithm of the probability of each rate', {
    units: ['1'],
  }),
}

export const trackerParams = {
  kind: choice(['posterior', 'power'], {
    default: 'posterior',
    label: 'Scores',
    help: 'posterior: logarithms of probabilities. power: a spectrum, read as of one tone in white noise.',
  }),
  wander: number({
    default: 0.006,
    min: 0,
    max: 1,
    unit: 'Hz',
    label: 'Wander',
    help: 'Standard deviation of the change of the rate over one second.',
  }),
  leap: number({
    default: 1e-4,
    min: 0,
    max: 1,
    unit: '1',
    scale: 'log',
    label: 'Leap',
    help: 'Probability that the rate leaps to anywhere from one window to the next.',
  }),
  leastConfidence: leastConfidenceParam(),
  leastCoverage: leastCoverageParam(),
} as const

type Scores = Signal<'float64'>

/** Signals that come out, or undefined after what is wrong has been said. */
export function planTracker(
  scores: Scores,
  say: Say,
): Record<keyof typeof trackerOutputs, PlannedSignal<'float64'>> | undefined {
  if (scores.rate === 0) {
    say.error('wants windows at a fixed rate: connect what follows a slow-time window', {
      input: 'scores',
    })
    return undefined
  }
  if (axisOf(scores, 'frequency')!.size < 3) {
    say.error('wants three rates or more: widen the band before it', { input: 'scores' })
    return undefined
  }
  const single = { ...scores, axes: withoutAxes(scores.axes, 'frequency') } as const
  return {
    rate: { ...single, unit: 'Hz' },
    confidence: { ...single, unit: '1' },
    posterior: { ...scores, unit: '1' },
  }
}

/** Windows that share samples count with the part of them that is new. */
export function filterOptions(
  scores: Scores,
  { wander, leap }: { readonly wander: number; readonly leap: number },
): RateFilterOptions {
  const { step } = axisOf(scores, 'frequency')!
  return {
    wander: (wander * Math.sqrt(1 / scores.rate)) / step,
    leap,
    fresh: Math.min(1, 1 / (scores.rate * scores.span)),
  }
}

/** Log scores of one window; undefined where it has none. */
export function readScores(
  row: Float64Array,
  kind: 'posterior' | 'power',
): Float64Array | undefined {
  const log = row.slice()
  if (kind === 'power') logOfPower(log)
  return log.every(Number.isFinite) ? log : undefined
}
