/** MATLAB 5 files ("MAT-File Format", MathWorks, chapter 1): the numeric arrays of a .mat file. */
import { HostError } from '@chirpflow/graph'
import { unzlibSync } from 'fflate'
import { messageOf, viewOf } from './bytes.ts'
import { latin1 } from './text.ts'

/** One numeric variable, column-major, as MATLAB keeps it. */
export interface Matrix {
  readonly name: string
  readonly shape: readonly number[]
  readonly re: Float64Array
  readonly im?: Float64Array
}

export interface MatFile {
  readonly matrices: readonly Matrix[]
  /** Variables of other kinds: "s (struct)". */
  readonly skipped: readonly string[]
}

interface Element {
  readonly type: number
  readonly bytes: Uint8Array
  /** Where the next element begins. */
  readonly end: number
}

const miMatrix = 14
const miCompressed = 15
const headerBytes = 128

/** Array classes that are not plain numbers. */
const otherClasses: Record<number, string> = {
  1: 'cell',
  2: 'struct',
  3: 'object',
  4: 'char',
  5: 'sparse',
  16: 'function',
  17: 'object',
  18: 'object',
}

/** Whether the bytes begin like a MATLAB 5 file: version 0x0100 and the endian mark. */
export function isMat5(bytes: Uint8Array): boolean {
  return bytes.length >= headerBytes && endianOf(bytes) !== undefined
}

function endianOf(bytes: Uint8Array): 'little' | 'big' | undefined {
  const [v0, v1, e0, e1] = bytes.subarray(124, headerBytes)
  if (e0 === 0x49 && e1 === 0x4d && v0 === 0 && v1 === 1) return 'little'
  if (e0 === 0x4d && e1 === 0x49 && v0 === 1 && v1 === 0) return 'big'
  return undefined
}

/** All numeric variables. Throws HostError where an element is damaged. */
export function readMat5(file: string, bytes: Uint8Array): MatFile {
  const little = endianOf(bytes) === 'little'
  const matrices: Matrix[] = []
  const skipped: string[] = []
  try {
    for (let at = headerBytes; at < bytes.length; ) {
      const element = elementAt(bytes, at, little)
      at = element.end
      const inner =
        element.type === miCompressed ? elementAt(unzlibSync(element.bytes), 0, little) : element
      if (inner.type !== miMatrix) continue
      const matrix = matrixOf(inner.bytes, little)
      if (typeof matrix === 'string') skipped.push(matrix)
      else matrices.push(matrix)
    }
  } catch (error) {
    throw new HostError(`${file}: the MATLAB file is damaged: ${messageOf(error)}`)
  }
  return { matrices, skipped }
}

/**
 * One element: a tag (type, bytes) and data padded to 8 bytes; or, small, both within 8 bytes, the
 * size in the upper half of the first word. Compressed elements are not padded.
 */
function elementAt(bytes: Uint8Array, at: number, little: boolean): Element {
  if (at + 8 > bytes.length) throw new HostError(`it ends inside a tag at byte ${at}`)
  const view = viewOf(bytes)
  const word = view.getUint32(at, little)
  const small = word >>> 16
  if (small !== 0) {
    if (small > 4) throw new HostError(`a small element at byte ${at} claims ${small} bytes`)
    return { type: word & 0xffff, bytes: bytes.subarray(at + 4, at + 4 + small), end: at + 8 }
  }
  const length = view.getUint32(at + 4, little)
  const from = at + 8
  if (from + length > bytes.length) {
    throw new HostError(`an element at byte ${at} claims ${length} bytes, more than the file has`)
  }
  const padded = word === miCompressed ? length : Math.ceil(length / 8) * 8
  return { type: word, bytes: bytes.subarray(from, from + length), end: from + padded }
}

/** A numeric matrix, or the name and class of one that is something else. */
function matrixOf(bytes: Uint8Array, little: boolean): Matrix | string {
  const flags = elementAt(bytes, 0, little)
  if (flags.bytes.length < 4) throw new HostError('a matrix has no flags')
  const word = viewOf(flags.bytes).getUint32(0, little)
  const arrayClass = word & 0xff
  const complex = (word & 0x800) !== 0
  // An opaque object has no dimensions: its name comes at once.
  const dimensions = elementAt(bytes, flags.end, little)
  if (arrayClass === 17) return `${latin1(dimensions.bytes)} (object)`
  const name = elementAt(bytes, dimensions.end, little)
  const title = latin1(name.bytes)
  const other = otherClasses[arrayClass]
  if (other !== undefined || arrayClass < 6 || arrayClass > 15) {
    return `${title} (${other ?? `class ${arrayClass}`})`
  }
  const shape = Array.from(numbersOf(dimensions, little))
  const size = shape.reduce((product, length) => product * length, 1)
  const re = elementAt(bytes, name.end, little)
  const im = complex ? elementAt(bytes, re.end, little) : undefined
  return {
    name: title,
    shape,
    re: sized(re, size, title, little),
    ...(im ? { im: sized(im, size, title, little) } : {}),
  }
}

function sized(element: Element, size: number, name: string, little: boolean): Float64Array {
  const values = numbersOf(element, little)
  if (values.length === size) return values
  throw new HostError(`"${name}" has ${values.length} numbers where its size says ${size}`)
}

type Get = (view: DataView, at: number, little: boolean) => number

/** Bytes and reader of each numeric data type (miINT8 ...). */
const types: Record<number, readonly [number, Get]> = {
  1: [1, (view, at) => view.getInt8(at)],
  2: [1, (view, at) => view.getUint8(at)],
  3: [2, (view, at, little) => view.getInt16(at, little)],
  4: [2, (view, at, little) => view.getUint16(at, little)],
  5: [4, (view, at, little) => view.getInt32(at, little)],
  6: [4, (view, at, little) => view.getUint32(at, little)],
  7: [4, (view, at, little) => view.getFloat32(at, little)],
  9: [8, (view, at, little) => view.getFloat64(at, little)],
  12: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  13: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
}

function numbersOf({ type, bytes }: Element, little: boolean): Float64Array {
  const known = types[type]
  if (!known) throw new HostError(`numbers of type ${type} are not known`)
  const [size, get] = known
  const view = viewOf(bytes)
  return Float64Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    get(view, index * size, little),
  )
}
