/** HDF5 files by h5wasm, which is loaded when the first one is opened. */
import { type ByteSource, HostError } from '@chirpflow/graph'
import type * as H5 from 'h5wasm'
import { messageOf, readWhole, startsWith, viewOf, wholeFileLimit } from './bytes.ts'

export interface Hdf5 {
  /** Every group and dataset, without a leading slash. */
  readonly paths: readonly string[]
  /** Undefined where there is no dataset of that path. */
  dataset(path: string): Hdf5Dataset | undefined
  /** A dataset or attribute that is text. */
  text(path: string): string | undefined
  attribute(path: string, name: string): string | undefined
  close(): void
}

/** A dataset of numbers, or of records of numbers. */
export interface Hdf5Dataset {
  readonly shape: readonly number[]
  /** Rows along the first axis that the file stores together; 0 where it stores all in one piece. */
  readonly chunk: number
  /** Numbers of one element: one without a name, or the members of a record. Empty: not numbers. */
  readonly fields: readonly Hdf5Field[]
  /** The numbers of one field in rows first .. first + count - 1. */
  read(field: Hdf5Field, first: number, count: number): Float64Array
}

export interface Hdf5Field {
  readonly name: string
  readonly offset: number
  readonly get: (view: DataView, at: number) => number
}

const magic = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]

/** Whether the bytes hold HDF5, at their start or behind a user block (MATLAB's is 512 bytes). */
export function isHdf5(bytes: Uint8Array): boolean {
  return startsWith(bytes, magic) || startsWith(bytes.subarray(512), magic)
}

/** Counts opened files: each needs a name of its own in h5wasm's file system, which is in memory. */
let opened = 0

/** Opens a file, which is read whole. Throws HostError where it is too long or damaged. */
export async function openHdf5(source: ByteSource): Promise<Hdf5> {
  const bytes = await readWhole(source)
  const h5 = await import('h5wasm')
  const { FS, activate_throwing_error_handler: throwErrors } = await h5.ready
  const path = `/${opened++}.h5`
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (error instanceof HostError) throw error
      throw new HostError(`${source.name}: the HDF5 file cannot be read: ${causeOf(error)}`)
    }
  }
  guarded(() => {
    // Else the library prints its errors and goes on.
    throwErrors()
    FS.writeFile(path, bytes)
  })
  let file: H5.File
  try {
    file = guarded(() => new h5.File(path, 'r'))
  } catch (error) {
    FS.unlink(path)
    throw error
  }
  const entity = (at: string) => (paths.includes(at) ? file.get(at) : null)
  let paths: readonly string[] = []
  const close = () => {
    try {
      guarded(() => file.close())
    } finally {
      FS.unlink(path)
    }
  }
  try {
    paths = guarded(() => file.paths())
  } catch (error) {
    close()
    throw error
  }
  return {
    paths,
    dataset: (at) =>
      guarded(() => {
        const found = entity(at)
        return found instanceof h5.Dataset ? wrap(found, h5, guarded) : undefined
      }),
    text: (at) =>
      guarded(() => {
        const found = entity(at)
        const value = found instanceof h5.Dataset ? found.value : undefined
        return typeof value === 'string' ? value : undefined
      }),
    attribute: (at, name) =>
      guarded(() => {
        const found = entity(at)
        if (!(found instanceof h5.Dataset || found instanceof h5.Group)) return undefined
        const value = found.attrs[name]?.value
        return typeof value === 'string' ? value : undefined
      }),
    close,
  }
}

function wrap(dataset: H5.Dataset, h5: typeof H5, guarded: <T>(work: () => T) => T): Hdf5Dataset {
  const metadata = dataset.metadata
  const shape = metadata.shape ?? []
  return {
    shape,
    chunk: metadata.chunks?.[0] ?? 0,
    fields: fieldsOf(metadata),
    read: (field, first, count) =>
      guarded(() => {
        const bytes = rawRows(dataset, h5, first, count)
        const view = viewOf(bytes)
        const { size } = metadata
        return Float64Array.from({ length: bytes.length / size }, (_, index) =>
          field.get(view, index * size + field.offset),
        )
      }),
  }
}

/** Bytes of some rows; h5wasm's own slice makes an object of every record. */
function rawRows(dataset: H5.Dataset, h5: typeof H5, first: number, count: number): Uint8Array {
  const { shape, size } = dataset.metadata
  const rest = shape?.slice(1) ?? []
  const bytes = rest.reduce((product, length) => product * length, count) * size
  if (bytes === 0) return new Uint8Array(0)
  if (bytes > wholeFileLimit) throw new HostError(`${dataset.path} claims ${bytes} bytes at once`)
  const at = h5.Module._malloc(bytes)
  if (at === 0) throw new HostError(`no memory for ${bytes} bytes`)
  try {
    h5.Module.get_dataset_data(
      dataset.file_id,
      dataset.path,
      shape?.length ? [count, ...rest].map(BigInt) : null,
      shape?.length ? [first, ...rest.map(() => 0)].map(BigInt) : null,
      shape?.length ? [1, ...rest.map(() => 1)].map(BigInt) : null,
      BigInt(at),
    )
    return h5.Module.HEAPU8.slice(at, at + bytes)
  } finally {
    h5.Module._free(at)
  }
}

/** HDF5 type classes (H5Tpublic.h). */
const classes = { integer: 0, float: 1, compound: 6, enumeration: 8 }

function fieldsOf(metadata: H5.Metadata): Hdf5Field[] {
  if (metadata.type !== classes.compound) return fieldOf('', 0, metadata)
  return (metadata.compound_type?.members ?? []).flatMap((member) =>
    fieldOf(member.name, member.offset, member),
  )
}

function fieldOf(name: string, offset: number, type: H5.Metadata): Hdf5Field[] {
  const { size, signed, littleEndian: little } = type
  const whole = type.type === classes.integer || type.type === classes.enumeration
  const key = whole ? `${signed ? 'i' : 'u'}${size}` : type.type === classes.float ? `f${size}` : ''
  const getters: Record<string, Hdf5Field['get']> = {
    i1: (view, at) => view.getInt8(at),
    u1: (view, at) => view.getUint8(at),
    i2: (view, at) => view.getInt16(at, little),
    u2: (view, at) => view.getUint16(at, little),
    i4: (view, at) => view.getInt32(at, little),
    u4: (view, at) => view.getUint32(at, little),
    i8: (view, at) => Number(view.getBigInt64(at, little)),
    u8: (view, at) => Number(view.getBigUint64(at, little)),
    f4: (view, at) => view.getFloat32(at, little),
    f8: (view, at) => view.getFloat64(at, little),
  }
  return Object.hasOwn(getters, key) ? [{ name, offset, get: getters[key] }] : []
}

/** The deepest line of HDF5's stack of errors, "  #006: file line 577 in name(): what is wrong". */
function causeOf(error: unknown): string {
  const lines = messageOf(error).split('\n')
  const causes = lines.flatMap((line) => /^\s*#\d+: .*\(\): (.*)$/.exec(line)?.[1] ?? [])
  return (causes.at(-1) ?? lines[0]).slice(0, 200)
}
