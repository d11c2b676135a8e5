/** From a radar's geometry to what a recording says of itself: axes, acquisition, bad values. */
import type { Axis, Geometry, RecordingFacts } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'

interface Rule {
  readonly label: string
  readonly wants: string
  readonly holds: (value: number) => boolean
}

const count: Omit<Rule, 'label'> = {
  wants: 'a whole number from 1',
  holds: (value) => Number.isInteger(value) && value >= 1,
}
const positive: Omit<Rule, 'label'> = {
  wants: 'a number above 0',
  holds: (value) => Number.isFinite(value) && value > 0,
}
const notNegative: Omit<Rule, 'label'> = {
  wants: '0 or a number above 0',
  holds: (value) => Number.isFinite(value) && value >= 0,
}

const rules: Record<keyof Geometry, Rule> = {
  chirps: { label: 'chirps per frame', ...count },
  receivers: { label: 'receivers', ...count },
  samples: { label: 'samples per chirp', ...count },
  startFrequency: { label: 'start frequency', ...positive },
  chirpSlope: {
    label: 'chirp slope',
    wants: 'a number other than 0',
    holds: (value) => Number.isFinite(value) && value !== 0,
  },
  sampleRate: { label: 'ADC sample rate', ...positive },
  adcStart: { label: 'ADC start time', ...notNegative },
  chirpInterval: { label: 'chirp interval', ...notNegative },
  frameInterval: { label: 'frame interval', ...positive },
}

/** Throws HostError that names every value of the geometry no radar can have. */
export function checkGeometry(geometry: Geometry, name: string): void {
  const bad = (Object.keys(rules) as (keyof Geometry)[]).filter(
    (key) => !rules[key].holds(geometry[key]),
  )
  if (bad.length === 0) return
  const said = bad.map((key) => `${rules[key].label} ${geometry[key]} (wants ${rules[key].wants})`)
  throw new HostError(`${name}: the radar's geometry cannot be right: ${said.join('; ')}`)
}

/** Axes of one frame of ADC samples; times count from the start of the frame and of the ramp. */
export function adcAxes(geometry: Geometry): Axis[] {
  const { chirps, receivers, samples, chirpInterval, adcStart, sampleRate } = geometry
  return [
    chirpAxis(chirps, chirpInterval),
    { name: 'rx', size: receivers, start: 0, step: 1, unit: '1' },
    { name: 'sample', size: samples, start: adcStart, step: 1 / sampleRate, unit: 's' },
  ]
}

/** Chirps of a frame, in seconds where their interval is known, else by number. */
export function chirpAxis(size: number, interval: number): Axis {
  return interval > 0
    ? { name: 'chirp', size, start: 0, step: interval, unit: 's' }
    : { name: 'chirp', size, start: 0, step: 1, unit: '1' }
}

/**
 * Acquisition facts. The centre frequency is that of the middle of the sampled part of the ramp,
 * startFrequency + chirpSlope (adcStart + samples / sampleRate / 2).
 */
export function acquisitionOf(geometry: Geometry): RecordingFacts['acquisition'] {
  const { startFrequency, chirpSlope, sampleRate, adcStart, samples } = geometry
  return {
    carrierFrequency: startFrequency,
    centreFrequency: startFrequency + chirpSlope * (adcStart + samples / sampleRate / 2),
    chirpSlope,
    sampleRate,
    ...(geometry.chirpInterval > 0 ? { chirpInterval: geometry.chirpInterval } : {}),
    frameInterval: geometry.frameInterval,
  }
}

/** "startFrequency, chirpSlope": the values that `stated` holds, for a note. */
export function namesOf(stated: Partial<Geometry>): string {
  return (Object.keys(stated) as (keyof Geometry)[]).map((key) => rules[key].label).join(', ')
}
