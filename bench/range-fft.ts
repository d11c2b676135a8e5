/** Our range FFT over a batch of chirps, and the same transform without window and gate. */
import { openSync, readSync } from 'node:fs'
import { createFft } from '../packages/nodes/src/dsp/fft.ts'
import { createRangeProfile } from '../packages/nodes/src/dsp/range-profile.ts'
import { median, processorTime } from './child.ts'
import { bins } from './settings.ts'

export const rows = 4096
const samples = 256
const passes = 15

export interface RangeFftReport {
  /** Processor time a row, s: all bins of the bare transform. */
  readonly plain: number
  /** The same, s: Hann window, transform, and the bins of the gate. */
  readonly gated: number
  /** The gated bins of the last row. */
  readonly values: readonly number[]
}

export const gatedBins = bins.last + 1

/** `path`: a recording whose 128 bytes of header stand before the samples. */
export async function measureRangeFft(path: string): Promise<RangeFftReport> {
  const codes = new Int16Array(rows * samples * 2)
  readSync(openSync(path, 'r'), codes, 0, codes.byteLength, 128)
  const adc = Float32Array.from(codes)
  const profile = await createRangeProfile({
    samples,
    complex: true,
    window: 'hann',
    padding: 1,
    first: 0,
    last: gatedBins - 1,
  })
  const fft = await createFft(samples, 'single')
  const gated = new Float32Array(rows * gatedBins * 2)
  const whole = new Float32Array(rows * samples * 2)
  const plain = measure(() => fft.forward(adc, whole, rows))
  const seconds = measure(() => profile.transform(adc, gated, rows))
  return {
    plain: plain / rows,
    gated: seconds / rows,
    values: Array.from(gated.subarray(-2 * gatedBins)),
  }
}

function measure(work: () => void): number {
  work()
  return median(
    Array.from({ length: passes }, () => {
      const begun = processorTime()
      work()
      return processorTime() - begun
    }),
  )
}
