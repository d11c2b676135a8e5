/** Empirical wavelet transform. */
import { createFft } from './fft.ts'

export interface EwtOptions {
  /** Most maxima of the spectrum, so most modes. */
  readonly modes: number
  /** Maxima are looked for below this, cycles per sample. */
  readonly highest: number
}

/** Relative width of the one edge there is between two modes. */
const loneEdge = 0.2

/**
 * Plans the split of `size` samples, mirrored by half their length at both ends, into bands whose edges
 * lie midway between the strongest maxima of their spectrum (mean of three lines), by a Meyer filter bank:
 * edge w passes from 1 to 0 over w (1 +- g) as cos(pi/2 beta(t)), beta(t) = t^4 (35 - 84 t + 70 t^2 - 20 t^3),
 * g = min(1/2, 0.9 min (w_i+1 - w_i) / (w_i+1 + w_i)) (Gilles, IEEE TSP 61(16), 2013; where the edges lie
 * is our choice). Writes the modes by rising frequency and the edges between them in cycles per sample,
 * and returns how many modes; they add up to x.
 */
export function createEwt(
  size: number,
  { modes: most, highest }: EwtOptions,
): (x: Float64Array, modes: Float64Array, edges: Float64Array) => number {
  const half = Math.floor(size / 2)
  const total = size + 2 * half
  const fft = createFft(total, 'double')
  const spectrum = new Float64Array(2 * total)
  const part = new Float64Array(2 * total)
  const lines = Math.floor(total / 2) + 1
  const bare = new Float64Array(lines)

  function transform(x: Float64Array): void {
    for (let i = 0; i < total; i++) {
      const n = Math.abs(i - half)
      part[2 * i] = x[n < size ? n : 2 * (size - 1) - n]
      part[2 * i + 1] = 0
    }
    fft.forward(part, spectrum)
  }

  /** Lines of the strongest maxima, rising. */
  function strongest(): number[] {
    for (let k = 0; k < lines; k++) {
      bare[k] = k / total < highest ? Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]) : 0
    }
    const level = bare.map(
      (value, k) => ((k > 0 ? bare[k - 1] : 0) + value + (k + 1 < lines ? bare[k + 1] : 0)) / 3,
    )
    const places: number[] = []
    for (let k = 1; k + 1 < lines; k++) {
      if (level[k] > level[k - 1] && level[k] >= level[k + 1]) places.push(k)
    }
    return places
      .sort((a, b) => level[b] - level[a])
      .slice(0, most)
      .sort((a, b) => a - b)
  }

  return (x, modes, edges) => {
    transform(x)
    const top = strongest()
    const bounds = top.slice(1).map((line, i) => (line + top[i]) / 2 / total)
    edges.set(bounds)
    if (bounds.length === 0) {
      modes.set(x)
      return 1
    }
    const gains = [...bounds.map(lowPass(widthOf(bounds))), () => 1]
    gains.forEach((passes, i) => {
      for (let k = 0; k < total; k++) {
        const frequency = Math.min(k, total - k) / total
        const below = i === 0 ? 0 : gains[i - 1](frequency)
        const gain = passes(frequency) ** 2 * (1 - below * below)
        part[2 * k] = gain * spectrum[2 * k]
        part[2 * k + 1] = gain * spectrum[2 * k + 1]
      }
      fft.inverse(part, part)
      for (let n = 0; n < size; n++) modes[i * size + n] = part[2 * (half + n)]
    })
    return gains.length
  }
}

/** g: no two edges overlap. */
function widthOf(bounds: readonly number[]): number {
  if (bounds.length === 1) return loneEdge
  const gaps = bounds.slice(1).map((bound, i) => (bound - bounds[i]) / (bound + bounds[i]))
  return Math.min(0.5, 0.9 * Math.min(...gaps))
}

/** Meyer's low-pass at an edge, both in cycles per sample. */
function lowPass(width: number): (edge: number) => (frequency: number) => number {
  return (edge) => (frequency) => {
    const t = (frequency - (1 - width) * edge) / (2 * width * edge)
    if (t <= 0) return 1
    if (t >= 1) return 0
    return Math.cos((Math.PI / 2) * t ** 4 * (35 - 84 * t + 70 * t ** 2 - 20 * t ** 3))
  }
}
