/** Empirical mode decomposition. */
import { splineThrough } from './cubic-spline.ts'

export interface EmdOptions {
  /** Most modes, the residue not counted. */
  readonly modes: number
  /** Most sifts a mode. */
  readonly sifts: number
  /** A mode is done when a sift changes it by less than this share of its energy. */
  readonly stop: number
}

export const emdDefaults: EmdOptions = { modes: 8, sifts: 10, stop: 0.2 }

/** Fewer maxima or minima than this bear no envelope. */
const fewest = 3

/**
 * Plans the decomposition of `size` samples: the mean of the envelopes through maxima and minima is
 * subtracted until it hardly changes anything; what is left is a mode, and the next is sought in the rest
 * (Huang et al., Proc. R. Soc. A 454, 1998). Two extrema are mirrored at each end; this and the stopping
 * rule are our choice. Writes rows of `size` samples, the fastest mode first, the residue last, and
 * returns how many; they add up to x.
 */
export function createEmd(
  size: number,
  { modes: most, sifts, stop }: EmdOptions = emdDefaults,
): (x: Float64Array, modes: Float64Array) => number {
  const upper = new Float64Array(size)
  const lower = new Float64Array(size)
  const left = new Float64Array(size)

  /** Takes the mean of the envelopes out of h; its share of the energy, or undefined with few extrema. */
  function sift(h: Float64Array): number | undefined {
    const maxima = extremaOf(h, 1)
    const minima = extremaOf(h, -1)
    if (maxima.length < fewest || minima.length < fewest) return undefined
    envelope(h, maxima, upper)
    envelope(h, minima, lower)
    let [taken, energy] = [0, 1e-30]
    for (let n = 0; n < size; n++) {
      const mean = (upper[n] + lower[n]) / 2
      taken += mean * mean
      energy += h[n] * h[n]
      h[n] -= mean
    }
    return taken / energy
  }

  /** Sifts h, which holds a copy of what is left, into a mode; false where there is none. */
  function findMode(h: Float64Array): boolean {
    for (let count = 0; count < sifts; count++) {
      const change = sift(h)
      if (change === undefined) return false
      if (change < stop) return true
    }
    return true
  }

  return (x, modes) => {
    left.set(x)
    let found = 0
    for (; found < most; found++) {
      const row = modes.subarray(found * size, (found + 1) * size)
      row.set(left)
      if (!findMode(row)) break
      for (let n = 0; n < size; n++) left[n] -= row[n]
    }
    modes.set(left, found * size)
    return found + 1
  }
}

/** Places within h of its maxima (sign 1) or minima (-1), the first of equal values. */
function extremaOf(h: Float64Array, sign: 1 | -1): number[] {
  const places: number[] = []
  for (let n = 1; n < h.length - 1; n++) {
    if (sign * (h[n] - h[n - 1]) > 0 && sign * (h[n] - h[n + 1]) >= 0) places.push(n)
  }
  return places
}

/** Spline through h at the places, the two at each end mirrored there. */
function envelope(h: Float64Array, places: readonly number[], output: Float64Array): void {
  const end = 2 * (h.length - 1)
  const [first, second] = places
  const [last, lastButOne] = [places[places.length - 1], places[places.length - 2]]
  const at = [-second, -first, ...places, end - last, end - lastButOne]
  const value = [second, first, ...places, last, lastButOne].map((place) => h[place])
  splineThrough(at, value, output)
}
