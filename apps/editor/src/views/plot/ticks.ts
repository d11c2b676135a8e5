/** Where an axis is marked and what stands there. */
import { decimalsOfStep, fixed, superscript } from './show.ts'

export interface Ticks {
  readonly values: readonly number[]
  readonly texts: readonly string[]
}

/**
 * Marks between low and high in steps of 1, 2 or 5 times a power of ten, `most` of them at most.
 * Empty where low and high are no range.
 */
export function ticksOf(low: number, high: number, most = 6): Ticks {
  if (!(high > low) || !Number.isFinite(high - low) || most < 1) return { values: [], texts: [] }
  let power = Math.floor(Math.log10((high - low) / most)) - 1
  let finer: Ticks | undefined
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const step = factor * 10 ** power
      const first = Math.ceil(low / step - 1e-9)
      const last = Math.floor(high / step + 1e-9)
      const count = last - first + 1
      if (count > 6) continue
      // Products, not sums: 3 * 0.1 carries one rounding, 0.1 + 0.1 + 0.1 carries two.
      const values = Array.from({ length: Math.max(0, count) }, (_, k) => (first + k) * step)
      const ticks = { values, texts: values.map((value) => fixed(value, decimalsOfStep(step))) }
      // One mark alone gives no scale: rather a few more than there is room for.
      if (count < 2 && finer) return finer
      if (count <= most) return ticks
      finer = ticks
    }
    power++
  }
}

/** Marks of an axis that holds log10 of its values: whole decades, thinned to `most`. */
export function decadesOf(low: number, high: number, most = 6): Ticks {
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)]
  if (!(high > low)) return { values: [], texts: [] }
  if (last - first < 1) {
    const { values } = ticksOf(10 ** low, 10 ** high, most)
    const kept = values.filter((value) => value > 0)
    return {
      values: kept.map(Math.log10),
      texts: kept.map((value) => String(Number(value.toPrecision(6)))),
    }
  }
  const step = Math.ceil((last - first + 1) / most)
  const values = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, k) => first + k * step,
  )
  return { values, texts: values.map((power) => `10${superscript(power)}`) }
}
