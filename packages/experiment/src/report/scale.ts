/** From values to places on a plot, and the round values at its edges. */

export interface Scale {
  (value: number): number
  readonly low: number
  readonly high: number
}

/** Linear, from low..high to the places from..to. */
export function linear(low: number, high: number, from: number, to: number): Scale {
  const span = high - low || 1
  return Object.assign((value: number) => from + ((value - low) / span) * (to - from), {
    low,
    high,
  })
}

/** By decades; low and high above 0. */
export function logarithmic(low: number, high: number, from: number, to: number): Scale {
  const inner = linear(Math.log10(low), Math.log10(high), from, to)
  return Object.assign((value: number) => inner(Math.log10(value)), { low, high })
}

/** Round values within the range, `about` so many. */
export function ticks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / Math.max(1, about)
  if (!(rough > 0) || !Number.isFinite(rough)) return [low]
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = decade * ([1, 2, 5, 10].find((factor) => factor * decade >= rough) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  )
}

/** Powers of ten, and two and five times those, within the range. */
export function decades(low: number, high: number): number[] {
  const found: number[] = []
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const factor of [1, 2, 5]) {
      const value = Number((factor * 10 ** power).toPrecision(12))
      if (value >= low && value <= high) found.push(value)
    }
  }
  return found
}

/** Least and largest of the numbers, with a margin; undefined where there is none. */
export function rangeOf(values: Iterable<number>, margin = 0.06): [number, number] | undefined {
  let low = Infinity
  let high = -Infinity
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return undefined
  const more = (high - low || Math.abs(high) || 1) * margin
  return [low - more, high + more]
}

/** A place in the drawing, short. */
export const at = (place: number) => String(Math.round(place * 10) / 10)
