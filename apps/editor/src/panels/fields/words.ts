/** What the form says about a value that a parameter does not take, and about its limits. */
import { type Param, type ParamValue, refuseValue } from '@chirpflow/graph'
import { showParam } from './units.ts'

/** A sentence for under the field, in the unit that the field shows; undefined where the value is fine. */
export function refusalOf(param: Param, value: ParamValue): string | undefined {
  const reason = refuseValue(param, value)
  if (reason === undefined) return undefined
  if ((param.kind === 'number' || param.kind === 'integer') && typeof value === 'number') {
    if (param.max !== undefined && value > param.max)
      return `At most ${showParam(param, param.max)}.`
    if (param.min !== undefined && value < param.min) {
      return `At least ${showParam(param, param.min)}.`
    }
    if (param.kind === 'integer') return 'A whole number is wanted.'
  }
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
}

/** "From 3 /min to 1200 /min."; '' without limits. */
export function limitsOf(param: Param): string {
  if (param.kind !== 'number' && param.kind !== 'integer') return ''
  const { min, max } = param
  if (min !== undefined && max !== undefined) {
    const [low, high] = [showParam(param, min), showParam(param, max)]
    const [, unit = ''] = high.split(' ')
    const bare = unit && low.endsWith(` ${unit}`) ? low.slice(0, -unit.length - 1) : low
    return `From ${bare} to ${high}.`
  }
  if (min !== undefined) return `At least ${showParam(param, min)}.`
  return max === undefined ? '' : `At most ${showParam(param, max)}.`
}

/** Choices that are units stay as they are written. */
const unitNames: readonly string[] = ['m', 'mm', 'rad', 's', 'Hz', 'dB']

/** A choice as people read it: "maximum-ratio" as "Maximum ratio", "iq" as "IQ", "mm" as it is. */
export function showOption(option: string): string {
  if (unitNames.includes(option)) return option
  if (option.length <= 2) return option.toUpperCase()
  const spaced = option.replace(/(?<=[a-z])-(?=[a-z])/g, ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** A value in a sentence: "0.38 m", "on", "Hann". */
export function showParamValue(param: Param, value: ParamValue): string {
  if ((param.kind === 'number' || param.kind === 'integer') && typeof value === 'number') {
    return showParam(param, value)
  }
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (param.kind === 'choice') return showOption(String(value))
  return value === '' ? 'nothing' : String(value)
}
