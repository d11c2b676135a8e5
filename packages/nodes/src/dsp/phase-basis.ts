/** Slow wandering of a rate over one window, as a few numbers: what it adds to the phase. */

/** Standard deviation of the smoothing that makes a rate wander, s: breaths differ from the next but one. */
const memory = 2.56

export interface PhaseBasis {
  /** rows[k][n]: radians that 1 Hz in coefficient k adds to the phase of sample n. */
  readonly rows: readonly Float64Array[]
  /**
   * Standard deviations of coefficients 1, 2 ... where the rate wanders by 1 Hz; the first one, a
   * constant change of the rate over the whole window, stands beside (NaN).
   */
  readonly deviations: Float64Array
  /** Adds what the coefficients at `place` (in `deviations`) make of the phase, rad. */
  addTo(phase: Float64Array, place: Float64Array, deviations: ArrayLike<number>): void
  /** Largest change of the phase between two places, rad. */
  farthest(from: Float64Array, to: Float64Array, deviations: ArrayLike<number>): number
}

/**
 * The rate is f + sum_k c_k cos(pi k u / T) over a window of T = size / rate seconds, u from its
 * beginning; its integral gives the rows 2 pi t (t from the middle) and 2 T / k sin(pi k u / T). A
 * wandering of unit variance and correlation exp(-t^2 / (2 memory^2)) has the spectral density
 * S(f) = memory sqrt(2 pi) exp(-2 (pi f memory)^2), so var c_k = 2 S(k / (2 T)) / T. What lies above
 * .2 Hz is left out: 5 rows for 12.8 s, 10 for 25.6 s. Own model.
 */
export function createPhaseBasis(size: number, rate: number): PhaseBasis {
  const length = size / rate
  const count = Math.max(1, Math.round(0.4 * length))
  const rows = Array.from({ length: count + 1 }, (_, k) =>
    Float64Array.from({ length: size }, (_, n) =>
      k === 0
        ? (2 * Math.PI * (n - (size - 1) / 2)) / rate
        : ((2 * length) / k) * Math.sin((Math.PI * k * (n + 0.5)) / size),
    ),
  )
  const deviations = Float64Array.from({ length: count + 1 }, (_, k) => {
    const decay = Math.exp(-2 * ((Math.PI * k * memory) / (2 * length)) ** 2)
    return k === 0 ? Number.NaN : Math.sqrt((2 * memory * Math.sqrt(2 * Math.PI) * decay) / length)
  })
  const moved = new Float64Array(size)
  const change = new Float64Array(rows.length)
  function addTo(phase: Float64Array, place: Float64Array, deviations: ArrayLike<number>): void {
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]
      const step = place[k] * deviations[k]
      for (let n = 0; n < size; n++) phase[n] += step * row[n]
    }
  }
  return {
    rows,
    deviations,
    addTo,
    farthest(from, to, deviations) {
      for (let k = 0; k < rows.length; k++) change[k] = to[k] - from[k]
      moved.fill(0)
      addTo(moved, change, deviations)
      let most = 0
      for (let n = 0; n < size; n++) most = Math.max(most, Math.abs(moved[n]))
      return most
    },
  }
}
