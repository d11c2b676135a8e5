/** Opens any file that holds radar frames. */
import type { ByteSource, Recording, RecordingOptions } from '@chirpflow/graph'
import { aboutParam, HostError } from '@chirpflow/graph'
import { openA121 } from './a121.ts'
import { readWhole, startsWith } from './bytes.ts'
import { captureLogName, isCaptureLog, parseCaptureLog } from './capture-log.ts'
import { openCapture } from './capture-recording.ts'
import { openDca1000 } from './dca-recording.ts'
import { isHdf5 } from './hdf5.ts'
import { isMat5 } from './mat5.ts'
import { npyMagic } from './npy.ts'
import { openNpyRecording } from './npy-recording.ts'
import { settle } from './read-config.ts'
import { decodeText, latin1 } from './text.ts'

type Open = (path: string) => Promise<ByteSource>

/**
 * Opens a raw DCA1000 file (.bin, .raw, .dat), a NumPy array (.npy) or an A121 recording (.h5), told
 * apart by content and, for raw files, by name. The log of a capture is given as its configuration,
 * or found by `beside`, which opens a file only where there is one. Throws HostError where it cannot
 * be read; its read throws RangeError for frames that are not there.
 */
export async function openRecording(
  options: RecordingOptions,
  open: Open,
  beside: (path: string) => Promise<ByteSource | undefined> = async () => undefined,
): Promise<Recording> {
  const recording = await openAny(options, open, beside)
  return {
    ...recording,
    async read(first, count) {
      const whole = Number.isInteger(first) && Number.isInteger(count)
      if (!whole || first < 0 || count < 0 || first + count > recording.frames) {
        throw new RangeError(`frames ${first} to ${first + count - 1} of ${recording.frames}`)
      }
      return recording.read(first, count)
    },
  }
}

async function openAny(
  options: RecordingOptions,
  open: Open,
  beside: (path: string) => Promise<ByteSource | undefined>,
): Promise<Recording> {
  const source = await open(options.path)
  const { name, size } = source
  if (size === 0) throw new HostError(`${name}: the file is empty`)
  const start = await source.read(0, 1024)
  if (isHdf5(start) && !isMatlab(start)) {
    const recording = await openA121(source)
    if (options.config === '') return recording
    const ignored = `${options.config} is not read: an A121 file holds its own configuration.`
    return { ...recording, warnings: [...recording.warnings, ignored] }
  }
  const refusal = refuse(name, start)
  if (refusal !== undefined) throw new HostError(`${name}: ${refusal}`)
  const isArray = startsWith(start, npyMagic)
  const captured = isArray ? undefined : await openCaptured(source, options, open, beside)
  if (captured) return captured
  const settings = await settle(options, open)
  return isArray
    ? openNpyRecording(source, options, settings)
    : openDca1000(source, options, settings)
}

/** By the log that was chosen as configuration, else by the one beside the file; without one, nothing. */
async function openCaptured(
  source: ByteSource,
  options: RecordingOptions,
  open: Open,
  beside: (path: string) => Promise<ByteSource | undefined>,
): Promise<Recording | undefined> {
  const textOf = async (file: ByteSource) => decodeText(await readWhole(file))
  const { path, config } = options
  const chosen = config === '' ? undefined : await aboutParam('config', () => open(config))
  if (chosen && isCaptureLog(latin1(await chosen.read(0, 64)))) {
    const text = await textOf(chosen)
    const log = await aboutParam('config', async () => parseCaptureLog(text, config))
    return openCapture(source, log, options)
  }
  const found = await beside(captureLogName(path))
  if (!found) return undefined
  const log = parseCaptureLog(await textOf(found), found.name)
  const recording = await openCapture(source, log, options)
  if (!chosen || (await textOf(chosen)) === log.header.config) return recording
  const other = `${config} is not what was sent to the radar; the configuration in ${found.name} is taken.`
  return { ...recording, warnings: [...recording.warnings, other] }
}

const other: readonly { magic: readonly number[]; what: string }[] = [
  { magic: [0xd4, 0xc3, 0xb2, 0xa1], what: 'captured network traffic (pcap), not samples' },
  { magic: [0x0a, 0x0d, 0x0d, 0x0a], what: 'captured network traffic (pcapng), not samples' },
  { magic: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive (.npz); save one array with np.save' },
]

const known = 'a recording is a raw DCA1000 file (.bin), a NumPy array (.npy) or an A121 file (.h5)'

/** Why the file is no recording, or nothing. */
function refuse(name: string, start: Uint8Array): string | undefined {
  const extension = /\.([^./\\]*)$/.exec(name)?.[1].toLowerCase() ?? ''
  const found = other.find(({ magic }) => startsWith(start, magic))
  if (found) return `${found.what}; ${known}`
  if (isMat5(start) || isMatlab(start) || ['csv', 'tsv', 'mat'].includes(extension)) {
    return `a table or MATLAB file holds series, not radar frames; open it with the series source`
  }
  if (startsWith(start, npyMagic) || ['bin', 'raw', 'dat'].includes(extension)) return undefined
  if (extension === 'npy') return 'not a .npy file (it does not begin with \\x93NUMPY)'
  if (extension === 'h5' || extension === 'hdf5')
    return 'not an HDF5 file; it is cut off or damaged'
  return `what it is cannot be told; ${known}`
}

/** MATLAB 7.3 begins with text and has its HDF5 behind it. */
function isMatlab(start: Uint8Array): boolean {
  return startsWith(start, [0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42])
}
