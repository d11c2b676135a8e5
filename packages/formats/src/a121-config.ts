/** What an A121 recording says of how it was taken, and the axes that follow. */
import type { Axis } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { fieldOf, jsonOf, listAt, numberAt } from './fields.ts'
import type { Hdf5 } from './hdf5.ts'

const session = 'sessions/session_0'
export const entry = `${session}/group_0/entry_0`
export const framePath = `${entry}/result/frame`

/** Acconeer exptool, a121/algo/_utils.py: APPROX_BASE_STEP_LENGTH_M, for files without theirs. */
const usualStep = 2.5e-3

/** What is used of the sensor's configuration and metadata. */
export interface SensorConfig {
  readonly frameRate: number
  readonly sweepRate: number
  readonly subsweeps: readonly { start: number; step: number; points: number }[]
}

/** From sessions/session_0/session_config: groups[0] has one configuration for each sensor. */
export function configOf(name: string, file: Hdf5): SensorConfig {
  const text = file.text(`${session}/session_config`)
  const group = fieldOf(fieldOf(jsonOf(`${name}: session_config`, text), 'groups'), '0')
  const sensor = typeof group === 'object' && group !== null ? Object.values(group)[0] : undefined
  const subsweeps = listAt(sensor, 'subsweeps').map((subsweep) => ({
    start: numberAt(subsweep, 'start_point'),
    step: numberAt(subsweep, 'step_length'),
    points: numberAt(subsweep, 'num_points'),
  }))
  if (
    subsweeps.length === 0 ||
    subsweeps.some(({ start, step }) => !Number.isFinite(start + step))
  ) {
    throw new HostError(
      `${name}: ${session}/session_config does not state start_point and step_length, so ranges are unknown`,
    )
  }
  return {
    frameRate: numberAt(sensor, 'frame_rate'),
    sweepRate: numberAt(sensor, 'sweep_rate'),
    subsweeps,
  }
}

export function rangeAxis(
  name: string,
  file: Hdf5,
  { subsweeps }: SensorConfig,
  size: number,
  notes: string[],
): Axis {
  const stated = numberAt(metadataOf(name, file), 'base_step_length_m')
  const base = stated > 0 ? stated : usualStep
  const { start, step } = subsweeps[0]
  let next = start
  for (const subsweep of subsweeps) {
    if (subsweep.start !== next || subsweep.step !== step) {
      throw new HostError(
        `${name}: its ${subsweeps.length} subsweeps do not follow one another at equal steps; a recording needs one range axis`,
      )
    }
    next += subsweep.points * step
  }
  if (!(step > 0)) throw new HostError(`${name}: step_length ${step} gives no range axis`)
  const whence = stated > 0 ? 'the file states' : 'is usual, the file states none'
  notes.push(
    `Range of point k is (${start} + ${step} k) x ${Number((base * 1e3).toPrecision(6))} mm, from the file's configuration; the step length ${whence}.`,
  )
  return { name: 'range', size, start: start * base, step: step * base, unit: 'm' }
}

/** Between sweeps: the rate asked for, or the highest one where the sensor was left free. */
export function sweepInterval(name: string, file: Hdf5, { sweepRate }: SensorConfig): number {
  const highest = numberAt(metadataOf(name, file), 'max_sweep_rate')
  const rate = sweepRate > 0 ? sweepRate : highest
  return rate > 0 ? 1 / rate : 0
}

function metadataOf(name: string, file: Hdf5): unknown {
  return jsonOf(`${name}: metadata`, file.text(`${entry}/metadata`))
}
