/** WFDB records (physionet.org: header(5), signal(5)): a .hea text and a .dat of format 16 or 212. */
import { HostError } from '@chirpflow/graph'
import { readClock } from './clock-times.ts'
import type { SampledChannel, SampledFile } from './edf.ts'

interface SignalLine {
  readonly file: string
  readonly format: number
  readonly gain: number
  readonly baseline: number
  readonly name: string
}

/** Bits of the formats that are read, and the value that stands for a missing sample. */
const formats: Record<number, { readonly bits: number; readonly missing: number }> = {
  16: { bits: 16, missing: -32768 },
  212: { bits: 12, missing: -2048 },
}

/**
 * The signals of one .dat file in their physical units. `header` is the text of the .hea, `data` the
 * bytes of the file that it calls `file`. Throws HostError where they do not fit or are of other kinds.
 */
export function readWfdb(
  file: string,
  headerFile: string,
  header: string,
  data: Uint8Array,
): SampledFile {
  const fail = (what: string) => new HostError(`${headerFile}: ${what}`, 'header')
  const lines = header
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const record = (lines[0] ?? '').split(/\s+/)
  const [name, count, frequency = '250'] = record
  if (name.includes('/')) throw fail('a record of several segments; give one segment')
  const rate = Number.parseFloat(frequency)
  const signals = Number(count)
  if (!Number.isInteger(signals) || signals < 1 || !(rate > 0)) {
    throw fail('no WFDB header: its first line is not "name signals rate samples"')
  }
  if (lines.length - 1 < signals)
    throw fail(`names ${signals} signals and describes ${lines.length - 1}; it is cut off`)
  const all = lines.slice(1, signals + 1).map((line, index) => signalLine(line, index, fail))
  const base = file.replace(/^.*[/\\]/, '')
  const own = all.filter((signal) => signal.file === base)
  if (own.length === 0) {
    throw fail(
      `describes ${[...new Set(all.map((signal) => signal.file))].join(', ')}, not ${base}`,
    )
  }
  const [{ format }] = own
  const width = own.length
  const there = Math.floor((8 * data.length) / formats[format].bits / width)
  const promised = Number(record[3])
  const size = promised > 0 ? Math.min(promised, there) : there
  if (size < 1) throw new HostError(`${file}: holds no samples; it is cut off`, 'path')
  const read = format === 16 ? sample16 : sample212
  const names = new Set<string>()
  const channels = own.map((signal, place): SampledChannel => {
    const unique = names.has(signal.name) ? `${signal.name} (signal ${place + 1})` : signal.name
    names.add(unique)
    return {
      name: unique,
      size,
      rate,
      complex: false,
      values: () =>
        Float64Array.from({ length: size }, (_, at) => {
          const digital = read(data, at * width + place)
          return digital === formats[format].missing
            ? Number.NaN
            : (digital - signal.baseline) / signal.gain
        }),
    }
  })
  const clock = readClock([record[5]?.replaceAll('/', '.'), record[4]].filter(Boolean).join(' '))
  return {
    channels,
    start: clock?.kind === 'local' ? clock.seconds : undefined,
    notes: [`WFDB format ${format}, ${width} signals, ${rate} Hz.`],
    warnings:
      there < promised
        ? [`${file}: cut off; ${there} of ${promised} samples are there and read`]
        : [],
  }
}

/** "100.dat 212 200(1024)/mV 11 1024 995 -22131 0 MLII" */
function signalLine(line: string, index: number, fail: (what: string) => HostError): SignalLine {
  const [file, format = '', gain = '200', , zero = '0', , , , ...name] = line.split(/\s+/)
  const known = /^(\d+)(x1)?$/.exec(format)
  if (!known || !Object.hasOwn(formats, Number(known[1]))) {
    throw fail(
      `signal ${index + 1} is of format ${format}; 16 and 212 are read: convert it with xform or wrsamp`,
    )
  }
  const scale = /^([-+.\deE]+)(?:\(([-+\d]+)\))?/.exec(gain)
  const perUnit = Number(scale?.[1])
  const baseline = Number(scale?.[2] ?? zero)
  if (!Number.isFinite(perUnit) || !Number.isFinite(baseline)) {
    throw fail(`signal ${index + 1} has the gain "${gain}"; the header is damaged`)
  }
  return {
    file,
    format: Number(known[1]),
    // 0 says that it was not calibrated, for which the format has 200
    gain: perUnit === 0 ? 200 : perUnit,
    baseline,
    name: name.join(' ') || `signal ${index + 1}`,
  }
}

function sample16(data: Uint8Array, at: number): number {
  return ((data[2 * at] | (data[2 * at + 1] << 8)) << 16) >> 16
}

/** Two 12-bit samples in three bytes; the middle one holds the upper bits of both. */
function sample212(data: Uint8Array, at: number): number {
  const from = 3 * (at >> 1)
  const middle = data[from + 1]
  const value =
    at % 2 === 0 ? data[from] | ((middle & 0x0f) << 8) : data[from + 2] | ((middle & 0xf0) << 4)
  return (value << 20) >> 20
}
