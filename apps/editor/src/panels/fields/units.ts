/** Text of a number field and back: units as people type them, SI inside; what is shown parses back. */
import type { NumberParam, Unit } from '@chirpflow/graph'
import { shownAs } from '../../views/plot/show.ts'

/** Factor to SI: a power of ten, exact in decimals, times a whole number or one over it. */
interface Scale {
  readonly power: number
  readonly times?: number
  readonly over?: number
}

type Table = Readonly<Record<string, Scale>>

const prefixes: Readonly<Record<string, number>> = {
  T: 12,
  G: 9,
  M: 6,
  k: 3,
  '': 0,
  m: -3,
  u: -6,
  n: -9,
  p: -12,
}

function prefixed(unit: string, wanted: string): Table {
  const names = [...wanted, ''].map((prefix) => [`${prefix}${unit}`, { power: prefixes[prefix] }])
  return Object.fromEntries(names)
}

const perMinute: Scale = { power: 0, over: 60 }
const pi: Scale = { power: 0, times: Math.PI, over: 180 }

const tables: Readonly<Record<Unit, Table>> = {
  '1': { '': { power: 0 }, '%': { power: -2 } },
  s: { ...prefixed('s', 'munp'), min: { power: 0, times: 60 }, h: { power: 0, times: 3600 } },
  m: { ...prefixed('m', 'kmun'), cm: { power: -2 } },
  rad: { ...prefixed('rad', 'm'), deg: pi, '°': pi },
  Hz: {
    ...prefixed('Hz', 'TGMkmu'),
    '/s': { power: 0 },
    '1/s': { power: 0 },
    '/min': perMinute,
    '1/min': perMinute,
    bpm: perMinute,
    rpm: perMinute,
  },
  'm/s': { ...prefixed('m/s', 'kmu'), 'cm/s': { power: -2 } },
  'Hz/s': {
    ...prefixed('Hz/s', 'TGMk'),
    'Hz/us': { power: 6 },
    'kHz/us': { power: 9 },
    'MHz/us': { power: 12 },
    'GHz/us': { power: 15 },
    'MHz/ms': { power: 9 },
    'GHz/ms': { power: 12 },
  },
  dB: { dB: { power: 0 } },
}

/** A number as a field shows it: the text inside, and the unit at its end ('' for none). */
export interface FieldText {
  readonly text: string
  readonly unit: string
}

/** The unit in which a field shows values of about this size; rates of a body in /min. */
export function unitOf(param: NumberParam, value: number): string {
  const unit = param.unit ?? '1'
  const size = sizeFor(param, value)
  if (unit === '1' || unit === 'rad' || unit === 'dB') return unit === '1' ? '' : unit
  if (unit === 'Hz/s') return size >= 1e9 ? 'MHz/µs' : 'Hz/s'
  if (unit === 'Hz') {
    // A sampling rate of 5 Hz is one: only what is a body's by default is shown so.
    if (Math.abs(param.default) < 10 && size < 10) return '/min'
    return size < 10 ? 'Hz' : shownAs(unit, size).unit
  }
  return shownAs(unit, size).unit
}

function sizeFor({ default: usual, max, min }: NumberParam, value: number): number {
  return [value, usual, max, min].map((one) => Math.abs(one ?? 0)).find((one) => one > 0) ?? 0
}

/** The shortest text that parses back to this very value. */
export function formatField(param: NumberParam, value: number): FieldText {
  const unit = unitOf(param, value)
  const own = param.unit ?? '1'
  return formatIn(param, value, Object.hasOwn(tables[own], plainUnit(unit)) ? unit : own)
}

function formatIn(param: NumberParam, value: number, unit: string): FieldText {
  const own = param.unit ?? '1'
  const scale = tables[own][plainUnit(unit)]
  if (!scale.times && !scale.over) return { text: shiftPoint(value, -scale.power), unit }
  const inUnit = (value * (scale.over ?? 1)) / (scale.times ?? 1)
  for (let digits = 1; digits <= 17; digits++) {
    const near = Number(inUnit.toPrecision(digits))
    if (toSi(String(near), scale) === value) return { text: withMinus(String(near)), unit }
  }
  // No number of that unit is this value to the last bit: then in the file's own unit.
  return { text: withMinus(String(value)), unit: own === '1' ? '' : own }
}

