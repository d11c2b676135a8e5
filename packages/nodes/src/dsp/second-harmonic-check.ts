/** Whether half the frequency of a peak is a heart rate, or the peak something else. */
import { createBandLines } from './band-lines.ts'
import { createFlatBand, type Edges } from './flat-band.ts'
import { medianOf } from './median.ts'
import { createToneBeside } from './tone-beside-breathing.ts'

/**
 * half: the heart beats at half the peak. The others are reasons to doubt it. weak: the peak does not
 * stand out. breathing: it is at a harmonic of breathing. absent: there is no tone at half of it, so it
 * is the fundamental itself, or noise. hidden: breathing covers the half, and the peak may be a
 * fundamental.
 */
export type HalfVerdict = 'half' | 'weak' | 'breathing' | 'absent' | 'hidden'

export interface HalfCheckOptions {
  /** Band that the displacement is filtered to first, Hz. */
  readonly filter: Edges
  /** Where the peak was looked for, Hz. */
  readonly band: Edges
  /** Breathing is taken to have harmonics 1 to this. */
  readonly lastHarmonic: number
  /** Least power of the peak over the median line of the band. */
  readonly leastContrast: number
  /** Least amplitude at half the peak over that at the peak. */
  readonly leastFundamental: number
  /** No heart beats faster, Hz. */
  readonly highest: number
}

/** A tone of which breathing can make up more than the rest of this cannot be told from it. */
const leastVisible = 0.4

/**
 * Plans the check of displacements of `size` samples: peak and breathing rate in Hz. `confidence` is the
 * share of the band's energy within a line of the peak. Own method.
 */
export function createHalfCheck(
  size: number,
  rate: number,
  options: HalfCheckOptions,
): (
  x: Float64Array,
  peak: number,
  breathing: number,
) => { readonly verdict: HalfVerdict; readonly confidence: number } {
  const flatten = createFlatBand(size, rate, options.filter)
  const lines = createBandLines(size, rate, ...options.band)
  const look = createToneBeside(
    size,
    rate,
    Array.from({ length: options.lastHarmonic }, (_, i) => i + 1),
  )
  const y = new Float64Array(size)

  function judge(x: Float64Array, peak: number, breathing: number, contrast: number): HalfVerdict {
    if (contrast < options.leastContrast) return 'weak'
    const toneAt = look(x, breathing)
    const whole = toneAt(peak)
    const half = toneAt(peak / 2)
    if (whole.visible < leastVisible) return 'breathing'
    if (half.visible < leastVisible) return peak > options.highest ? 'half' : 'hidden'
    return half.amplitude >= options.leastFundamental * whole.amplitude ? 'half' : 'absent'
  }

  return (x, peak, breathing) => {
    flatten(x, y)
    lines.compute(y)
    const { power, offset, fftSize } = lines
    const centre = Math.round((peak * fftSize) / rate) - offset
    const reach = Math.round(fftSize / size)
    let [near, all] = [0, 0]
    power.forEach((value, k) => {
      all += value
      if (Math.abs(k - centre) <= reach) near += value
    })
    const verdict = judge(x, peak, breathing, power[centre] / medianOf(power))
    return { verdict, confidence: near / all }
  }
}
