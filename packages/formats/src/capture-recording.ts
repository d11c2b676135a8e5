/** Opens the raw bytes of a capture by the log that was written with them. */
import type { ByteSource, Recording, RecordingOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { judgeBeats } from './beats.ts'
import { int16s, readExactly } from './bytes.ts'
import { type CaptureGap, type CaptureLog, captureDecoding } from './capture-log.ts'
import { decodeFrame, isComplex } from './dca-layout.ts'
import { acquisitionOf, adcAxes } from './geometry.ts'

/**
 * A capture's frames, at the places in time that they had: one that never came is undefined, one
 * that came in part carries its share as coverage and holds what the chain was handed then. Throws
 * HostError where the file holds no whole frame.
 */
export async function openCapture(
  source: ByteSource,
  log: CaptureLog,
  options: RecordingOptions,
): Promise<Recording> {
  const { header } = log
  const { frameBytes, geometry } = header
  const there = Math.floor(source.size / frameBytes)
  if (there === 0) {
    throw new HostError(
      `${source.name}: no whole frame: the file has ${source.size} bytes, one frame of this capture has ${frameBytes}`,
    )
  }
  const gaps = log.gaps.filter(({ frame }) => frame < there)
  const runs = runsOf(gaps, there)
  const last = runs.at(-1)!
  const shares = new Map(gaps.map((gap) => [gap.frame, shareOf(gap, frameBytes)]))
  const frames = last.index + (there - last.frame)
  const decoding = captureDecoding(header)

  /** Place in the file of the frame at this place in time; undefined where it never came. */
  function placeOf(index: number): number | undefined {
    let low = 0
    let high = runs.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (runs[middle].index <= index) low = middle
      else high = middle
    }
    const { index: first, frame, size } = runs[low]
    return index - first < size ? frame + index - first : undefined
  }

  const warnings = warningsOf(source, log, there, frames - there, options)
  const places = Array.from({ length: looked }, (_, n) => Math.floor((n * there) / looked))
  const read = (place: number) => readExactly(source, place * frameBytes, frameBytes)
  const some = (await Promise.all(places.map(read))).map(int16s)
  const verdict = judgeBeats(some, decoding, geometry)
  if (verdict?.mirrored) warnings.push(mirrorWords(header.iqOrder, verdict.words))

  return {
    kind: 'adc',
    dtype: isComplex(header.layout) ? 'complex64' : 'float32',
    axes: adcAxes(geometry),
    frames,
    acquisition: acquisitionOf(geometry),
    notes: [
      `Capture of ${header.device} begun ${header.started}: layout, I/Q order and geometry are those of its log.`,
    ],
    warnings,
    async read(first, count) {
      const places = Array.from({ length: count }, (_, at) => placeOf(first + at))
      const known = places.filter((place) => place !== undefined)
      if (known.length === 0) return places.map(() => undefined)
      const [from, to] = [known[0], known[known.length - 1] + 1]
      const words = int16s(await readExactly(source, from * frameBytes, (to - from) * frameBytes))
      const length = frameBytes / 2
      return places.map((place) => {
        if (place === undefined) return undefined
        const start = (place - from) * length
        return decodeFrame(words.subarray(start, start + length), decoding)
      })
    },
    coverage(index) {
      const place = placeOf(index)
      return place === undefined ? 0 : (shares.get(place) ?? 1)
    },
    async close() {},
  }
}

/** Frames that are asked whether I and Q are taken for one another. */
const looked = 8

const mirrorWords = (order: 'iq' | 'qi', words: string) =>
  `${order === 'qi' ? 'Q' : 'I'} first, as in the log: ${words}; "iqOrder": "${order === 'qi' ? 'iq' : 'qi'}" in its first line may be right.`

/** Frames that stand behind one another in the file and in time. */
interface Run {
  readonly frame: number
  readonly index: number
  readonly size: number
}

/** Time begins with the first frame of the file, wherever in the capture that was. */
function runsOf(gaps: readonly CaptureGap[], there: number): Run[] {
  const begun = gaps[0]?.frame === 0 ? gaps[0].index : 0
  const starts = [{ frame: 0, index: 0 }]
  for (const { frame, index } of gaps) {
    const last = starts[starts.length - 1]
    const jump = index - begun - last.index - (frame - last.frame)
    if (jump > 0) starts.push({ frame, index: index - begun })
  }
  return starts.map((start, at) => ({
    ...start,
    size: (starts[at + 1]?.frame ?? there) - start.frame,
  }))
}

function shareOf({ missing }: CaptureGap, frameBytes: number): number {
  const lost = missing.reduce((sum, [from, to]) => sum + to - from, 0)
  return (frameBytes - lost) / frameBytes
}

function warningsOf(
  source: ByteSource,
  { header, gaps, end }: CaptureLog,
  there: number,
  absent: number,
  { layout }: RecordingOptions,
): string[] {
  const warnings: string[] = []
  const partly = gaps.filter(({ frame, missing }) => frame < there && missing.length > 0).length
  if (partly + absent > 0) {
    warnings.push(
      `Of ${there + absent} frames ${partly} came in part and ${absent} not at all; every window says how much of it was there.`,
    )
  }
  if (!end) {
    warnings.push(
      `The capture was not ended: its log has no last line. ${there} whole frames are read.`,
    )
  } else if (end.frames !== there) {
    warnings.push(
      `The log says ${end.frames} frames, the file holds ${there}; does the log belong to ${source.name}?`,
    )
  }
  if (layout !== 'auto' && layout !== header.layout && `${layout}-4-lane` !== header.layout) {
    warnings.push(`Layout "${layout}" is not taken: the capture's log says ${header.layout}.`)
  }
  return warnings
}
