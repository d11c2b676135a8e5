/** Chooses which columns of a file hold times and rates. */
import { HostError, type RatesOptions, suggest } from '@chirpflow/graph'
import { isDateHeader, isIntervalHeader, isRateHeader, isTimeHeader } from './header-words.ts'
import type { Candidate } from './series-choice.ts'

export interface RateColumns {
  /** None: intervals alone, whose sum is the time. Two: a date and a time of day. */
  readonly time: readonly Candidate[]
  readonly rate: Candidate
}

/**
 * By name or number where asked, else by header; of two columns without a header the first is time.
 * Throws HostError (about `column` or `timeColumn`) that lists the columns where there is a doubt.
 */
export function chooseColumns(
  file: string,
  columns: readonly Candidate[],
  { column, timeColumn, unit }: Pick<RatesOptions, 'column' | 'timeColumn' | 'unit'>,
): RateColumns {
  const list = columns.map(({ name }, index) => `${index + 1} "${name.slice(0, 60)}"`).join(', ')
  const fail = (what: string, param: string) =>
    new HostError(`${file}: ${what}; it holds ${list}`, param)

  function find(wanted: string, param: string): Candidate {
    const name = wanted.trim()
    const named = columns.filter((candidate) => candidate.name.trim() === name)
    if (named.length === 1) return named[0]
    if (named.length > 1)
      throw fail(`${named.length} columns are called "${name}"; choose by number`, param)
    const numbered = /^\d+$/.test(name) ? columns[Number(name) - 1] : undefined
    if (numbered) return numbered
    const hint = suggest(
      name,
      columns.map((candidate) => candidate.name),
    )
    throw fail(`no column "${name.slice(0, 80)}"${hint}`, param)
  }

  const untitled = columns.every(({ name }, index) => name === `column ${index + 1}`)
  const askedRate = column.trim() === '' ? undefined : find(column, 'column')
  const askedTime = timeColumn.trim() === '' ? undefined : find(timeColumn, 'timeColumn')
  if (askedRate && askedRate === askedTime)
    throw fail('time and rate are the same column', 'timeColumn')

  function timeOf(): readonly Candidate[] {
    if (askedTime) return [askedTime]
    const others = columns.filter((candidate) => candidate !== askedRate)
    if (untitled) return columns.length === 2 ? [others[0]] : []
    const times = others.filter(({ name }) => isTimeHeader(name))
    const dates = times.filter(({ name }) => isDateHeader(name))
    if (times.length <= 1) return times
    if (times.length === 2 && dates.length === 1)
      return [...dates, ...times.filter((c) => c !== dates[0])]
    throw fail(`${times.length} columns may be the time; name one as timeColumn`, 'timeColumn')
  }

  const time = timeOf()
  const left = columns.filter((candidate) => !time.includes(candidate))
  const titled = left.filter(({ name }) => isRateHeader(name))
  const rates = titled.length > 0 ? titled : left
  const rate = askedRate ?? (rates.length === 1 ? rates[0] : undefined)
  if (!rate) {
    const why =
      titled.length > 1
        ? `${titled.length} columns may be the rate`
        : 'no header says which column is the rate'
    throw fail(`${why}; name one as column`, 'column')
  }
  const intervals =
    unit === 's' || unit === 'ms' || (unit === 'auto' && isIntervalHeader(rate.name))
  if (time.length === 0 && !intervals)
    throw fail('no header says which column is the time; name one as timeColumn', 'timeColumn')
  for (const candidate of [...time, rate]) {
    if (candidate.complex)
      throw fail(`"${candidate.name}" is complex`, candidate === rate ? 'column' : 'timeColumn')
    if (candidate.size === rate.size) continue
    throw fail(
      `"${candidate.name}" has ${candidate.size} values and "${rate.name}" ${rate.size}`,
      'timeColumn',
    )
  }
  return { time, rate }
}
