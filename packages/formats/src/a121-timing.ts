/** When the frames of an A121 recording were taken, and what the sensor flagged. */
import { HostError } from '@chirpflow/graph'
import { entry, type SensorConfig } from './a121-config.ts'
import { jsonOf, numberAt } from './fields.ts'
import type { Hdf5 } from './hdf5.ts'

/** Which frame each stored row is, and the frame interval, from the sensor's ticks. */
export function timing(
  name: string,
  file: Hdf5,
  { frameRate }: SensorConfig,
  rows: number,
  notes: string[],
  warnings: string[],
): { slots: readonly number[]; frameInterval: number } {
  const dataset = file.dataset(`${entry}/result/tick`)
  const field = dataset?.fields[0]
  const ticks = dataset && field && dataset.shape[0] === rows ? dataset.read(field, 0, rows) : []
  const stated = numberAt(
    jsonOf(`${name}: server_info`, file.text('server_info')),
    'ticks_per_second',
  )
  const perSecond = stated > 0 ? stated : 1e6
  const steps = Array.from(ticks.slice(1), (tick, index) => tick - ticks[index])
  const median = [...steps].sort((a, b) => a - b)[steps.length >> 1]
  if (!(median > 0)) {
    if (!(frameRate > 0)) {
      throw new HostError(`${name}: neither ticks nor a frame rate say how far frames lie apart`)
    }
    notes.push(`Frame interval from the configured rate of ${frameRate} Hz.`)
    return { slots: Array.from({ length: rows }, (_, row) => row), frameInterval: 1 / frameRate }
  }
  // The mean of the regular steps is finer than a tick.
  const regular = steps.filter((step) => step > 0.5 * median && step < 1.5 * median)
  const mean = regular.reduce((sum, step) => sum + step, 0) / regular.length
  const frameInterval = mean / perSecond
  const slots = [0]
  for (const [row, step] of steps.entries()) {
    slots.push(slots[row] + Math.max(1, Math.round(step / mean)))
  }
  const missing = slots[rows - 1] + 1 - rows
  notes.push(`Frame interval ${Number((frameInterval * 1e3).toPrecision(7))} ms, from the ticks.`)
  if (missing > rows) {
    warnings.push('The ticks jump too far to be lost frames; frames are taken as they stand.')
    return { slots: Array.from({ length: rows }, (_, row) => row), frameInterval }
  }
  if (missing > 0) warnings.push(`${missing} frames are missing, as the ticks show.`)
  return { slots, frameInterval }
}

/** Flags that the sensor raised, by frame. */
export function countFlags(file: Hdf5, rows: number, warnings: string[]): void {
  const flags = {
    data_saturated: 'are saturated; lower the receiver gain',
    frame_delayed: 'came late',
    calibration_needed: 'were taken when the sensor asked for a new calibration',
  }
  for (const [flag, says] of Object.entries(flags)) {
    const dataset = file.dataset(`${entry}/result/${flag}`)
    const field = dataset?.fields[0]
    if (!dataset || !field || dataset.shape[0] !== rows) continue
    const raised = dataset.read(field, 0, rows).filter((value) => value !== 0).length
    if (raised > 0) warnings.push(`${raised} of ${rows} frames ${says} (${flag}).`)
  }
}
