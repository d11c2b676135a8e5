/** Range profiles: the windowed, zero-padded Fourier transform of every row of ADC samples. */
import { fftSizeAtLeast } from './fft.ts'
import { createSingleStage, rowsAtOnce } from './fft-single.ts'
import { createWindow, type WindowName } from './window.ts'

export interface RangeProfileOptions {
  /** ADC samples a row. */
  readonly samples: number
  readonly complex: boolean
  readonly window: WindowName
  /** Wanted length over samples, >= 1; the true length is the next one the transform takes. */
  readonly padding: number
  /** Bins to keep, both included; left out: 0 .. size - 1 (complex), 0 .. size / 2 (real). */
  readonly first?: number
  readonly last?: number
}

export interface RangeProfile {
  /** Points of the transform: one bin is samples / size native bins wide. */
  readonly size: number
  readonly first: number
  /** Bins a row of the output. */
  readonly bins: number
  /**
   * `rows` rows of ADC samples (complex64 or float32) to rows of `bins` complex64 numbers, not scaled.
   * Real samples: only bins up to size / 2 carry anything new.
   */
  transform(adc: Float32Array, output: Float32Array, rows: number): void
  free(): void
}

/** Bins of a padded row before the plan exists, so that an axis can be told. */
export function rangeFftSize(samples: number, padding: number, complex: boolean): number {
  return fftSizeAtLeast(Math.ceil(samples * padding), 'single', !complex)
}

/** Plans range profiles in single precision. Throws RangeError when the bins are not in the spectrum. */
export async function createRangeProfile(options: RangeProfileOptions): Promise<RangeProfile> {
  const { samples, complex } = options
  const size = rangeFftSize(samples, options.padding, complex)
  const lines = complex ? size : size / 2 + 1
  const first = options.first ?? 0
  const last = options.last ?? lines - 1
  if (!(first >= 0 && last >= first && last < lines)) {
    throw new RangeError(`bins ${first} to ${last} are not among 0 to ${lines - 1}`)
  }
  const bins = last - first + 1
  const taper = Float32Array.from(createWindow(options.window, samples))
  const stage = await createSingleStage(size, complex)
  const width = complex ? 2 * size : size
  const row = complex ? 2 * samples : samples

  /** Windowed rows into the heap; what lies behind a row's samples is the padding, and stays zero. */
  function load(adc: Float32Array, from: number, count: number): void {
    const memory = stage.memory()
    for (let r = 0; r < count; r++) {
      let i = from + r * row
      let o = stage.input + r * width
      if (complex) {
        // two samples a turn: this loop costs more than the transform otherwise
        for (let n = 1; n < samples; n += 2, i += 4, o += 4) {
          const one = taper[n - 1]
          const two = taper[n]
          memory[o] = adc[i] * one
          memory[o + 1] = adc[i + 1] * one
          memory[o + 2] = adc[i + 2] * two
          memory[o + 3] = adc[i + 3] * two
        }
        if (samples % 2 === 1) {
          memory[o] = adc[i] * taper[samples - 1]
          memory[o + 1] = adc[i + 1] * taper[samples - 1]
        }
      } else {
        for (let n = 0; n < samples; n++) memory[o++] = adc[i++] * taper[n]
      }
    }
  }
  /** Bins first .. last of a real row, whose line size / 2 stands at the imaginary part of line 0. */
  function copyReal(memory: Float32Array, at: number, output: Float32Array, to: number): void {
    for (let bin = first; bin <= last; bin++, to += 2) {
      const ends = bin === 0 || bin === size / 2
      output[to] = memory[bin === size / 2 ? at + 1 : at + 2 * bin]
      output[to + 1] = ends ? 0 : memory[at + 2 * bin + 1]
    }
  }
  stage.memory().fill(0, stage.input, stage.input + rowsAtOnce * width)
  return {
    size,
    first,
    bins,
    transform(adc, output, rows) {
      for (let done = 0; done < rows; done += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - done)
        load(adc, done * row, count)
        stage.transform(count, 0)
        const memory = stage.memory()
        for (let r = 0; r < count; r++) {
          const at = stage.output + r * width
          const to = 2 * (done + r) * bins
          if (!complex) copyReal(memory, at, output, to)
          else output.set(memory.subarray(at + 2 * first, at + 2 * (last + 1)), to)
        }
      }
    },
    free: stage.free,
  }
}
