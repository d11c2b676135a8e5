/** What nodes that take breathing harmonics out of a displacement share, so that they can be swapped. */
import {
  type Axis,
  axisOf,
  choice,
  integer,
  number,
  port,
  type Say,
  type Signal,
  type Values,
  withoutAxes,
} from '@chirpflow/graph'
import { highestFundamental } from '../dsp/breathing-phase.ts'
import { type breathingParam, holdsBreath } from './breathing.ts'

export const suppressionInputs = {
  displacement: port('float64', ['...', 'time'], 'A window of displacement', { units: ['m'] }),
}

export const suppressionOutputs = {
  suppressed: port('float64', ['...', 'time'], 'Displacement without breathing harmonics', {
    units: ['m'],
  }),
  breathing: port('float64', ['...'], 'Breathing rate that the reference follows', {
    units: ['Hz'],
  }),
}

export const weightsOutput = port(
  'float64',
  ['...', 'harmonic'],
  'Cosine, then sine weight of each harmonic',
  { units: ['m'] },
)

export const referenceParam = choice(['constant-rate', 'phase-locked'], {
  default: 'constant-rate',
  label: 'Reference',
  help: 'constant-rate holds the estimated rate for the window; phase-locked follows the measured phase of breathing, for breaths that are not alike.',
})

export const harmonicParams = (first: number, last: number) => ({
  firstHarmonic: integer({
    default: first,
    min: 1,
    max: 30,
    label: 'First harmonic',
    help: 'Of breathing, which is 1 itself. The paper reads 3, but the second falls into the heart band too.',
  }),
  lastHarmonic: integer({
    default: last,
    min: 1,
    max: 30,
    label: 'Last harmonic',
    help: 'Slow breathing wants more: at 8 /min the heart band begins at the fifth.',
  }),
})

export const heartBandParams = (when: 'before' | 'after') => {
  const help = `Zero-phase band-pass ${when} the filter.`
  return {
    low: number({ default: 0.7, min: 0.05, max: 20, unit: 'Hz', label: 'Band from', help }),
    high: number({ default: 2.2, min: 0.1, max: 40, unit: 'Hz', label: 'Band to', help }),
  }
}

export type SuppressionValues = Values<
  ReturnType<typeof harmonicParams> &
    ReturnType<typeof heartBandParams> & { estimate: typeof breathingParam }
> & { readonly reference?: Values<{ reference: typeof referenceParam }>['reference'] }

export function harmonicsOf({
  firstHarmonic,
  lastHarmonic,
}: Pick<SuppressionValues, 'firstHarmonic' | 'lastHarmonic'>): number[] {
  return Array.from({ length: lastHarmonic - firstHarmonic + 1 }, (_, i) => firstHarmonic + i)
}

/** The outputs, or undefined after an error. */
export function planSuppression(
  displacement: Signal<'float64'>,
  params: SuppressionValues,
  say: Say,
) {
  const time = axisOf(displacement, 'time')!
  const nyquist = 0.5 / time.step
  if (params.lastHarmonic < params.firstHarmonic) {
    say.error(`must not be below firstHarmonic, ${params.firstHarmonic}`, { param: 'lastHarmonic' })
    return undefined
  }
  if (params.low >= params.high) {
    say.error(`must be below high, ${params.high} Hz`, { param: 'low' })
    return undefined
  }
  if (params.high >= nyquist) {
    say.error(`must be below ${nyquist} Hz, half the slow-time rate`, { param: 'high' })
    return undefined
  }
  if (params.reference === 'phase-locked' && nyquist <= highestFundamental) {
    say.error(
      `phase-locked wants more than ${2 * highestFundamental} samples a second, gets ${(1 / time.step).toPrecision(3)}`,
      { param: 'reference' },
    )
    return undefined
  }
  if (!holdsBreath(displacement, say)) return undefined
  const leading = withoutAxes(displacement.axes, 'time')
  const taps = 2 * harmonicsOf(params).length
  const harmonic: Axis = { name: 'harmonic', size: taps, start: 0, step: 1, unit: '1' }
  return {
    suppressed: displacement,
    breathing: { ...displacement, axes: leading, unit: 'Hz' },
    weights: { ...displacement, axes: [...leading, harmonic] },
  } as const
}
