/** Opens a raw DCA1000 file (adc_data.bin) as a recording. */
import type { ByteSource, Geometry, Recording, RecordingOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { int16s, readExactly } from './bytes.ts'
import { type Evidence, gatherEvidence } from './dca-evidence.ts'
import {
  type Decoding,
  decodeFrame,
  isComplex,
  slotCount,
  type WordLayout,
  wordsPerFrame,
} from './dca-layout.ts'
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
  const slots = chooseSlots(layout, geometry, evidence, warnings)
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

const laneNames = {
  '2-lane': 'two LVDS lanes (xWR16xx, 18xx, 68xx)',
  '4-lane': 'four LVDS lanes (xWR12xx, 14xx)',
} as const

/** The layout asked for, or the one that configuration and samples speak for. */
function chooseLayout(
  options: RecordingOptions,
  { config }: Settings,
  evidence: Evidence | undefined,
  notes: string[],
  warnings: string[],
): WordLayout {
  const real = config?.lanes === 4 ? 'real-4-lane' : 'real'
  if (options.layout === 'real' || (options.layout === 'auto' && config?.complex === false)) {
    const why = options.layout === 'real' ? 'as asked for' : 'as the configuration says'
    const how = real === 'real' ? 'receiver after receiver' : 'four receivers side by side'
    notes.push(`Raw DCA1000 file of real samples, ${why}, ${how}.`)
    return real
  }
  const verdict = weigh(evidence)
  const stated = config?.lanes === 4 ? '4-lane' : config?.lanes === 2 ? '2-lane' : undefined
  const asked = options.layout === 'auto' ? undefined : options.layout
  const layout = asked ?? verdict.layout ?? stated ?? '2-lane'
  const why = asked ? 'as asked for' : verdict.layout ? verdict.why : ''
  notes.push(`Raw DCA1000 file, ${laneNames[layout]}${why === '' ? '' : `: ${why}`}.`)
  if (verdict.layout && verdict.layout !== layout) {
    warnings.push(
      `Read as ${laneNames[layout]} as asked for, but the samples speak for ${laneNames[verdict.layout]}: ${verdict.why}.`,
    )
  } else if (verdict.layout && stated && stated !== layout) {
    warnings.push(
      `The configuration is one of ${laneNames[stated]}, the samples speak for ${laneNames[layout]}: ${verdict.why}.`,
    )
  } else if (!asked && !verdict.layout) {
    const because = stated ? 'which the configuration says' : 'which most boards have'
    warnings.push(
      `The samples do not say how many lanes they came on (${verdict.why}); taken are ${laneNames[layout]}, ${because}. Set the layout if that is wrong.`,
    )
  }
  return layout
}

/** What the samples say of the lanes, and on what ground. */
function weigh(evidence: Evidence | undefined): { layout?: '2-lane' | '4-lane'; why: string } {
  if (!evidence) return { why: 'they are all zero, or fewer than four chirps' }
  const { twoLanes, fourLanes, usedSlots, chance } = evidence
  if (usedSlots.length < slotCount) {
    const empty = slotCount - usedSlots.length
    return { layout: '4-lane', why: `${empty} of four receiver slots are empty throughout` }
  }
  const gain = fourLanes.flatness - twoLanes.flatness
  const figure = `the spectrum of a chirp is ${Math.abs(gain).toFixed(1)} dB more concentrated than read as`
  if (gain > chance) return { layout: '2-lane', why: `${figure} four lanes` }
  if (gain < -chance) return { layout: '4-lane', why: `${figure} two lanes` }
  return {
    why: `spectra read either way differ by ${Math.abs(gain).toFixed(2)} dB, chance alone gives ${chance.toFixed(2)} dB`,
  }
}

/** The slots of a four-lane file that hold the receivers: those in use, if their number agrees. */
function chooseSlots(
  layout: WordLayout,
  { receivers }: Geometry,
  evidence: Evidence | undefined,
  warnings: string[],
): number[] {
  const first = Array.from({ length: receivers }, (_, slot) => slot)
  if (layout !== '4-lane' && layout !== 'real-4-lane') return first
  if (receivers > slotCount) {
    throw new HostError(`four lanes carry at most 4 receivers, the geometry says ${receivers}`)
  }
  if (!evidence || evidence.usedSlots.length === receivers) return evidence?.usedSlots.slice() ?? first
  warnings.push(
    `${evidence.usedSlots.length} of four receiver slots hold samples, the geometry says ${receivers} receivers; slots 1 to ${receivers} are read.`,
  )
  return first
}

/**
 * A target's beat frequency has the sign of the slope; energy on the other side means that I and Q
 * are taken for one another.
 */
function checkBeats(
  decoding: Decoding,
  { chirpSlope }: Geometry,
  { config }: Settings,
  evidence: Evidence | undefined,
  notes: string[],
  warnings: string[],
): void {
  const order = decoding.swapped ? 'Q' : 'I'
  const other = decoding.swapped ? 'iq' : 'qi'
  if (config?.qFirst !== undefined && config.qFirst !== decoding.swapped) {
    notes.push(
      `The configuration's sample swap means that ${config.qFirst ? 'Q' : 'I'} comes first; read is ${order} first, as set.`,
    )
  }
  const reading = decoding.layout === '2-lane' ? evidence?.twoLanes : evidence?.fourLanes
  if (!reading || reading.flatness > structured) return
  const along = decoding.swapped !== chirpSlope < 0 ? 1 - reading.positive : reading.positive
  const share = `${Math.round(100 * along)} % of the energy lies at beat frequencies of targets, not of their mirror images`
  if (along > 0.3) notes.push(`${order} first: ${share}.`)
  else warnings.push(`${order} first: only ${share}; I/Q order "${other}" may be right.`)
}

/** Flatness above this is noise, whose energy lies on both sides, dB. */
const structured = -1
