/** Chunks as a NumPy array (numpy.lib.format, version 1.0). */
import type { Chunk, Dtype, Signal } from '@chirpflow/graph'

const codes: Record<Dtype, string> = {
  int16: '<i2',
  float32: '<f4',
  float64: '<f8',
  complex64: '<c8',
}

/**
 * One array with the shape of the wire's axes; of several chunks (all of one signal) with their
 * number in front. Values as they are, SI, little-endian, C order.
 */
export function npyOf(
  signal: Pick<Signal, 'dtype' | 'axes'>,
  chunks: readonly Pick<Chunk, 'data'>[],
): Uint8Array<ArrayBuffer> {
  const sizes = signal.axes.map(({ size }) => size)
  const shape = chunks.length === 1 ? sizes : [chunks.length, ...sizes]
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const text = `{'descr': '${codes[signal.dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`
  // Magic, version and length take 10 bytes; data begin at a multiple of 64; a line feed ends the header.
  const header = `${text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11)}\n`
  const bytes = chunks.reduce((sum, { data }) => sum + data.byteLength, 10 + header.length)
  const file = new Uint8Array(bytes)
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8])
  for (let i = 0; i < header.length; i++) file[10 + i] = header.charCodeAt(i)
  let offset = 10 + header.length
  for (const { data } of chunks) {
    // Typed arrays are in the machine's order; every machine a browser runs on is little-endian.
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset)
    offset += data.byteLength
  }
  return file
}
