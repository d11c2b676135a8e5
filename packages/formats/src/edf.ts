/** EDF and continuous EDF+ files (Kemp et al., Electroenceph. Clin. Neurophysiol. 82:391, 1992; 114:1755, 2003). */
import { HostError } from '@chirpflow/graph'
import { viewOf } from './bytes.ts'
import type { Candidate } from './series-choice.ts'
import { latin1 } from './text.ts'

export interface SampledChannel extends Candidate {
  /** Samples a second. */
  readonly rate: number
}

export interface SampledFile {
  readonly channels: readonly SampledChannel[]
  /** Date and time of the first sample by the clock of the place, in s of 1970. */
  readonly start?: number
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

const headerBytes = 256

/** Whether the bytes begin with EDF's version: "0" and seven spaces. */
export function isEdf(start: Uint8Array): boolean {
  return start.length >= headerBytes && latin1(start.subarray(0, 8)) === '0       '
}

/** BDF is EDF with 24 bits. */
export function isBdf(start: Uint8Array): boolean {
  return start[0] === 0xff && latin1(start.subarray(1, 8)) === 'BIOSEMI'
}

/** Widths of the fields that each signal has, in their order in the file. */
const fields = [
  ['label', 16],
  ['transducer', 80],
  ['unit', 8],
  ['physicalMin', 8],
  ['physicalMax', 8],
  ['digitalMin', 8],
  ['digitalMax', 8],
  ['prefilter', 80],
  ['samples', 8],
  ['reserved', 32],
] as const
type Field = (typeof fields)[number][0]

/** All signals but annotations, in their physical units. Throws HostError where the header is damaged. */
export function readEdf(file: string, bytes: Uint8Array): SampledFile {
  const fail = (what: string) => new HostError(`${file}: ${what}`)
  if (bytes.length < headerBytes) throw fail('the EDF header is cut off')
  const text = (at: number, length: number) => latin1(bytes.subarray(at, at + length)).trim()
  const number = (what: string, at: number, length: number) => {
    const value = Number(text(at, length))
    if (text(at, length) !== '' && Number.isFinite(value)) return value
    throw fail(`the EDF header is damaged: ${what} is "${text(at, length)}"`)
  }
  if (text(192, 44).startsWith('EDF+D')) {
    throw fail('a discontinuous EDF+ file (EDF+D); export it as continuous')
  }
  const count = number('the number of signals', 252, 4)
  if (!Number.isInteger(count) || count < 1 || headerBytes * (count + 1) > bytes.length) {
    throw fail(
      `the EDF header names ${count} signals, the file has room for ${Math.floor(bytes.length / headerBytes) - 1}; it is damaged or cut off`,
    )
  }
  const duration = number('the length of a data record', 244, 8)
  if (!(duration > 0)) throw fail(`its data records last ${duration} s; it holds no signal`)
  const place = (field: Field, signal: number) => {
    let at = headerBytes
    for (const [name, width] of fields) {
      if (name === field) return [at + signal * width, width] as const
      at += width * count
    }
    throw new Error(field)
  }
  const signals = Array.from({ length: count }, (_, index) => {
    const value = (field: Field) =>
      number(`${field} of signal ${index + 1}`, ...place(field, index))
    const samples = value('samples')
    if (!Number.isInteger(samples) || samples < 1)
      throw fail(`signal ${index + 1} has ${samples} samples a record; the file is damaged`)
    return {
      label: text(...place('label', index)),
      low: [value('digitalMin'), value('physicalMin')],
      high: [value('digitalMax'), value('physicalMax')],
      samples,
    }
  })
  const recordBytes = 2 * signals.reduce((sum, { samples }) => sum + samples, 0)
  const offset = headerBytes * (count + 1)
  const promised = number('the number of data records', 236, 8)
  const there = Math.floor((bytes.length - offset) / recordBytes)
  const records = promised < 0 ? there : Math.min(promised, there)
  if (records < 1) throw fail('it holds no whole data record; it is cut off')
  const warnings =
    there < promised
      ? [`${file}: cut off; ${there} of ${promised} data records are there and read`]
      : []
  const view = viewOf(bytes)
  const names = new Set<string>()
  let before = 0
  const channels = signals.flatMap(({ label, low, high, samples }, index): SampledChannel[] => {
    const from = offset + before
    before += 2 * samples
    if (label === 'EDF Annotations') return []
    const gain = (high[1] - low[1]) / (high[0] - low[0])
    if (!Number.isFinite(gain) || gain === 0)
      throw fail(`signal ${index + 1}, "${label}", has no range; the header is damaged`)
    const plain = label === '' ? `signal ${index + 1}` : label
    const name = names.has(plain) ? `${plain} (signal ${index + 1})` : plain
    names.add(name)
    return [
      {
        name,
        size: records * samples,
        rate: samples / duration,
        complex: false,
        values: () =>
          Float64Array.from({ length: records * samples }, (_, at) => {
            const record = Math.floor(at / samples)
            const digital = view.getInt16(from + record * recordBytes + 2 * (at % samples), true)
            return low[1] + (digital - low[0]) * gain
          }),
      },
    ]
  })
  return {
    channels,
    start: startOf(text(168, 8), text(176, 8)),
    notes: [`EDF of ${count} signals, ${Number((records * duration).toPrecision(6))} s.`],
    warnings,
  }
}

/** dd.mm.yy and hh.mm.ss; years from 85 on are of the last century. */
function startOf(date: string, time: string): number | undefined {
  const [day, month, year] = date.split('.').map(Number)
  const [hour, minute, second] = time.split('.').map(Number)
  const seconds =
    Date.UTC(year + (year < 85 ? 2000 : 1900), month - 1, day, hour, minute, second) / 1000
  return Number.isFinite(seconds) ? seconds : undefined
}
