/** Opens a recording of an Acconeer A121 (Exploration Tool, HDF5) as range profiles. */
import type { ByteSource, Recording } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { configOf, entry, framePath, rangeAxis, sweepInterval } from './a121-config.ts'
import { countFlags, timing } from './a121-timing.ts'
import { chirpAxis } from './geometry.ts'
import { type Hdf5, type Hdf5Dataset, openHdf5 } from './hdf5.ts'

/** Acconeer exptool, a121/algo/_utils.py: RADIO_FREQUENCY. */
const radioFrequency = 60.5e9
/** Frames decoded at once where the file does not store several together. */
const usualBlock = 256

/**
 * Frames (sweep, point) of complex counts; a sweep is a chirp of the pipeline, a point a range. Range
 * of point k is (start_point + k step_length) base_step_length_m. A frame whose tick says that it
 * is missing is undefined. Throws HostError for any other HDF5 file.
 */
export async function openA121(source: ByteSource): Promise<Recording> {
  const file = await openHdf5(source)
  try {
    return describe(source.name, file)
  } catch (error) {
    file.close()
    throw error
  }
}

function describe(name: string, file: Hdf5): Recording {
  const frame = file.dataset(framePath)
  if (!frame) throw new HostError(`${name}: ${foreign(file)}`)
  const real = frame.fields.find((field) => field.name === 'real')
  const imag = frame.fields.find((field) => field.name === 'imag')
  const [rows, sweeps, points] = frame.shape
  if (!real || !imag || frame.shape.length !== 3) {
    throw new HostError(
      `${name}: ${framePath} is not (frame, sweep, point) of records {real, imag}; the file is damaged or newer`,
    )
  }
  if (rows * sweeps * points === 0) throw new HostError(`${name}: ${framePath} holds no frames`)
  const notes = ['Acconeer A121 recording; values are counts as the sensor gives them.']
  const warnings = otherEntries(file)
  const config = configOf(name, file)
  const range = rangeAxis(name, file, config, points, notes)
  const { slots, frameInterval } = timing(name, file, config, rows, notes, warnings)
  countFlags(file, rows, warnings)
  const chirpInterval = sweepInterval(name, file, config)
  const readRow = blockReader(frame, rows, (first, count) => {
    const values = new Float32Array(2 * count * sweeps * points)
    const [re, im] = [frame.read(real, first, count), frame.read(imag, first, count)]
    for (let at = 0; at < re.length; at++) {
      values[2 * at] = re[at]
      values[2 * at + 1] = im[at]
    }
    return values
  })
  notes.push(`Phase turns with ${radioFrequency / 1e9} GHz, the A121's radio frequency.`)
  return {
    kind: 'profile',
    dtype: 'complex64',
    axes: [chirpAxis(sweeps, chirpInterval), range],
    frames: slots[rows - 1] + 1,
    acquisition: {
      centreFrequency: radioFrequency,
      ...(chirpInterval > 0 ? { chirpInterval } : {}),
      frameInterval,
    },
    notes,
    warnings,
    async read(first, count) {
      return Array.from({ length: count }, (_, index) => {
        const row = rowAt(slots, first + index)
        return row === undefined ? undefined : readRow(row)
      })
    },
    async close() {
      file.close()
    },
  }
}

function foreign(file: Hdf5): string {
  const held = file.paths.slice(0, 8).join(', ') || 'nothing'
  if (file.paths.includes('breathing_rate') || file.paths.includes('app_state')) {
    return `results of an Acconeer algorithm (${held}), not a recording: the dataset ${framePath} is missing; open the recording they were computed from (the name without -controller)`
  }
  return `HDF5, but not an A121 recording: the dataset ${framePath} is missing; it holds ${held}`
}

function otherEntries(file: Hdf5): string[] {
  const others = file.paths.filter((path) => /\/result\/frame$/.test(path) && path !== framePath)
  if (others.length === 0) return []
  return [`The file holds ${others.length + 1} sensors or sessions; only ${entry} is read.`]
}

/** Reads a row out of a block of rows, which is kept: the file inflates several rows at once. */
function blockReader(
  { chunk }: Hdf5Dataset,
  rows: number,
  read: (first: number, count: number) => Float32Array,
): (row: number) => Float32Array {
  const length = Math.max(1, Math.min(rows, chunk || usualBlock, 4096))
  let held = -1
  let block: Float32Array = new Float32Array(0)
  let size = 0
  return (row) => {
    const wanted = Math.floor(row / length)
    if (wanted !== held) {
      const count = Math.min(length, rows - wanted * length)
      block = read(wanted * length, count)
      size = block.length / count
      held = wanted
    }
    const at = (row - held * length) * size
    return block.slice(at, at + size)
  }
}

/** The row of a frame, by bisection. */
function rowAt(slots: readonly number[], frame: number): number | undefined {
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (slots[middle] < frame) low = middle + 1
    else high = middle
  }
  return slots[low] === frame ? low : undefined
}
