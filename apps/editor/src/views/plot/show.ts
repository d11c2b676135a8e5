/** How a value of some unit is written: the one place where SI becomes 1/min, mm, µs or dB text. */
import type { Unit } from '@chirpflow/graph'

/** A value times `factor` is in `unit`. */
export interface Shown {
  readonly factor: number
  /** '' for a plain number. */
  readonly unit: string
}

const prefixes = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
  [1e-3, 'm'],
  [1e-6, 'µ'],
  [1e-9, 'n'],
  [1e-12, 'p'],
] as const

/** Below this a rate is one of a body (180 Hz is a sound): shown as 1/min. */
const fastestRate = 10

/**
 * How values up to `largest` (its size counts, not its sign) of `unit` are best shown: rates below
 * 10 Hz as 1/min, lengths and times with a prefix that keeps a tenth of it above zero, plain
 * numbers that are very large or small with a power of ten.
 */
export function shownAs(unit: Unit, largest: number): Shown {
  const size = Math.abs(largest)
  if (unit === 'rad' || unit === 'dB') return { factor: 1, unit }
  if (unit === 'Hz' && size < fastestRate) return { factor: 60, unit: '1/min' }
  if (!(size > 0) || !Number.isFinite(size)) return { factor: 1, unit: unit === '1' ? '' : unit }
  if (unit === '1') {
    if (size >= 1e-2 && size < 1e5) return { factor: 1, unit: '' }
    const power = 3 * Math.floor((Math.log10(size) + 1) / 3)
    return { factor: 10 ** -power, unit: `×10${superscript(power)}` }
  }
  // 0.7 m and 0.5 s stay; 0.5 MHz is written 500 kHz; nobody writes kilometres or kiloseconds.
  const whole = unit === 'm' || unit === 's' || unit === 'm/s'
  const [scale, prefix] =
    prefixes.find(([scale]) => (whole ? scale <= 1 && size >= 0.0999 * scale : size >= scale)) ??
    prefixes[prefixes.length - 1]
  return { factor: 1 / scale, unit: `${prefix}${unit}` }
}

/** "⁻³". */
export function superscript(power: number): string {
  return String(power)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])
}

/** "−2.41", "—" for no answer; never "−0.00". */
export function fixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '—'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const text = Math.abs(value).toFixed(decimals)
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** Decimals that show three figures of something of this size. */
export function decimalsOf(size: number): number {
  if (!(Math.abs(size) > 0) || !Number.isFinite(size)) return 0
  return Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(size)) + 1e-9)))
}

/** Decimals that tell multiples of `step` apart. */
export function decimalsOfStep(step: number): number {
  if (!(step > 0)) return 0
  return Math.min(8, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)))
}

/** "69.6 /min": a unit behind a number; "" for a plain one. */
export function withUnit(text: string, unit: string): string {
  if (unit === '') return text
  return `${text} ${unit === '1/min' ? '/min' : unit}`
}

/** One value with its unit, three figures: "69.6 /min", "−2.41 mm"; `like` sets unit and figures. */
export function showValue(value: number, unit: Unit, like = value): string {
  const shown = shownAs(unit, like)
  return withUnit(fixed(value * shown.factor, decimalsOf(like * shown.factor)), shown.unit)
}

/** "−2.10 to 2.40 mm", both ends in one unit. */
export function showRange(low: number, high: number, unit: Unit): string {
  const like = Math.max(Math.abs(low), Math.abs(high))
  const shown = shownAs(unit, like)
  // One figure less than a single value, but enough to tell the two ends apart.
  const decimals = Math.max(
    0,
    decimalsOf(like * shown.factor) - 1,
    decimalsOf((high - low) * shown.factor) - 2,
  )
  const text = (value: number) => fixed(value * shown.factor, decimals)
  return withUnit(`${text(low)} to ${text(high)}`, shown.unit)
}

/** "slow time (s)" or "displacement (mm)"; a plain number has no bracket. */
export function label(name: string, shown: Shown): string {
  return shown.unit === '' ? name : `${name} (${shown.unit})`
}
