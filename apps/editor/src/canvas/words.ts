/** Signals and cards in the words and units that people read. */
import type { Axis, ComparisonResult, Dtype, Signal, Unit } from '@chirpflow/graph'
import { dtypeBadges } from '../theme/port-shape.tsx'
import { fixed, shownAs, showValue, withUnit } from '../views/plot/show.ts'

/** The unit in which values of a signal are shown before any are known: rates in 1/min, motion in mm. */
export function displayUnit(signal: Pick<Signal, 'unit' | 'axes' | 'dtype'>): string {
  const { unit, axes } = signal
  if (unit === 'Hz') return '1/min'
  if (unit === '1') return ''
  if (unit === 'm' && axes.some(({ name }) => name === 'time')) return 'mm'
  return unit
}

/** "f64 · 256 · mm" and "1 /s". */
export function signalLine(signal: Signal): readonly [string, string] {
  const sizes = signal.axes.filter(({ size }) => size > 1).map(({ size }) => size)
  const parts = [dtypeBadges[signal.dtype], sizes.join('×'), displayUnit(signal)]
  return [parts.filter(Boolean).join(' · '), rateText(signal.rate)]
}

/** "20 /s", "6 /min"; '' at no fixed rate. */
export function rateText(rate: number): string {
  if (!(rate > 0)) return ''
  return rate < 0.5 ? `${figures(rate * 60)} /min` : `${figures(rate)} /s`
}

/** "1 chunk a second". */
export function rateWords(rate: number): string {
  if (!(rate > 0)) return 'at no fixed rate'
  const [count, per] = rate < 0.5 ? [rate * 60, 'a minute'] : [rate, 'a second']
  return `${figures(count)} ${count === 1 ? 'chunk' : 'chunks'} ${per}`
}

const dtypeNames: Record<Dtype, string> = {
  int16: '16-bit integers',
  float32: '32-bit numbers',
  float64: '64-bit numbers',
  complex64: 'complex numbers',
}

/** "64-bit numbers (float64) in mm". */
export function dtypeWords(signal: Signal): string {
  const unit = displayUnit(signal)
  return `${dtypeNames[signal.dtype]} (${signal.dtype})${unit ? ` in ${unit}` : ''}`
}

/** "range 160 · 0 to 3.98 m, step 25 mm"; of a counted axis only how many. */
export function axisWords({ name, size, start, step, unit }: Axis): string {
  const last = start + (size - 1) * step
  if (size === 1 || (unit === '1' && step === 1)) return `${name} ${size}`
  const range =
    name === 'time' && unit === 's' ? span(last - start + step) : ends(start, last, unit)
  return `${name} ${size} · ${range}, step ${short(step, unit, step)}`
}

function span(seconds: number): string {
  return short(seconds, 's', seconds)
}

function ends(low: number, high: number, unit: Unit): string {
  const shown = shownAs(unit, Math.max(Math.abs(low), Math.abs(high)))
  const text = (value: number) => figures(value * shown.factor)
  return withUnit(`${text(low)} to ${text(high)}`, shown.unit)
}

function short(value: number, unit: Unit, like: number): string {
  const shown = shownAs(unit, like)
  return withUnit(figures(value * shown.factor), shown.unit)
}

/** Three figures at most, no zeros at the end, a true minus sign. */
function figures(value: number): string {
  const rounded = Number(value.toPrecision(3))
  const decimals = (String(Math.abs(rounded)).split('.')[1] ?? '').length
  return fixed(rounded, Math.min(decimals, 6))
}

/** A single value with its unit: "69.6 /min". */
export function valueText(value: number, unit: Unit): string {
  return showValue(value, unit)
}

/** "288 windows · 12.8 s · hop 1 s". */
export function sizeWords({ time, window }: ComparisonResult): string {
  const count = `${time.length} ${time.length === 1 ? 'window' : 'windows'}`
  const hop = time.length > 1 ? ` · hop ${figures(time[1] - time[0])} s` : ''
  return `${count} · ${figures(window)} s${hop}`
}

/** What a screen reader says of a card. */
export function readCard(card: {
  readonly title: string
  readonly state: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly problems: number
}): string {
  const list = (words: string, names: readonly string[]) =>
    names.length > 0 ? `${words} ${names.join(', ')}` : ''
  const problems =
    card.problems === 0
      ? 'no problems'
      : `${card.problems} problem${card.problems === 1 ? '' : 's'}`
  return [
    card.title,
    card.state,
    list('inputs from', card.from) || 'no inputs connected',
    list('outputs to', card.to) || 'no outputs connected',
    problems,
  ].join(', ')
}
