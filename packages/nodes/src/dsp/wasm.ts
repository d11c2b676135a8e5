/**
 * A small assembler for WebAssembly: one function over a piece of memory, for inner loops that two
 * doubles at a time make two to three times as fast. https://webassembly.github.io/spec/core/binary
 */

/** Bytes of an instruction; nested lists are joined. */
export type Code = readonly (number | Code)[]

/** Value types, as the binary format has them. */
const types = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const
export type ValueType = keyof typeof types

const simd = (opcode: number): Code => [0xfd, unsigned(opcode)]
/** Address is aligned to 2 ** align bytes and taken `offset` bytes further. */
const at = (align: number, offset: number): Code => [align, unsigned(offset)]
const bytesOf = (...values: number[]): Code => [...new Uint8Array(Float64Array.from(values).buffer)]

/** Instructions with their operands before them, as the stack machine takes them. */
export const op = {
  get: (local: number): Code => [0x20, local],
  set: (local: number, value: Code): Code => [value, 0x21, local],
  int: (value: number): Code => [0x41, signed(value)],
  /** Sum of an i32 local and a constant. */
  plus: (local: number, step: number): Code => [0x20, local, 0x41, signed(step), 0x6a],
  /** Repeats the body until the i32 local, which it lessens, is 0. */
  repeat: (local: number, body: Code): Code => [0x03, 0x40, body, 0x20, local, 0x0d, 0, 0x0b],
  load: (address: Code, offset = 0): Code => [address, simd(0x00), at(3, offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    address,
    value,
    simd(0x0b),
    at(3, offset),
  ],
  storeDouble: (address: Code, value: Code, offset = 0): Code => [
    address,
    value,
    0x39,
    at(3, offset),
  ],
  /** Both lanes the same. */
  splat: (value: Code): Code => [value, simd(0x14)],
  pair: (low: number, high: number): Code => [simd(0x0c), bytesOf(low, high)],
  /** The two lanes exchanged. */
  swap: (value: Code): Code => [
    value,
    value,
    simd(0x0d),
    Array.from({ length: 16 }, (_, i) => (i + 8) % 16),
  ],
  add: (a: Code, b: Code): Code => [a, b, simd(0xf0)],
  subtract: (a: Code, b: Code): Code => [a, b, simd(0xf1)],
  multiply: (a: Code, b: Code): Code => [a, b, simd(0xf2)],
  divide: (a: Code, b: Code): Code => [a, b, simd(0xf3)],
  /** Sum of both lanes, a double. */
  sumLanes: (value: Code): Code => [value, simd(0x21), 0, value, simd(0x21), 1, 0xa0],
} as const

/** A piece of memory, and the function that works on it. */
export interface Region {
  readonly memory: ArrayBuffer
  /** Its first byte; a multiple of 16. */
  readonly at: number
  readonly run: (...args: number[]) => void
}

/** What is used of the global object that every host has; the language's own library does not tell. */
interface Engine {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: { readonly run: Region['run'] } }
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Engine }

/**
 * Memories are shared: an engine reserves gigabytes of addresses for each, however small. One is let
 * go with the last plan that lies in it; none ever grows, so views of it stay.
 */
interface Arena {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly functions: Map<object, Region['run']>
  used: number
}
let arena: Arena | undefined
const arenaBytes = 1 << 22
const pageBytes = 1 << 16

/** Compiles once; each call of the result gives a zeroed piece of memory. */
export function compile(
  parameters: readonly ValueType[],
  locals: readonly ValueType[],
  body: Code,
): (bytes: number) => Region {
  const module = new WebAssembly.Module(moduleBytes(parameters, locals, body))
  return (bytes) => {
    if (!arena || arena.used + bytes > arena.memory.buffer.byteLength) {
      const initial = Math.ceil(Math.max(bytes, arenaBytes) / pageBytes)
      arena = { memory: new WebAssembly.Memory({ initial }), functions: new Map(), used: 0 }
    }
    const { memory, functions, used } = arena
    arena.used += 16 * Math.ceil(bytes / 16)
    let run = functions.get(module)
    if (!run) {
      run = new WebAssembly.Instance(module, { host: { memory } }).exports.run
      functions.set(module, run)
    }
    return { memory: memory.buffer, at: used, run }
  }
}

function moduleBytes(
  parameters: readonly ValueType[],
  locals: readonly ValueType[],
  body: Code,
): Uint8Array {
  const name = (text: string): Code => [text.length, [...text].map((c) => c.charCodeAt(0))]
  const sized = (code: Code): Code => {
    const bytes = flat(code)
    return [unsigned(bytes.length), bytes]
  }
  const section = (id: number, code: Code): Code => [id, sized(code)]
  const kinds = parameters.map((type) => types[type])
  const declared = [locals.length, locals.map((type) => [1, types[type]])]
  return Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [1, 0x60, kinds.length, kinds, 0]),
      section(2, [1, name('host'), name('memory'), 0x02, 0x00, 1]),
      section(3, [1, 0]),
      section(7, [1, name('run'), 0x00, 0]),
      section(10, [1, sized([declared, body, 0x0b])]),
    ]),
  )
}

function flat(code: Code, bytes: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === 'number') bytes.push(part)
    else flat(part, bytes)
  }
  return bytes
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): number[] {
  const rest = value >> 7
  const low = value & 0x7f
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)
  return isLast ? [low] : [low | 0x80, ...signed(rest)]
}
