/** Range profiles: the windowed, zero-padded Fourier transform of every row of ADC samples. */
import { createFft, fftSizeAtLeast } from './fft.ts'
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

const rowsAtOnce = 64

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
  const fft = await createFft(size, 'single')
  const width = complex ? 2 * size : size
  const spectrumWidth = 2 * lines
  const padded = new Float32Array(rowsAtOnce * width)
  const spectrum = new Float32Array(rowsAtOnce * spectrumWidth)

  function load(adc: Float32Array, from: number, count: number): void {
    if (complex) {
      for (let r = 0; r < count; r++) {
        for (let n = 0, i = from + 2 * r * samples, o = r * width; n < samples; n++) {
          const weight = taper[n]!
          padded[o++] = adc[i++]! * weight
          padded[o++] = adc[i++]! * weight
        }
      }
    } else {
      for (let r = 0; r < count; r++) {
        for (let n = 0, i = from + r * samples, o = r * width; n < samples; n++) {
          padded[o++] = adc[i++]! * taper[n]!
        }
      }
    }
  }
  return {
    size,
    first,
    bins,
    transform(adc, output, rows) {
      const row = complex ? 2 * samples : samples
      for (let done = 0; done < rows; done += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - done)
        load(adc, done * row, count)
        if (complex) fft.forward(padded, spectrum, count)
        else fft.forwardReal(padded, spectrum, count)
        for (let r = 0; r < count; r++) {
          const at = r * spectrumWidth + 2 * first
          const to = 2 * (done + r) * bins
          for (let i = 0; i < 2 * bins; i++) output[to + i] = spectrum[at + i]!
        }
      }
    },
    free: fft.free,
  }
}
