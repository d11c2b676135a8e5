/** How nodes read a breathing rate from a window of displacement. */
import { axisOf, type Say, type Signal, type Values } from '@chirpflow/graph'
import { createRateEstimator } from '../dsp/rate-estimate.ts'
import { estimateParam } from './estimate-param.ts'

/** 6 to 30 breaths a minute, Hz. */
const breathingBand = [0.1, 0.5] as const

export const breathingParam = estimateParam(
  'Breathing estimate',
  'How the breathing rate is read from the window, in 6 to 30 /min.',
)

export type BreathingEstimate = Values<{ estimate: typeof breathingParam }>['estimate']

/** Whether a breathing rate can be read from such windows; says why not. */
export function holdsBreath(displacement: Signal, say: Say, input = 'displacement'): boolean {
  const { size, step } = axisOf(displacement, 'time')!
  if (0.5 / step < breathingBand[1]) {
    say.error(
      `wants at least ${2 * breathingBand[1]} samples a second to read a breathing rate, gets ${(1 / step).toPrecision(3)}`,
      { input },
    )
    return false
  }
  if (size * step < 1 / breathingBand[0]) {
    say.error(
      `wants windows of at least ${1 / breathingBand[0]} s to read a breathing rate, gets ${(size * step).toPrecision(3)} s`,
      { input },
    )
    return false
  }
  return true
}

/** Reads the breathing rate of one row, Hz; NaN where there is none. */
export function openBreathing(input: Signal, estimate: BreathingEstimate) {
  const { size, step } = axisOf(input, 'time')!
  return createRateEstimator(estimate, size, 1 / step, ...breathingBand)
}
