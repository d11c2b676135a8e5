/** Opens an .npy array of ADC samples as a recording. */
import type { ByteSource, Geometry, Recording, RecordingOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { readExactly } from './bytes.ts'
import { acquisitionOf, adcAxes, checkGeometry } from './geometry.ts'
import { decodeNpy, describeShape, type NpyHeader, readNpyHeader } from './npy.ts'
import type { Settings } from './read-config.ts'

const wanted =
  'wanted is (frame, chirp, receiver, sample), complex or real, or (frame, chirp, receiver, sample, 2) with I then Q'

/**
 * An array of the wanted shape, in C order, read frame by frame. Its shape overrules the geometry.
 * Throws HostError for any other shape.
 */
export async function openNpyRecording(
  source: ByteSource,
  options: RecordingOptions,
  settings: Settings,
): Promise<Recording> {
  const header = await readNpyHeader(source)
  const { dtype, shape } = header
  const pairs = shape.length === 5 && shape[4] === 2 && !header.complex
  const said = `${source.name}: ${dtype} array of shape ${describeShape(shape)}`
  if (!pairs && shape.length !== 4) throw new HostError(`${said}; ${wanted}`)
  if (header.columnMajor) {
    throw new HostError(
      `${said} in Fortran order; save it by np.save(path, np.ascontiguousarray(x))`,
    )
  }
  if (shape.includes(0)) throw new HostError(`${said} holds no samples`)
  const notes = [...settings.notes, `NumPy array ${describeShape(shape)} of ${dtype}.`]
  const warnings = [...settings.warnings]
  const geometry = { ...settings.geometry, ...countsOf(shape, settings.geometry, notes) }
  checkGeometry(geometry, source.name)
  const complex = header.complex || pairs
  const values = geometry.chirps * geometry.receivers * geometry.samples * (complex ? 2 : 1)
  const frameBytes = (values * header.bytes) / (header.complex ? 2 : 1)
  const frames = framesIn(source, header, frameBytes, warnings)
  if (pairs) notes.push(`Pairs read as ${options.iqOrder === 'qi' ? 'Q, I' : 'I, Q'}.`)
  return {
    kind: 'adc',
    dtype: complex ? 'complex64' : 'float32',
    axes: adcAxes(geometry),
    frames,
    acquisition: acquisitionOf(geometry),
    notes,
    warnings,
    async read(first, count) {
      const offset = header.offset + first * frameBytes
      const bytes = await readExactly(source, offset, count * frameBytes)
      return Array.from({ length: count }, (_, index) => {
        const frame = new Float32Array(values)
        decodeNpy(bytes.subarray(index * frameBytes, (index + 1) * frameBytes), header, frame)
        return pairs && options.iqOrder === 'qi' ? swapped(frame) : frame
      })
    },
    async close() {},
  }
}

/** The counts that the shape states; a note where typed ones differ. */
function countsOf(shape: readonly number[], typed: Geometry, notes: string[]): Partial<Geometry> {
  const [, chirps, receivers, samples] = shape
  const counts = { chirps, receivers, samples }
  const differ = (['chirps', 'receivers', 'samples'] as const).filter((k) => typed[k] !== counts[k])
  if (differ.length > 0) {
    const list = differ.map((key) => `${key} ${counts[key]}, not ${typed[key]}`).join('; ')
    notes.push(`The array's shape overrules the geometry: ${list}.`)
  }
  return counts
}

function framesIn(
  { name, size }: ByteSource,
  { shape, offset }: NpyHeader,
  frameBytes: number,
  warnings: string[],
): number {
  const there = Math.floor((size - offset) / frameBytes)
  if (there >= shape[0]) return shape[0]
  const said = `the header promises ${shape[0]} frames of ${frameBytes} bytes, the file holds ${Math.max(0, there)}`
  if (there <= 0) throw new HostError(`${name}: ${said}; the file is cut off`)
  warnings.push(`The file is cut off: ${said}, which are read.`)
  return there
}

function swapped(frame: Float32Array): Float32Array {
  return frame.map((_, index) => frame[index ^ 1])
}
