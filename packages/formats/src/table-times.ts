/** The time column of a table, in seconds from the beginning of the radar recording. */
import { HostError, type TimeUnit } from '@chirpflow/graph'
import {
  largestCount,
  overMidnight,
  readClock,
  startSeconds,
  type TimeKind,
  unixSeconds,
} from './clock-times.ts'
import { looseNumber, type TableColumn } from './csv.ts'
import { unitIn } from './header-words.ts'
import type { Candidate } from './series-choice.ts'

export interface TableTimes {
  readonly kind: TimeKind
  /** NaN where a row has none. */
  readonly seconds: readonly number[]
  readonly notes: readonly string[]
}

const perSecond: Record<Exclude<TimeUnit, 'auto'>, number> = { s: 1, ms: 1000, min: 1 / 60 }

/** Reads a column of times; several columns (date, time of day) are read as one text. */
export function readTimes(file: string, columns: readonly Candidate[], unit: TimeUnit): TableTimes {
  const name = columns.map((column) => column.name).join(' ')
  const counts = numbersOf(file, columns)
  if (counts) return ofNumbers(file, name, counts, unit)
  const texts = columns.map((column) => (column as TableColumn).cells())
  let kind: TimeKind | undefined
  const seconds = texts[0].map(({ line }, row) => {
    const text = texts
      .map((cells) => cells[row].text)
      .join(' ')
      .trim()
    if (text === '') return Number.NaN
    const read = readClock(text)
    const place = `${file}: line ${line}, "${name}"`
    if (!read) {
      throw new HostError(
        `${place}: "${text.slice(0, 40)}" is no time; write seconds, 10:12:00 or 2024-05-03 10:12:00`,
        'timeColumn',
      )
    }
    kind ??= read.kind
    if (read.kind === kind) return read.seconds
    throw new HostError(
      `${place}: "${text.slice(0, 40)}" is written in another way than the times before it`,
      'timeColumn',
    )
  })
  if (kind === undefined) throw new HostError(`${file}: "${name}" holds no times`, 'timeColumn')
  const words = {
    count: '',
    day: 'times of day',
    local: 'dates without a zone',
    utc: 'dates with a zone',
  }
  return {
    kind,
    seconds: kind === 'day' ? overMidnight(seconds) : seconds,
    notes: [`"${name}" holds ${words[kind]}.`],
  }
}

/** The column as numbers, or undefined where a cell is something else (a date). */
function numbersOf(file: string, columns: readonly Candidate[]): readonly number[] | undefined {
  const [column] = columns
  if (columns.length !== 1) return undefined
  if (!('cells' in column)) {
    if (column.complex)
      throw new HostError(`${file}: "${column.name}" is complex, and no time`, 'timeColumn')
    return Array.from(column.values())
  }
  const cells = (column as TableColumn).cells()
  const read = cells.map(({ text }) => looseNumber(text))
  const bad = read.indexOf(undefined)
  if (bad < 0) return read.map((value) => value ?? Number.NaN)
  if (!read.some((value) => value !== undefined && !Number.isNaN(value))) return undefined
  throw new HostError(
    `${file}: line ${cells[bad].line}, "${column.name}": "${cells[bad].text.slice(0, 40)}" is no number, as other times of the column are`,
    'timeColumn',
  )
}

function ofNumbers(
  file: string,
  name: string,
  values: readonly number[],
  unit: TimeUnit,
): TableTimes {
  const first = values.find((value) => !Number.isNaN(value))
  if (first === undefined) throw new HostError(`${file}: "${name}" holds no times`, 'timeColumn')
  if (unit === 'auto' && first > largestCount) {
    return { kind: 'utc', seconds: values.map(unixSeconds), notes: [`"${name}" holds Unix times.`] }
  }
  const said = unitIn(name)
  const taken = unit !== 'auto' ? unit : said === 'ms' || said === 'min' ? said : 's'
  return {
    kind: 'count',
    seconds: values.map((value) => value / perSecond[taken]),
    notes: [
      `"${name}" is read in ${taken}${unit === 'auto' && said !== taken ? ', as nothing else is said' : ''}.`,
    ],
  }
}

/**
 * Seconds from the beginning of the recording. Clock times count from `start`; without it the first of
 * them is the beginning, and a warning says so.
 */
export function placeTimes(
  file: string,
  { kind, seconds }: TableTimes,
  start: string,
  warnings: string[],
): number[] {
  const first = seconds.find((value) => !Number.isNaN(value)) ?? Number.NaN
  if (start.trim() !== '') {
    const zero = startSeconds(file, start, kind, first)
    return seconds.map((value) => value - zero)
  }
  if (kind === 'count') return [...seconds]
  warnings.push(
    `${file}: its first time is taken as the beginning of the radar recording; type as start when that was`,
  )
  return seconds.map((value) => value - first)
}
