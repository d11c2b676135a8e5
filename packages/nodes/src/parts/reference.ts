/** Rates that others are judged by: gathered, checked for what no rate is, averaged over a window. */
import { type Chunk, HostError, type Signal } from '@chirpflow/graph'
import { medianOf } from '../dsp/median.ts'
import { createTrailingMean, stepsOf } from '../dsp/trailing-mean.ts'

/** No breathing and no heart is faster, Hz: 300 /min. */
const fastest = 5

export interface Told {
  readonly signal: Pick<Signal, 'rate'>
  readonly time: number[]
  readonly value: number[]
}

export function createTold(signal: Told['signal']): Told {
  return { signal, time: [], value: [] }
}

export function noteTold(told: Told, { time, data }: Chunk<'float64'>): void {
  told.time.push(time)
  told.value.push(data[0])
}

/** Means of what was told over (t - window, t] at each moment, `shift` s added to its times. */
export function averageTold({ signal, time, value }: Told) {
  const step = signal.rate > 0 ? time.map(() => 1 / signal.rate) : stepsOf(time)
  const usable = value.map((one) => (one > 0 && one < Infinity ? one : Number.NaN))
  return createTrailingMean({ time, value: usable, step })
}

/**
 * The same without values that are no rate of a person, and how many these were. HostError where
 * most of them are none: the unit is wrong then.
 */
export function withoutImplausible(told: Told, source: string): { told: Told; left: number } {
  const median = medianOf(told.value)
  if (median > fastest) {
    const shown = Number(median.toPrecision(4))
    throw new HostError(
      `the reference ${source} has a median of ${shown} Hz, ${60 * shown} /min, which is no rate of a person: if it is in 1/min, say so where it is read`,
    )
  }
  const value = told.value.map((one) => (one > fastest ? Number.NaN : one))
  const left = told.value.filter((one) => one > fastest).length
  return { told: { ...told, value }, left }
}
