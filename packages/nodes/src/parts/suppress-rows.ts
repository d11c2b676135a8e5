/** Runs a suppressor of breathing harmonics over the rows of a chunk. */
import { axisOf, eachRow, rowsOf, type Signal } from '@chirpflow/graph'
import { createBreathingPhase } from '../dsp/breathing-phase.ts'
import {
  type AdaptiveFilter,
  constantRatePhase,
  createHarmonicNotch,
} from '../dsp/harmonic-notch.ts'
import { type BreathingEstimate, openBreathing } from './breathing.ts'
import { harmonicsOf, type SuppressionValues } from './suppression.ts'

/** Takes the harmonics out of one row; x lacks nothing, and breathing is a rate. */
type Suppress = (
  x: Float64Array,
  breathing: number,
  suppressed: Float64Array,
  weights: Float64Array,
) => void

/** Goes through the rows of a chunk; where there is no breathing rate, there is no answer. */
export function openSuppression(
  input: Signal<'float64'>,
  estimate: BreathingEstimate,
  taps: number,
  suppress: Suppress,
) {
  const rows = rowsOf(input.axes)
  const { size } = axisOf(input, 'time')!
  const breathingOf = openBreathing(input, estimate)
  return (data: Float64Array) => {
    const suppressed = new Float64Array(rows * size)
    const breathing = new Float64Array(rows)
    const weights = new Float64Array(rows * taps)
    eachRow(data, rows, (row, index) => {
      const out = suppressed.subarray(index * size, (index + 1) * size)
      const own = weights.subarray(index * taps, (index + 1) * taps)
      breathing[index] = breathingOf(row)
      if (!Number.isNaN(breathing[index])) {
        suppress(row, breathing[index], out, own)
        return
      }
      out.fill(Number.NaN)
      own.fill(Number.NaN)
    })
    return { suppressed, breathing, weights }
  }
}

/** The rows of a chunk through an adaptive filter along the phase of breathing. */
export function openHarmonicNotch(
  input: Signal<'float64'>,
  params: SuppressionValues,
  filterOf: (taps: number) => AdaptiveFilter,
) {
  const { size, step } = axisOf(input, 'time')!
  const harmonics = harmonicsOf(params)
  const taps = 2 * harmonics.length
  const notch = createHarmonicNotch(size, 1 / step, harmonics, filterOf(taps), [
    params.low,
    params.high,
  ])
  const follow = params.reference === 'phase-locked' && createBreathingPhase(size, 1 / step)
  const phase = new Float64Array(size)
  return openSuppression(input, params.estimate, taps, (x, breathing, suppressed, weights) => {
    if (follow) follow(x, breathing, phase)
    else constantRatePhase(breathing, 1 / step, phase)
    notch(x, phase, suppressed, weights)
  })
}
