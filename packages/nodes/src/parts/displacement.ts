/** From unwrapped phase to displacement. */
import { choice, type Values } from '@chirpflow/graph'
import { detrend } from '../dsp/unwrap.ts'
import { speedOfLight } from '../dsp/waveform.ts'

export const trendParams = {
  trend: choice(['keep', 'mean', 'line'], {
    default: 'mean',
    label: 'Remove',
    help: 'What is taken out of each window: nothing, its mean, or its least-squares line.',
  }),
}

/**
 * d = lambda phi / (4 pi) in metres, in place, without its trend. lambda is that at the middle of the
 * sampled ramp, `centreFrequency` in Hz: a range bin turns with that one.
 */
export function toDisplacement(
  phase: Float64Array,
  centreFrequency: number,
  { trend }: Values<typeof trendParams>,
): void {
  const scale = speedOfLight / centreFrequency / (4 * Math.PI)
  for (let n = 0; n < phase.length; n++) phase[n] *= scale
  if (trend !== 'keep') detrend(trend === 'line' ? 'linear' : 'constant', phase, phase)
}
