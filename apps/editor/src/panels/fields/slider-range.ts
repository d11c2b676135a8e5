/** Which numbers get a slider, and the values along it: round ones, in the unit that is shown. */
import type { NumberParam } from '@chirpflow/graph'
import { formatField, parseField, unitOf } from './units.ts'

export interface SliderRange {
  /** Of the native slider: whole steps from 0. */
  readonly steps: number
  /** Where a value lies, and the value at a place. */
  placeOf(value: number): number
  valueAt(place: number): number
}

const steps = 200

/** Undefined where a limit is missing or so far off that a slider would only jump. */
export function sliderRange(param: NumberParam): SliderRange | undefined {
  const { kind, min, max, scale } = param
  if (kind === 'integer' || min === undefined || max === undefined || max <= min) return undefined
  if (scale === 'log' && min > 0) {
    const [low, high] = [Math.log(min), Math.log(max)]
    return {
      steps,
      placeOf: (value) => ((Math.log(clamp(value, min, max)) - low) / (high - low)) * steps,
      valueAt: (place) =>
        clamp(Number(Math.exp(low + (place / steps) * (high - low)).toPrecision(2)), min, max),
    }
  }
  if (!isSensible(param, min, max)) return undefined
  const step = roundStep(param, max - min)
  return {
    steps,
    placeOf: (value) => ((clamp(value, min, max) - min) / (max - min)) * steps,
    valueAt(place) {
      const exact = min + (place / steps) * (max - min)
      return clamp(roundTo(param, exact, step), min, max)
    },
  }
}

/** The default stands well inside, or the whole range is a share or an angle. */
function isSensible({ default: usual, unit = '1' }: NumberParam, min: number, max: number) {
  if ((unit === '1' || unit === 'rad') && max - min <= 2) return true
  const share = (usual - min) / (max - min)
  return share >= 0.1 && share <= 0.9
}

/** A 1, 2 or 5 of the unit shown, some 200 to the length. */
function roundStep(param: NumberParam, length: number): number {
  const inUnit = (length * perUnit(param)) / steps
  const power = 10 ** Math.floor(Math.log10(inUnit))
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= inUnit * 0.999) ?? inUnit
}

function roundTo(param: NumberParam, value: number, step: number): number {
  const count = Math.round((value * perUnit(param)) / step)
  const text = Number((count * step).toPrecision(12))
  const parsed = parseField(param, String(text), unitOf(param, param.default))
  return 'value' in parsed ? parsed.value : value
}

/** How many of the unit shown one SI unit is. */
function perUnit(param: NumberParam): number {
  const parsed = parseField(param, '1', unitOf(param, param.default))
  return 'value' in parsed ? 1 / parsed.value : 1
}

/** The next value by an arrow key: a step of the last figure shown, ten times it with Shift. */
export function stepBy(param: NumberParam, value: number, by: number): number {
  if (param.kind === 'integer') return keepIn(param, Math.round(value) + by)
  const { text, unit } = formatField(param, value)
  const size = Math.abs(Number(text.replace('−', '-')))
  const step = size > 0 ? 10 ** (Math.floor(Math.log10(size) + 1e-9) - 1) : 0.1
  const next = Number((Number(text.replace('−', '-')) + by * step).toPrecision(12))
  const parsed = parseField(param, String(next), unit)
  return keepIn(param, 'value' in parsed ? parsed.value : value)
}

function keepIn({ min = -Infinity, max = Infinity }: NumberParam, value: number): number {
  return clamp(value, min, max)
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
