/**
 * The log beside the raw bytes of a capture (NAME.capture.jsonl beside NAME.bin): how the bytes are
 * read, and what of them never arrived. One JSON value a line, appended before the frame it speaks
 * of, so that whatever ends the recorder leaves a log that can be read.
 */
import { type Geometry, HostError, type PacketCounts } from '@chirpflow/graph'
import type { Decoding, WordLayout } from './dca-layout.ts'
import { slotCount, wordsPerFrame } from './dca-layout.ts'
import { fieldOf, listAt, numberAt } from './fields.ts'
import { checkGeometry } from './geometry.ts'
import { parseTiConfig } from './ti-config.ts'

export const captureFormat = 'chirpflow-capture'

/** What the .bin of a capture is called beside its log, and the other way about. */
export const captureLogName = (bin: string) => bin.replace(/(\.[^./\\]*)?$/, '.capture.jsonl')

/** The first line. */
export interface CaptureHeader {
  readonly device: string
  readonly layout: WordLayout
  readonly iqOrder: 'iq' | 'qi'
  readonly bits: 12 | 14 | 16
  readonly geometry: Geometry
  readonly frameBytes: number
  /** The configuration that was sent to the radar, word for word, and its hash. */
  readonly config: string
  readonly sha256: string
  /** Clock time at which it began, ISO 8601. */
  readonly started: string
}

/** A line for a frame that is not whole, or whose index is not the last one's plus 1. */
export interface CaptureGap {
  /** Place in the .bin, from 0. */
  readonly frame: number
  /** Place in time: frames since the first, missing ones counted. */
  readonly index: number
  /** Bytes of the frame that did not arrive, from and up to, within the frame. */
  readonly missing: readonly (readonly [from: number, to: number])[]
}

/** The last line of a capture that was ended. */
export interface CaptureEnd {
  readonly frames: number
  /** Of the whole .bin. */
  readonly sha256: string
  readonly counts: PacketCounts
}

export interface CaptureLog {
  readonly header: CaptureHeader
  readonly gaps: readonly CaptureGap[]
  /** Absent where the recorder was cut off, or is still at it. */
  readonly end?: CaptureEnd
}

export function formatCaptureHeader(header: CaptureHeader): string {
  return line({ format: captureFormat, version: 1, ...header })
}

export function formatCaptureGap({ frame, index, missing }: CaptureGap): string {
  return line({ frame, index, ...(missing.length > 0 ? { missing } : {}) })
}

export function formatCaptureEnd(end: CaptureEnd): string {
  return line({ end: true, ...end })
}

const line = (value: object) => `${JSON.stringify(value)}\n`

/** Whether the text is such a log, or the beginning of one. */
export function isCaptureLog(text: string): boolean {
  return text.startsWith(`{"format":"${captureFormat}"`)
}

/**
 * How the frames of a capture are read, live and from its file. Four lanes have a slot for each
 * receiver of the board: those of the configuration's mask are read.
 */
export function captureDecoding(
  header: Pick<CaptureHeader, 'layout' | 'iqOrder' | 'bits' | 'geometry' | 'config'>,
): Decoding {
  const { layout, iqOrder, bits, geometry, config } = header
  const { chirps, receivers, samples } = geometry
  const mask = parseTiConfig(config).channels?.rxMask ?? 0
  const isOn = (slot: number) => (mask >> slot) & 1
  const on = Array.from({ length: slotCount }, (_, slot) => slot).filter(isOn)
  const first = Array.from({ length: receivers }, (_, slot) => slot)
  const slots = on.length === receivers ? on : first
  return { layout, chirps, receivers, samples, swapped: iqOrder === 'qi', bits, slots }
}

/**
 * Reads a log; a last line without its end is passed over. Throws HostError naming the line that
 * cannot be right.
 */
export function parseCaptureLog(text: string, name: string): CaptureLog {
  // What stands behind the last line's end was being written when the recorder ended.
  const lines = text.split('\n').slice(0, -1)
  if (lines.length === 0) throw new HostError(`${name}: the log was cut off in its first line`)
  const values = lines.map((one, index) => {
    try {
      return JSON.parse(one) as unknown
    } catch {
      throw new HostError(`${name}: line ${index + 1} is not JSON; the log is damaged`)
    }
  })
  const header = headerOf(values[0], name)
  const gaps: CaptureGap[] = []
  let end: CaptureEnd | undefined
  let last: CaptureGap = { frame: -1, index: -1, missing: [] }
  for (const [at, value] of values.entries()) {
    if (at === 0) continue
    const wrong = () => new HostError(`${name}: line ${at + 1} is no line of a capture's log`)
    if (end) throw wrong()
    if (fieldOf(value, 'end') === true) {
      end = endOf(value)
      continue
    }
    const gap = gapOf(value, header.frameBytes)
    if (!gap || gap.frame <= last.frame) throw wrong()
    if (gap.index - last.index < gap.frame - last.frame) throw wrong()
    gaps.push(gap)
    last = gap
  }
  return end ? { header, gaps, end } : { header, gaps }
}

function headerOf(value: unknown, name: string): CaptureHeader {
  const wrong = (what: string) => new HostError(`${name}: line 1: ${what}`)
  const version = numberAt(value, 'version')
  if (fieldOf(value, 'format') !== captureFormat) throw wrong("this is no capture's log")
  if (version !== 1) throw wrong(`version ${version} is newer than this program; it reads 1`)
  const header = value as CaptureHeader
  const { layout, iqOrder, bits, config, geometry } = header
  const known =
    ['2-lane', '4-lane', 'real', 'real-4-lane'].includes(layout) &&
    ['iq', 'qi'].includes(iqOrder) &&
    [12, 14, 16].includes(bits) &&
    typeof config === 'string' &&
    typeof geometry === 'object' &&
    geometry !== null
  if (!known) throw wrong('it does not say how the bytes are to be read')
  checkGeometry(geometry, `${name}: line 1`)
  if (layout.endsWith('4-lane') && geometry.receivers > slotCount) {
    throw wrong(`four lanes carry at most 4 receivers, not ${geometry.receivers}`)
  }
  const bytes = 2 * wordsPerFrame(captureDecoding(header))
  if (header.frameBytes !== bytes) {
    throw wrong(`a frame of this geometry has ${bytes} bytes, not ${header.frameBytes}`)
  }
  return header
}

function gapOf(value: unknown, frameBytes: number): CaptureGap | undefined {
  const frame = numberAt(value, 'frame')
  const index = numberAt(value, 'index')
  if (!Number.isSafeInteger(frame) || !Number.isSafeInteger(index)) return undefined
  const missing: [number, number][] = []
  let reached = 0
  for (const span of listAt(value, 'missing')) {
    const [from, to] = Array.isArray(span) ? span.map(Number) : []
    if (!(from >= reached && to > from && to <= frameBytes)) return undefined
    missing.push([from, to])
    reached = to
  }
  return { frame, index, missing }
}

function endOf(value: unknown): CaptureEnd {
  const counts = fieldOf(value, 'counts')
  const count = (name: string) => numberAt(counts, name)
  return {
    frames: numberAt(value, 'frames'),
    sha256: String(fieldOf(value, 'sha256')),
    counts: {
      received: count('received'),
      lost: count('lost'),
      reordered: count('reordered'),
      late: count('late'),
      doubled: count('doubled'),
      foreign: count('foreign'),
    },
  }
}
