/** Looks into values parsed from JSON, whose shape nothing vouches for. */
import { HostError } from '@chirpflow/graph'
import { messageOf } from './bytes.ts'

/** The value of a JSON text; nothing of nothing. Throws HostError naming `place`. */
export function jsonOf(place: string, text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HostError(`${place}: not JSON: ${messageOf(error)}`)
  }
}

export function fieldOf(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) {
    return undefined
  }
  return (object as Record<string, unknown>)[name]
}

export function listAt(object: unknown, name: string): unknown[] {
  const list = fieldOf(object, name)
  return Array.isArray(list) ? list : []
}

/** NaN where there is no number. */
export function numberAt(object: unknown, name: string): number {
  const value = fieldOf(object, name)
  return typeof value === 'number' ? value : Number.NaN
}
