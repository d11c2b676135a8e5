/** Opens a raw DCA1000 file (adc_data.bin) as a recording. */
import type { ByteSource, Recording, RecordingOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { int16s, readExactly } from './bytes.ts'
import { checkBeats, chooseLayout, chooseSlots } from './dca-choice.ts'
import { gatherEvidence } from './dca-evidence.ts'
import { type Decoding, decodeFrame, isComplex, wordsPerFrame } from './dca-layout.ts'
import { acquisitionOf, adcAxes, checkGeometry } from './geometry.ts'
import type { Settings } from './read-config.ts'

/**
 * A raw file: 16-bit little-endian samples and nothing else. Frames are read one by one, so its
 * length does not matter. Throws HostError where it holds no whole frame or cannot be such a file.
 */
export async function openDca1000(
  source: ByteSource,
  options: RecordingOptions,
  settings: Settings,
): Promise<Recording> {
  const { geometry, config } = settings
  checkGeometry(geometry, source.name)
  checkSize(source)
  const notes = [...settings.notes]
  const warnings = [...settings.warnings]
  const { samples } = geometry
  const evidence = await gatherEvidence(source, samples, config?.bits ?? 16)
  const layout = chooseLayout(options, settings, evidence, notes, warnings)
  const slots = chooseSlots(layout, source.name, geometry.receivers, evidence, warnings)
  const decoding: Decoding = {
    layout,
    chirps: geometry.chirps,
    receivers: geometry.receivers,
    samples,
    swapped: options.iqOrder === 'qi',
    bits: config?.bits ?? 16,
    slots,
  }
  if (isComplex(layout)) checkBeats(decoding, geometry, settings, evidence, notes, warnings)
  notes.push('A raw file does not say what never arrived: all of it counts as there.')
  const frameBytes = 2 * wordsPerFrame(decoding)
  if (layout === '2-lane' && frameBytes % 8 !== 0) {
    throw new HostError(
      `${source.name}: two lanes send samples in pairs, and a frame of ${geometry.chirps} x ${geometry.receivers} x ${samples} samples has an odd number; check the geometry`,
    )
  }
  const frames = countFrames(source, frameBytes, decoding, warnings)
  return {
    kind: 'adc',
    dtype: isComplex(layout) ? 'complex64' : 'float32',
    axes: adcAxes(geometry),
    frames,
    acquisition: acquisitionOf(geometry),
    notes,
    warnings,
    async read(first, count) {
      const bytes = await readExactly(source, first * frameBytes, count * frameBytes)
      const words = int16s(bytes)
      const length = frameBytes / 2
      return Array.from({ length: count }, (_, index) =>
        decodeFrame(words.subarray(index * length, (index + 1) * length), decoding),
      )
    },
    async close() {},
  }
}

function checkSize({ name, size }: ByteSource): void {
  if (size === 0) throw new HostError(`${name}: the file is empty`)
  if (size % 2 === 0) return
  throw new HostError(
    `${name}: ${size} bytes are not 16-bit samples (the number is odd); the file is cut off or not a raw DCA1000 capture`,
  )
}

function countFrames(
  { name, size }: ByteSource,
  frameBytes: number,
  decoding: Decoding,
  warnings: string[],
): number {
  const { chirps, receivers, samples, layout } = decoding
  const shape = `${chirps} chirps x ${receivers} receivers x ${samples} samples, ${layout}`
  const frames = Math.floor(size / frameBytes)
  if (frames === 0) {
    throw new HostError(
      `${name}: no whole frame: the file has ${size} bytes, one frame has ${frameBytes} (${shape}); check chirps, receivers, samples and layout`,
    )
  }
  const rest = size - frames * frameBytes
  if (rest > 0) {
    warnings.push(
      `The file ends inside a frame: ${frames} whole frames of ${frameBytes} bytes (${shape}) are read, the last ${rest} bytes are left over; if the recording was not cut off, check the geometry.`,
    )
  }
  return frames
}
