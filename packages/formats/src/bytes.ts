/** Reading bytes out of a file, and saying so when they are not there. */
import { type ByteSource, HostError } from '@chirpflow/graph'

/** Most bytes of a file that has to be read whole: HDF5, MAT and text. */
export const wholeFileLimit = 512 * 1024 * 1024

/** Exactly the bytes asked for. Throws HostError where the file ends before. */
export async function readExactly(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = await source.read(offset, length)
  if (bytes.length === length) return bytes
  throw new HostError(
    `${source.name}: ${bytes.length} of ${length} bytes at ${offset} could be read; was the file changed while it was open?`,
  )
}

/** All of a file. Throws HostError where it is empty or longer than `limit` bytes. */
export async function readWhole(source: ByteSource, limit = wholeFileLimit): Promise<Uint8Array> {
  if (source.size === 0) throw new HostError(`${source.name}: the file is empty`)
  if (source.size > limit) {
    throw new HostError(
      `${source.name}: ${megabytes(source.size)} is too much for a file that has to be read whole; the limit is ${megabytes(limit)}`,
    )
  }
  return readExactly(source, 0, source.size)
}

/** The words of little-endian 16-bit data. Every engine that runs this is little-endian itself. */
export function int16s(bytes: Uint8Array): Int16Array {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice()
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length >> 1)
}

/** Whether the bytes begin with these. */
export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** What an unknown thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1048576).toFixed(1)} MiB`
}
