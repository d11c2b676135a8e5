/** Bridges missing samples so that a filter can run, and remembers where they were too many. */

export interface Filled {
  /** Without NaN, unless all is missing. */
  readonly x: Float64Array
  /** 1 in each gap of more than `longest` samples. */
  readonly missing: Uint8Array
}

/** Fills gaps by straight lines, at the ends by the nearest value. An infinite value is missing. */
export function fillGaps(x: Float64Array, longest: number): Filled {
  const filled = x.slice()
  const missing = new Uint8Array(x.length)
  let before = -1
  for (let n = 0; n <= x.length; n++) {
    if (n < x.length && !Number.isFinite(x[n])) continue
    const length = n - before - 1
    const [a, b] = [x[before] ?? x[n] ?? Number.NaN, x[n] ?? x[before] ?? Number.NaN]
    for (let k = 1; k <= length; k++) filled[before + k] = a + ((b - a) * k) / (length + 1)
    if (length > longest) missing.fill(1, before + 1, n)
    before = n
  }
  return { x: filled, missing }
}
