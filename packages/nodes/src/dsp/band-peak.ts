/** The peak of a tapered spectrum in a band, with the reasons to believe it or not. */
import { createBandLines, largestLine, logParabola } from './band-lines.ts'
import { createRateEstimator, type RateMethod } from './rate-estimate.ts'
import { mainLobe, type WindowName } from './window.ts'

export interface BandPeak {
  /** Hz; NaN when a sample is NaN or nothing but zeros is left. */
  readonly frequency: number
  /** The spectrum still rises beyond the band: the maximum is the flank of something outside. So is a
   * frequency that was interpolated to beyond it. */
  readonly atEdge: boolean
  /**
   * 0 .. 1: share of the band's spectral energy within one main-lobe half width (1 line of the unpadded
   * spectrum for the rectangular taper, 2 for Hann, 3 for Blackman) on either side of the peak. A lone
   * tone gives about 1 (hann) or .9 (rectangular), white noise the share of the band that the lobe takes.
   */
  readonly confidence: number
}

/**
 * Plans peaks of signals of `size` samples at `rate` Hz; RangeError when the band holds no line. The
 * methods but zero-padded read lines of the window as it is; they want no taper.
 */
export function createBandPeak(
  size: number,
  rate: number,
  low: number,
  high: number,
  window: WindowName,
  method: RateMethod = 'zero-padded',
): (x: Float64Array) => BandPeak {
  const lines = createBandLines(size, rate, low, high, window)
  const { power, offset, fftSize } = lines
  const first = lines.first - offset
  const last = lines.last - offset
  const reach = Math.round((mainLobe[window] * fftSize) / size)
  const estimate =
    method === 'zero-padded' ? undefined : createRateEstimator(method, size, rate, low, high)
  const none = { frequency: Number.NaN, atEdge: false, confidence: 0 }
  return (x) => {
    lines.compute(x)
    const peak = largestLine(power, first, last)
    if (peak < 0 || power[peak] === 0) return none
    const frequency = estimate
      ? estimate(x)
      : ((offset + peak + logParabola(power, peak)) * rate) / fftSize
    if (Number.isNaN(frequency)) return none
    const centre = estimate ? Math.round((frequency * fftSize) / rate) - offset : peak
    let near = 0
    let all = 0
    for (let k = first; k <= last; k++) {
      all += power[k]
      if (Math.abs(k - centre) <= reach) near += power[k]
    }
    const before = peak > 0 ? power[peak - 1] : 0
    const after = peak + 1 < power.length ? power[peak + 1] : 0
    const flank = (peak === first && before > power[peak]) || (peak === last && after > power[peak])
    const beyond = estimate !== undefined && (frequency < low || frequency > high)
    return { frequency, atEdge: flank || beyond, confidence: near / all }
  }
}
