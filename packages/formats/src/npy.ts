/** NumPy's .npy files (numpy.lib.format, versions 1 to 3). */
import { type ByteSource, HostError } from '@chirpflow/graph'
import { messageOf, readExactly, startsWith, viewOf } from './bytes.ts'
import { latin1 } from './text.ts'

export const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]

export interface NpyHeader {
  /** As NumPy writes it: '<c8'. */
  readonly dtype: string
  readonly complex: boolean
  /** Bytes of one element, both parts of a complex one. */
  readonly bytes: number
  readonly shape: readonly number[]
  readonly columnMajor: boolean
  /** Where the first element stands in the file. */
  readonly offset: number
  readonly read: (view: DataView, at: number) => number
}

/** Longest header that is looked at; NumPy itself refuses those above 10,000 characters. */
const longestHeader = 65536

/** Reads and checks the header. Throws HostError with what to save instead. */
export async function readNpyHeader(source: ByteSource): Promise<NpyHeader> {
  const fail = (what: string) => new HostError(`${source.name}: ${what}`)
  const start = await source.read(0, 12)
  if (start.length < 10 || !startsWith(start, npyMagic)) {
    throw fail('not a .npy file (it does not begin with \\x93NUMPY)')
  }
  const version = start[6]
  const view = viewOf(start)
  if (version < 1 || version > 3 || (version > 1 && start.length < 12)) {
    throw fail(`.npy version ${version} is not known; versions 1 to 3 are`)
  }
  const [from, length] =
    version === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)]
  if (length > longestHeader) throw fail(`.npy header of ${length} bytes; the file is damaged`)
  const text = latin1(await readExactly(source, from, length))
  const shape = shapeOf(text)
  if (!shape) throw fail('its .npy header has no shape; the file is damaged')
  try {
    return {
      ...elementOf(text),
      shape,
      columnMajor: /'fortran_order'\s*:\s*True/.test(text),
      offset: from + length,
    }
  } catch (error) {
    throw fail(messageOf(error))
  }
}

function shapeOf(text: string): number[] | undefined {
  const inside = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1]
  return inside?.match(/\d+/g)?.map(Number) ?? (inside === undefined ? undefined : [])
}

type Read = NpyHeader['read']

const readers: Record<string, (little: boolean) => Read> = {
  b1: () => (view, at) => view.getUint8(at),
  i1: () => (view, at) => view.getInt8(at),
  u1: () => (view, at) => view.getUint8(at),
  i2: (little) => (view, at) => view.getInt16(at, little),
  u2: (little) => (view, at) => view.getUint16(at, little),
  i4: (little) => (view, at) => view.getInt32(at, little),
  u4: (little) => (view, at) => view.getUint32(at, little),
  i8: (little) => (view, at) => Number(view.getBigInt64(at, little)),
  u8: (little) => (view, at) => Number(view.getBigUint64(at, little)),
  f4: (little) => (view, at) => view.getFloat32(at, little),
  f8: (little) => (view, at) => view.getFloat64(at, little),
}

function elementOf(text: string): Pick<NpyHeader, 'dtype' | 'complex' | 'bytes' | 'read'> {
  const dtype = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1]
  if (dtype === undefined) throw new HostError('holds records, not numbers; save a plain array')
  const known = /^([<>|=])([biufc])(\d+)$/.exec(dtype)
  const complex = known?.[2] === 'c'
  const part = complex ? `f${Number(known?.[3]) / 2}` : `${known?.[2]}${known?.[3]}`
  if (!known || !Object.hasOwn(readers, part)) {
    throw new HostError(`holds "${dtype}" values; save integers, float32, float64 or complex`)
  }
  return { dtype, complex, bytes: Number(known[3]), read: readers[part](known[1] !== '>') }
}

/** Types whose bytes are an array as they stand: every engine that runs this is little-endian. */
const arrays: Readonly<
  Record<string, Int16ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor>
> = {
  '<i2': Int16Array,
  '<f4': Float32Array,
  '<c8': Float32Array,
  '<f8': Float64Array,
  '<c16': Float64Array,
}

/** The numbers in the bytes, one after the other; a complex value gives two. */
export function decodeNpy(
  bytes: Uint8Array,
  { dtype, complex, bytes: size, read }: NpyHeader,
  into: Float32Array | Float64Array,
): void {
  const Plain = Object.hasOwn(arrays, dtype) ? arrays[dtype] : undefined
  if (Plain && bytes.byteOffset % Plain.BYTES_PER_ELEMENT === 0) {
    into.set(new Plain(bytes.buffer as ArrayBuffer, bytes.byteOffset, into.length))
    return
  }
  const view = viewOf(bytes)
  const step = complex ? size / 2 : size
  for (let index = 0; index < into.length; index++) into[index] = read(view, index * step)
}

/** "(400, 2, 4, 100)". */
export function describeShape(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
}
