/** Opens any file that holds the signal of a body sensor: ECG, pulse, belt. */
import { type ByteSource, HostError, type Waveform, type WaveformOptions } from '@chirpflow/graph'
import { readWhole } from './bytes.ts'
import { startSeconds } from './clock-times.ts'
import { isBdf, isEdf, readEdf, type SampledFile } from './edf.ts'
import { isTimeHeader } from './header-words.ts'
import { candidatesOf } from './open-series.ts'
import { type Candidate, chooseSeries } from './series-choice.ts'
import { placeTimes, readTimes } from './table-times.ts'
import { decodeText } from './text.ts'
import { readWfdb } from './wfdb.ts'

/**
 * Reads one channel of an EDF or WFDB file, or one column of a .npy, .mat or text table file, told
 * apart by content. Throws HostError where the file cannot be read, where several channels are to
 * choose from, and where the rate is not known.
 */
export async function openWaveform(
  options: WaveformOptions,
  open: (path: string) => Promise<ByteSource>,
): Promise<Waveform> {
  const source = await open(options.path)
  const { name } = source
  if (source.size === 0) throw new HostError(`${name}: the file is empty`)
  if (options.header !== '') {
    const header = await open(options.header)
    const text = decodeText(await readWhole(header))
    return ofChannels(name, readWfdb(name, header.name, text, await readWhole(source)), options)
  }
  const start = await source.read(0, 256)
  if (isEdf(start)) return ofChannels(name, readEdf(name, await readWhole(source)), options)
  if (isBdf(start)) throw new HostError(`${name}: a BDF file, of 24 bits; export it as EDF`)
  if (/\.hea$/i.test(name)) {
    throw new HostError(`${name}: a WFDB header; choose the .dat as path, and this as header`)
  }
  if (/\.dat$/i.test(name)) {
    throw new HostError(`${name}: WFDB samples; choose its .hea as header`, 'header')
  }
  const { candidates, notes } = await candidatesOf(source)
  return ofTable(name, candidates, notes, options)
}

function ofChannels(file: string, read: SampledFile, options: WaveformOptions): Waveform {
  const choice = { ...options, quadrature: '' }
  const { values, column, notes } = chooseSeries(file, read.channels, choice, read.notes)
  const channel = read.channels.find(({ name }) => name === column)
  if (!channel) throw new Error(`${file}: no channel ${column}`)
  const warnings = [...read.warnings]
  if (options.rate > 0 && Math.abs(options.rate / channel.rate - 1) > 1e-3) {
    throw new HostError(
      `${file}: says ${channel.rate} samples a second, not ${options.rate}; set rate to 0`,
      'rate',
    )
  }
  if (options.start.trim() !== '' && read.start === undefined) {
    throw new HostError(`${file}: does not say when it began; leave start empty`, 'start')
  }
  const times = { kind: 'local', seconds: [read.start ?? 0], notes: [] } as const
  const [start] = read.start === undefined ? [0] : placeTimes(file, times, options.start, warnings)
  return { values, rate: channel.rate, start, column, notes, warnings }
}

/** How far times may be from even spacing, in parts of a sample. */
const unevenness = 0.5

function ofTable(
  file: string,
  candidates: readonly Candidate[],
  said: readonly string[],
  options: WaveformOptions,
): Waveform {
  const { values, column, complex, notes } = chooseSeries(
    file,
    candidates,
    { ...options, quadrature: '' },
    said,
  )
  if (complex) throw new HostError(`${file}: "${column}" is complex; choose a real one`, 'column')
  const clocks = candidates.filter(
    ({ name, size }) => name !== column && isTimeHeader(name) && size === values.length,
  )
  const warnings: string[] = []
  if (clocks.length !== 1) {
    if (options.rate === 0) {
      throw new HostError(`${file}: has no time column, so its rate is not known; type it`, 'rate')
    }
    if (options.start.trim() !== '') startSeconds(file, options.start, 'count', 0)
    return { values, rate: options.rate, start: 0, column, notes, warnings }
  }
  const times = readTimes(file, clocks, 'auto')
  const seconds = placeTimes(file, times, options.start, warnings)
  const rate = options.rate > 0 ? options.rate : evenRate(file, clocks[0].name, seconds)
  return { values, rate, start: seconds[0], column, notes: [...notes, ...times.notes], warnings }
}

function evenRate(file: string, name: string, seconds: readonly number[]): number {
  const last = seconds.length - 1
  const rate = last / (seconds[last] - seconds[0])
  if (!(rate > 0) || !Number.isFinite(rate)) {
    throw new HostError(`${file}: "${name}" tells no rate; type it`, 'rate')
  }
  const odd = seconds.findIndex(
    (value, index) => !(Math.abs((value - seconds[0]) * rate - index) <= unevenness),
  )
  if (odd < 0) return rate
  throw new HostError(
    `${file}: the times in "${name}" are not evenly spaced (row ${odd + 1} of the data is off by more than half a sample); export samples at a fixed rate, or type the rate`,
    'rate',
  )
}
