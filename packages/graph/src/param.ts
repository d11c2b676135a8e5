/** Parameters as plain data: the form, the limits, the help, the file and the types derive from it. */
import type { Unit } from './signal.ts'

export type ParamValue = number | boolean | string

interface Described {
  readonly label: string
  readonly help: string
  /** Read at each chunk; all other changes close and reopen the node and what follows it. */
  readonly live?: boolean
}

export interface NumberParam extends Described {
  readonly kind: 'number' | 'integer'
  readonly default: number
  readonly min?: number
  readonly max?: number
  /** Unit of the value; limits, default and file are in it too. */
  readonly unit?: Unit
  /** How a slider divides its length. */
  readonly scale?: 'log'
}

export interface FlagParam extends Described {
  readonly kind: 'flag'
  readonly default: boolean
}

export interface ChoiceParam<O extends string = string> extends Described {
  readonly kind: 'choice'
  readonly options: readonly O[]
  readonly default: O
}

export interface TextParam extends Described {
  readonly kind: 'text'
  readonly default: string
}

export interface FileParam extends Described {
  readonly kind: 'file'
  readonly default: string
  /** File name endings, with the dot. */
  readonly accepts: readonly string[]
  /** Written to, not read: its content is no input of the node. */
  readonly writes?: boolean
}

export type Param = NumberParam | FlagParam | ChoiceParam | TextParam | FileParam
export type Params = Readonly<Record<string, Param>>

export type ValueOf<P extends Param> =
  P extends ChoiceParam<infer O>
    ? O
    : P extends NumberParam
      ? number
      : P extends FlagParam
        ? boolean
        : string

export type Values<P extends Params> = { readonly [K in keyof P]: ValueOf<P[K]> }

export function number(spec: Omit<NumberParam, 'kind'>): NumberParam {
  return { kind: 'number', ...spec }
}

export function integer(spec: Omit<NumberParam, 'kind'>): NumberParam {
  return { kind: 'integer', ...spec }
}

export function flag(spec: Omit<FlagParam, 'kind'>): FlagParam {
  return { kind: 'flag', ...spec }
}

export function choice<const O extends string>(
  options: readonly O[],
  spec: Omit<ChoiceParam<O>, 'kind' | 'options'>,
): ChoiceParam<O> {
  return { kind: 'choice', options, ...spec }
}

export function text(spec: Omit<TextParam, 'kind'>): TextParam {
  return { kind: 'text', ...spec }
}

export function file(spec: Omit<FileParam, 'kind' | 'default'>): FileParam {
  return { kind: 'file', default: '', ...spec }
}

/** "from 0 to 1 Hz", "at least 3", or '' without limits. */
export function describeLimits(param: Param): string {
  if (param.kind === 'choice') return `one of ${param.options.join(', ')}`
  if (param.kind !== 'number' && param.kind !== 'integer') return ''
  const unit = param.unit && param.unit !== '1' ? ` ${param.unit}` : ''
  if (param.min !== undefined && param.max !== undefined) {
    return `from ${param.min} to ${param.max}${unit}`
  }
  if (param.min !== undefined) return `at least ${param.min}${unit}`
  return param.max === undefined ? unit.trim() : `at most ${param.max}${unit}`
}

/** What is wrong with a value, as the end of a sentence ("must be ..., is ..."); undefined if nothing. */
export function refuseValue(param: Param, value: unknown): string | undefined {
  const shown = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing')
  const is = `is ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}`
  switch (param.kind) {
    case 'number':
    case 'integer': {
      const limits = describeLimits(param)
      const kind = param.kind === 'integer' ? 'a whole number' : 'a number'
      const wants = `must be ${kind}${limits ? ` ${limits.startsWith('from') || limits.startsWith('at') ? '' : 'in '}${limits}` : ''}`
      if (typeof value !== 'number' || !Number.isFinite(value)) return `${wants}, ${is}`
      const inside = value >= (param.min ?? -Infinity) && value <= (param.max ?? Infinity)
      const whole = param.kind === 'number' || Number.isSafeInteger(value)
      return inside && whole ? undefined : `${wants}, ${is}`
    }
    case 'flag':
      return typeof value === 'boolean' ? undefined : `must be true or false, ${is}`
    case 'choice':
      return typeof value === 'string' && param.options.includes(value)
        ? undefined
        : `must be ${describeLimits(param)}, ${is}`
    case 'text':
    case 'file':
      return typeof value === 'string' ? undefined : `must be a text, ${is}`
  }
}

/**
 * Reads a value typed by a person ("1.2", "true", "hann") as the parameter's kind wants it; what does
 * not read as that stays a text, for refuseValue to show.
 */
export function readValue(param: Param, typed: string): ParamValue {
  switch (param.kind) {
    case 'number':
    case 'integer':
      return typed.trim() === '' || Number.isNaN(Number(typed)) ? typed : Number(typed)
    case 'flag':
      return typed === 'true' ? true : typed === 'false' ? false : typed
    default:
      return typed
  }
}
