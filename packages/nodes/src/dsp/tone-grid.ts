/** An even grid of rates, and the inner products of columns with a cosine and a sine at each of them. */
import { createChirpZ } from './chirp-z.ts'

export interface RateGridLayout {
  /** Rate k is (first + k) * step, Hz. */
  readonly first: number
  readonly count: number
  readonly step: number
  /** Sampling rate over step: a whole, even number. */
  readonly denominator: number
}

/** The rates from low to high (included) at some `step` Hz apart, of signals at `rate` Hz. */
export function layoutRates(rate: number, low: number, high: number, step = 0.004): RateGridLayout {
  const denominator = 2 * Math.max(1, Math.round(rate / step / 2))
  const spacing = rate / denominator
  const first = Math.ceil(low / spacing - 1e-6)
  const last = Math.floor(high / spacing + 1e-6)
  return { first, count: Math.max(0, last - first + 1), step: spacing, denominator }
}

export function rateAt(grid: RateGridLayout, k: number): number {
  return (grid.first + k) * grid.step
}

/**
 * Plans sum_n x[n] cos(w t[n]) and sum_n x[n] sin(w t[n]) at `multiple` (1 or 2) times each rate of the
 * grid, t from the middle of the window.
 */
export function createToneProducts(
  size: number,
  grid: RateGridLayout,
  multiple: 1 | 2 = 1,
): (x: Float64Array, cosine: Float64Array, sine: Float64Array) => void {
  const transform = createChirpZ(size, grid.first, grid.count, grid.denominator / multiple)
  const lines = new Float64Array(2 * grid.count)
  const turn = Float64Array.from({ length: 2 * grid.count }, (_, i) => {
    const angle = (Math.PI * multiple * (grid.first + (i >> 1)) * (size - 1)) / grid.denominator
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle)
  })
  return (x, cosine, sine) => {
    transform.real(x, lines)
    for (let k = 0, i = 0; k < grid.count; k++, i += 2) {
      cosine[k] = lines[i] * turn[i] - lines[i + 1] * turn[i + 1]
      sine[k] = -(lines[i] * turn[i + 1] + lines[i + 1] * turn[i])
    }
  }
}

/** D(w) = sum_n cos(w (n - (size - 1) / 2)) = sin(size w / 2) / sin(w / 2), w in rad a sample. */
export function dirichlet(size: number, w: number): number {
  const below = Math.sin(w / 2)
  return Math.abs(below) < 1e-9
    ? size * Math.cos((size - 1) * (w / 2))
    : Math.sin((size * w) / 2) / below
}
