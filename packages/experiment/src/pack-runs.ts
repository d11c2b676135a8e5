/** Numbers as JSON, where one that stands often in a row is written once with its count. */

/** A number, null for NaN, or [number, count]. */
export type Runs = readonly (number | null | readonly [number | null, number])[]

/** Every number comes back as it was, but -0 as 0. */
export function packRuns(values: readonly number[]): Runs {
  const runs: (number | null | readonly [number | null, number])[] = []
  for (let from = 0; from < values.length; ) {
    let to = from + 1
    while (to < values.length && Object.is(values[to] + 0, values[from] + 0)) to++
    const value = Number.isNaN(values[from]) ? null : values[from]
    if (to - from === 1) runs.push(value)
    else runs.push([value, to - from])
    from = to
  }
  return runs
}

export function unpackRuns(runs: Runs): number[] {
  const values: number[] = []
  for (const run of runs) {
    const [value, count] = Array.isArray(run) ? run : [run, 1]
    for (let n = 0; n < count; n++) values.push(value ?? Number.NaN)
  }
  return values
}
