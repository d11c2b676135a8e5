/**
 * Messages of a line as text and bytes, for carriers such as a WebSocket that know nothing else. What
 * JSON has no words for (typed arrays, NaN, an undefined field) stands in the text as an object whose
 * key is `$`; the numbers of typed arrays follow each other in the bytes, in the order of the text.
 */

/** `text` says how many bytes follow it; little-endian, as all machines are on which this runs. */
export interface Line {
  readonly text: string
  readonly bytes: Uint8Array
}

/** What came over a line cannot be read. */
export class LineError extends Error {
  override name = 'LineError'
}

/** Deepest nesting of a message, on either side. */
const deepest = 64

const arrays = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const
type ArrayName = keyof typeof arrays
type TypedArray = InstanceType<(typeof arrays)[ArrayName]>

const words: Readonly<Record<string, number | undefined>> = {
  undefined: undefined,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
}

/**
 * Plain data as it would be cloned: null, texts, numbers, booleans, undefined, arrays, plain objects and
 * typed arrays. Throws TypeError for anything else, and for what is nested deeper than 64.
 */
export function encodeLine(message: unknown): Line {
  const parts: TypedArray[] = []
  const plain = plainOf(message, parts, 0)
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const bytes = new Uint8Array(length)
  let at = 0
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return { text: JSON.stringify([length, plain]), bytes }
}

function plainOf(value: unknown, parts: TypedArray[], depth: number): unknown {
  if (depth > deepest) throw new TypeError('what is nested so deep cannot be sent')
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined) return { $: 'undefined' }
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { $: '-0' }
    return Number.isFinite(value) ? value : { $: String(value) }
  }
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} cannot be sent`)
  const inside = (each: unknown) => plainOf(each, parts, depth + 1)
  if (Array.isArray(value)) return Array.from(value, inside)
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const array = value as TypedArray
    const name = array[Symbol.toStringTag]
    if (!Object.hasOwn(arrays, name)) throw new TypeError(`a ${name} cannot be sent`)
    parts.push(array)
    return { $: name, n: array.length }
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`a ${value.constructor?.name} cannot be sent`)
  }
  const entries = Object.entries(value).map(([key, each]) => [key, inside(each)] as const)
  const own = Object.fromEntries(entries)
  return Object.hasOwn(own, '$') ? { $: 'object', of: own } : own
}

/** How many bytes follow a text of encodeLine. Throws LineError. */
export function bytesAfter(text: string): number {
  const found = /^\[(\d{1,15}),/.exec(text)
  if (!found) throw new LineError('the text of a message does not begin with a count of bytes')
  return Number(found[1])
}

/** The message again, its typed arrays in memory of their own. Throws LineError where it is none. */
export function decodeLine({ text, bytes }: Line): unknown {
  const length = bytesAfter(text)
  if (length !== bytes.byteLength) {
    throw new LineError(`a message names ${length} bytes, and ${bytes.byteLength} came`)
  }
  const reader = { bytes, at: 0 }
  const parsed = parse(text)
  if (parsed.length !== 2) throw new LineError('a message is not a count and a value')
  const message = readValue(parsed[1], reader, 0)
  if (reader.at !== length) throw new LineError('a message has bytes that nothing names')
  return message
}

interface Reader {
  readonly bytes: Uint8Array
  at: number
}

function parse(text: string): readonly unknown[] {
  try {
    return JSON.parse(text) as readonly unknown[]
  } catch {
    throw new LineError('a message is no JSON')
  }
}

function readValue(plain: unknown, reader: Reader, depth: number): unknown {
  if (depth > deepest) throw new LineError('a message is nested too deep')
  if (typeof plain !== 'object' || plain === null) return plain
  const inside = (each: unknown) => readValue(each, reader, depth + 1)
  if (Array.isArray(plain)) return plain.map(inside)
  const object = plain as Readonly<Record<string, unknown>>
  if (!Object.hasOwn(object, '$')) return objectOf(object, inside)
  const { $: mark, n, of } = object
  if (typeof mark === 'string' && Object.hasOwn(words, mark)) return words[mark]
  if (typeof mark === 'string' && Object.hasOwn(arrays, mark)) {
    return arrayOf(mark as ArrayName, n, reader)
  }
  if (mark === 'object' && typeof of === 'object' && of !== null && !Array.isArray(of)) {
    return objectOf(of as Readonly<Record<string, unknown>>, inside)
  }
  throw new LineError('a message has a mark that is not known')
}

/** fromEntries, so that a field called __proto__ is one like any other. */
function objectOf(object: Readonly<Record<string, unknown>>, inside: (each: unknown) => unknown) {
  return Object.fromEntries(Object.entries(object).map(([key, each]) => [key, inside(each)]))
}

function arrayOf(name: ArrayName, length: unknown, reader: Reader): TypedArray {
  const size = arrays[name].BYTES_PER_ELEMENT
  const isCount = typeof length === 'number' && Number.isSafeInteger(length) && length >= 0
  const end = isCount ? reader.at + length * size : Number.NaN
  if (!(end <= reader.bytes.byteLength))
    throw new LineError(`a message lacks the bytes of a ${name}`)
  // A copy begins where its kind may, and lives no longer than who holds it.
  const { buffer } = reader.bytes.slice(reader.at, end)
  reader.at = end
  return new arrays[name](buffer)
}
