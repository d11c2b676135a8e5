/** Parameters that both simulators share: who breathes before them, and how. */
import { choice, number, type Values } from '@chirpflow/graph'
import { breathingPatterns } from '../dsp/breathing-pattern.ts'
import { type Chest, zhangChest } from '../dsp/chest.ts'

const [second, third, fourth] = zhangChest.breathing.harmonics

const amplitude = (label: string, value: number, help: string) =>
  number({ default: value, min: 0, max: 0.05, unit: 'm', label, help })
const jitter = (label: string, of: string) =>
  number({
    default: 0,
    min: 0,
    max: 0.15,
    unit: '1',
    label,
    help: `Standard deviation of the ${of} rate as a share of it, wandering over some 10 s.`,
  })

/** Rates and amplitudes of Zhang et al. 2026, Table 3; equal limits fix a rate. */
export const chestParams = {
  breathingFrom: number({
    default: 0.2,
    min: 0.05,
    max: 1,
    unit: 'Hz',
    label: 'Breathing from',
    help: 'Least breathing rate that may be drawn; equal limits fix it.',
  }),
  breathingTo: number({
    default: 0.3,
    min: 0.05,
    max: 1,
    unit: 'Hz',
    label: 'Breathing to',
    help: 'Largest breathing rate that may be drawn.',
  }),
  heartFrom: number({
    default: 1,
    min: 0.5,
    max: 4,
    unit: 'Hz',
    label: 'Heart from',
    help: 'Least heart rate that may be drawn; equal limits fix it.',
  }),
  heartTo: number({
    default: 100 / 60,
    min: 0.5,
    max: 4,
    unit: 'Hz',
    label: 'Heart to',
    help: 'Largest heart rate that may be drawn.',
  }),
  breathingAmplitude: amplitude(
    'Breathing amplitude',
    zhangChest.breathing.amplitude,
    'Peak displacement of the fundamental.',
  ),
  harmonic2: amplitude('Second harmonic', second, 'Peak displacement at twice the breathing rate.'),
  harmonic3: amplitude('Third harmonic', third, 'Peak displacement at 3 times the breathing rate.'),
  harmonic4: amplitude(
    'Fourth harmonic',
    fourth,
    'Peak displacement at 4 times the breathing rate.',
  ),
  breathingJitter: jitter('Breathing jitter', 'breathing'),
  breathingPattern: choice(breathingPatterns, {
    default: 'steady',
    label: 'Breathing pattern',
    help: 'changing: each 48 s another one, quiet, fast and shallow, slow and deep, quiet.',
  }),
  heartAmplitude: amplitude(
    'Heart amplitude',
    zhangChest.heart.amplitude,
    'Peak displacement of the heartbeat.',
  ),
  heartSecond: number({
    default: 0,
    min: 0,
    max: 2,
    unit: '1',
    label: 'Heart second harmonic',
    help: 'Second harmonic of the heartbeat as a share of its amplitude.',
  }),
  heartJitter: jitter('Heart jitter', 'heart'),
} as const

type ChestValues = Values<typeof chestParams>

/** How everyone in the scene breathes and beats; the rates are drawn later. */
export function chestOf(params: ChestValues): {
  breathing: Omit<Chest['breathing'], 'rate'>
  heart: Omit<Chest['heart'], 'rate'>
} {
  return {
    breathing: {
      amplitude: params.breathingAmplitude,
      harmonics: [params.harmonic2, params.harmonic3, params.harmonic4],
      jitter: params.breathingJitter,
      pattern: params.breathingPattern,
    },
    heart: {
      amplitude: params.heartAmplitude,
      second: params.heartSecond,
      jitter: params.heartJitter,
    },
  }
}

/** Says which limits are the wrong way round; whether all are right. */
export function checkLimits(
  params: ChestValues,
  fail: (message: string, at: { param: string }) => void,
): boolean {
  let right = true
  for (const name of ['breathing', 'heart'] as const) {
    if (params[`${name}From`] > params[`${name}To`]) {
      fail(`must not be above ${name}To, ${params[`${name}To`]} Hz`, { param: `${name}From` })
      right = false
    }
  }
  return right
}
