/** What every suppressor of harmonics does first: the mean goes, and all that is beyond a band. */
import { designButterworth } from './butterworth.ts'
import { createZeroPhaseFilter } from './sos-filter.ts'
import { detrend } from './unwrap.ts'

/** Low and high edge, Hz. */
export type Edges = readonly [low: number, high: number]

/**
 * Plans mean removal and a zero-phase Butterworth band-pass for signals of `size` samples at `rate` Hz;
 * without a band the mean alone. In place is allowed.
 */
export function createFlatBand(
  size: number,
  rate: number,
  band?: Edges,
  order = 4,
  pad = 150,
): (input: Float64Array, output: Float64Array) => void {
  const filter =
    band &&
    createZeroPhaseFilter(
      designButterworth(order, { kind: 'bandpass', low: band[0], high: band[1] }, rate),
      size,
      pad,
    )
  return (input, output) => {
    detrend('constant', input, output)
    filter?.(output, output)
  }
}