export type Parsed = { readonly value: number } | { readonly refused: string }

/** Reads "1.2 Hz", "72 /min", "38 mm"; a bare number is in `shown`, the unit that the field shows. */
export function parseField(param: NumberParam, typed: string, shown: string): Parsed {
  const own = param.unit ?? '1'
  const text = typed.trim().replace(/[−–]/g, '-').replace(/\s+/g, ' ')
  const match = /^([+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?) ?(.*)$/i.exec(text)
  if (!match)
    return { refused: text === '' ? 'A number is wanted.' : `"${typed.trim()}" is not a number.` }
  if (/,\d{3}(?!\d)/.test(match[1])) {
    const plain = match[1].replace(',', '')
    return { refused: `Write ${plain} or ${match[1].replace(',', '.')}: a comma can mean both.` }
  }
  const unit = match[2] === '' ? plainUnit(shown) : findUnit(tables[own], plainUnit(match[2]))
  if (unit === undefined) return { refused: `"${match[2]}" is no unit of this; ${known(own)}.` }
  const value = toSi(match[1].replace(',', '.'), tables[own][unit])
  return Number.isFinite(value) ? { value } : { refused: `"${typed.trim()}" is too large.` }
}

/** As typed, else in other capitals where only one is meant (mhz may be two). */
function findUnit(table: Table, typed: string): string | undefined {
  const name = typed.replace(/^\* ?/, '').replace(/ /g, '')
  if (Object.hasOwn(table, name)) return name
  const alike = Object.keys(table).filter((one) => one.toLowerCase() === name.toLowerCase())
  return alike.length === 1 ? alike[0] : undefined
}

function known(unit: Unit): string {
  const examples: Readonly<Record<Unit, string>> = {
    '1': 'it is a plain number',
    s: 'write s, ms, µs or min',
    m: 'write m, cm, mm or µm',
    rad: 'write rad or °',
    Hz: 'write Hz, kHz, MHz, GHz or /min',
    'm/s': 'write m/s or mm/s',
    'Hz/s': 'write MHz/µs or Hz/s',
    dB: 'write dB',
  }
  return examples[unit]
}

/** Both signs for micro are u here. */
function plainUnit(unit: string): string {
  return unit.replace(/[µμ]/g, 'u').replace(/per ?/, '/')
}

function toSi(number: string, { power, times = 1, over = 1 }: Scale): number {
  return (Number(withPower(number, power)) * times) / over
}

/** "38" and -3 make "38e-3": rounded once, where 38 * 0.001 would round twice. */
function withPower(number: string, power: number): string {
  const [mantissa, exponent = '0'] = number.toLowerCase().split('e')
  return `${mantissa}e${Number(exponent) + power}`
}

/** Value times ten to `by`, as the shortest decimals: no digit is made up or lost. */
function shiftPoint(value: number, by: number): string {
  if (by === 0 || value === 0) return withMinus(String(value))
  const [mantissa, exponent] = value.toExponential().split('e')
  const digits = mantissa.replace(/[-.]/g, '')
  const point = Number(exponent) + by + 1
  const sign = value < 0 ? '−' : ''
  if (point > 12 || point < -6) {
    const rest = digits.slice(1)
    return withMinus(`${sign}${digits[0]}${rest ? `.${rest}` : ''}e${point - 1}`)
  }
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  const whole = digits.slice(0, point).padEnd(point, '0')
  const rest = digits.slice(point)
  return `${sign}${whole}${rest ? `.${rest}` : ''}`
}

function withMinus(text: string): string {
  return text.replace('e+', 'e').replaceAll('-', '−').replace('e−', 'e-')
}

/** "0.38 m" or "72 /min": a value of a parameter in a sentence. */
export function showParam(param: NumberParam, value: number): string {
  const { text, unit } = formatField(param, value)
  return unit === '' ? text : `${text} ${unit}`
}
