/** Opens any file that holds times and rates: what wristbands, belts and oximeters export. */
import { type ByteSource, HostError, type Rates, type RatesOptions } from '@chirpflow/graph'
import { readWhole } from './bytes.ts'
import { readClock, unixSeconds } from './clock-times.ts'
import { cellsOf, looseNumber, readTable, separatorOf, type TableColumn } from './csv.ts'
import { candidatesOf, isText } from './open-series.ts'
import { chooseColumns } from './rate-columns.ts'
import { readRates } from './rate-values.ts'
import type { Candidate } from './series-choice.ts'
import { placeTimes, readTimes, type TableTimes } from './table-times.ts'
import { decodeText } from './text.ts'

/**
 * Reads times and rates out of a text table, .npy (n x 2) or .mat file. Throws HostError where the
 * file cannot be read, where columns or units leave a doubt, and where times go back.
 */
export async function openRates(
  options: RatesOptions,
  open: (path: string) => Promise<ByteSource>,
): Promise<Rates> {
  const source = await open(options.path)
  const file = source.name
  const { columns, notes } = await columnsOf(source)
  if (columns.length === 0) {
    throw new HostError(
      `${file}: holds no columns of numbers${notes.length > 0 ? ` (${notes.join(' ')})` : ''}`,
    )
  }
  const e4 = columns.length === 1 ? startAndRate(file, columns[0]) : undefined
  const chosen = e4 ? undefined : chooseColumns(file, columns, options)
  const rate = chosen?.rate ?? columns[0]
  const values = e4?.values ?? numbersIn(file, rate)
  const read = readRates(
    file,
    rate.name,
    values,
    e4 && options.unit === 'auto' ? '1/min' : options.unit,
  )
  const intervals = read.unit === 's' || read.unit === 'ms'
  const warnings = [...read.warnings]
  const times =
    e4?.times ??
    (chosen && chosen.time.length > 0
      ? readTimes(file, chosen.time, options.timeUnit)
      : sumOf(file, read.hertz))
  const placed = placeTimes(file, times, options.start, warnings)
  const rows = rising(file, placed, read.hertz, warnings)
  checkSpacing(file, rows.time, times.kind)
  return {
    ...rows,
    intervals,
    column: rate.name,
    notes: [...notes, ...times.notes, ...read.notes],
    warnings,
  }
}

async function columnsOf(
  source: ByteSource,
): Promise<{ columns: readonly Candidate[]; notes: readonly string[] }> {
  if (!(await isText(source))) {
    const { candidates, notes } = await candidatesOf(source)
    return { columns: candidates, notes }
  }
  const { text, titled } = withoutPreamble(decodeText(await readWhole(source)))
  return readTable(source.name, text, titled)
}

/** Where a header is looked for. */
const preambleLines = 50

/**
 * Device exports begin with lines on the person and the device. The header is the last of the first
 * lines without a number or a time in it; what stands before it is blanked. Without one, comments may
 * hold it.
 */
function withoutPreamble(text: string): { text: string; titled: boolean | undefined } {
  const lines = text.split(/\r\n|\n|\r/)
  let header = -1
  lines.slice(0, preambleLines).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const cells = cellsOf(line, separatorOf(line)).filter((cell) => cell !== '')
    const words = cells.filter((cell) => looseNumber(cell) === undefined && !readClock(cell))
    if (words.length > 0 && words.length === cells.length) header = index
  })
  if (header < 0) return { text, titled: false }
  return { text: [...Array(header).fill(''), ...lines.slice(header)].join('\n'), titled: true }
}

function numbersIn(file: string, column: Candidate): readonly number[] {
  if (!('cells' in column)) return Array.from(column.values())
  return (column as TableColumn).cells().map(({ line, text }) => {
    const value = looseNumber(text)
    if (value !== undefined) return value
    throw new HostError(
      `${file}: line ${line}, "${column.name}": "${text.slice(0, 40)}" is not a number`,
      'column',
    )
  })
}

/** Empatica's HR.csv: one column, the Unix time of the first value, their rate, and then they. */
function startAndRate(
  file: string,
  column: Candidate,
): { times: TableTimes; values: readonly number[] } | undefined {
  if (column.complex) return undefined
  const [start, rate, ...values] = numbersIn(file, column)
  if (!(start > 1e9 && start < 1e10 && rate > 0 && rate <= 128 && values.length > 0))
    return undefined
  return {
    values,
    times: {
      kind: 'utc',
      seconds: values.map((_, index) => unixSeconds(start) + index / rate),
      notes: [
        `One column: its first value is read as the Unix time of the start, the second as ${rate} values a second.`,
      ],
    },
  }
}

/** Intervals follow each other without a gap: one that is missing leaves the rest without a time. */
function sumOf(file: string, hertz: readonly number[]): TableTimes {
  const missing = hertz.findIndex(Number.isNaN)
  if (missing >= 0) {
    throw new HostError(
      `${file}: value ${missing + 1} is no interval, so the times of those after it are not known; export the time of each beat too`,
      'column',
    )
  }
  let now = 0
  const seconds = hertz.map((rate) => {
    now += 1 / rate
    return now
  })
  return { kind: 'count', seconds, notes: ['Times are the sums of the intervals.'] }
}

/** Most of time between two rates, and in all, s. */
const longestStep = 300
const longestSpan = 30 * 86400

/** Milliseconds read as seconds come to hours between rates. */
function checkSpacing(file: string, time: Float64Array, kind: TableTimes['kind']): void {
  const steps = time.subarray(1).map((at, row) => at - time[row])
  const middle = steps.sort()[steps.length >> 1]
  const fail = (what: string) => {
    const hint =
      kind === 'count' ? 'are they ms? choose it as timeUnit' : 'choose another timeColumn'
    return new HostError(`${file}: ${what}; ${hint}`, 'timeUnit')
  }
  if (middle > longestStep) {
    throw fail(`rates are ${Number(middle.toPrecision(4))} s from each other`)
  }
  const span = time[time.length - 1] - time[0]
  if (span > longestSpan) throw fail(`its times span ${Math.round(span / 86400)} days`)
}

/** Rows with a time, each later than the last. Throws HostError where times go back. */
function rising(
  file: string,
  seconds: readonly number[],
  hertz: readonly number[],
  warnings: string[],
): { time: Float64Array; rate: Float64Array } {
  const time: number[] = []
  const rate: number[] = []
  let untimed = 0
  let repeated = 0
  for (const [row, at] of seconds.entries()) {
    if (!Number.isFinite(at)) {
      untimed++
      continue
    }
    const last = time.at(-1) ?? -Infinity
    if (at < last) {
      throw new HostError(
        `${file}: time goes back from ${last} s to ${at} s at row ${row + 1} of the data; sort the rows, or choose another column`,
        'timeColumn',
      )
    }
    if (at === last) {
      repeated++
      rate[rate.length - 1] = hertz[row]
      continue
    }
    time.push(at)
    rate.push(hertz[row])
  }
  if (untimed > 0) warnings.push(`${file}: ${untimed} rows without a time are left out`)
  if (repeated > 0)
    warnings.push(`${file}: ${repeated} rows repeat the time before them; the last of each counts`)
  return { time: Float64Array.from(time), rate: Float64Array.from(rate) }
}
