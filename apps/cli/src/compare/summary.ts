/** What an experiment found, as a table and sentences for a terminal. */
import type { Results } from '@chirpflow/experiment'
import { type Estimate, shownAs } from '@chirpflow/statistics'
import { formatTable } from '../table.ts'

/** More are in the report. */
const mostFindings = 12

const figures = ['95 % interval', 'RMSE', 'r', '<= 1 %', '<= 4 %', 'answered']

export function formatFindings(results: Results): string {
  const { table, findings, timing, chains, recordings, unit } = results
  const { factor, unit: shownIn } = shownAs[unit]
  const figure = (value: number) => (Number.isNaN(value) ? '-' : (factor * value).toFixed(2))
  const interval = ({ low, high }: Estimate) =>
    Number.isNaN(low) ? '-' : `${figure(low)} to ${figure(high)}`
  const head = ['chain', `error ${shownIn}`, ...figures]
  const rows = table.rows.map((row) => [
    row.best ? `${row.chain} (best)` : row.chain,
    figure(row.meanAbsoluteError.value),
    interval(row.meanAbsoluteError),
    figure(row.rootMeanSquareError.value),
    Number.isNaN(row.correlation.value) ? '-' : row.correlation.value.toFixed(2),
    share(row.within1Percent.value),
    share(row.within4Percent.value),
    share(row.coverage.value),
    row.secondsPerWindow === undefined ? '-' : (1000 * row.secondsPerWindow).toFixed(1),
  ])
  const right = head.map((_, column) => column + 1)
  const shown = findings.slice(0, mostFindings).map(({ text }) => `${text}\n`)
  const more = findings.length - shown.length
  const rest = more > 0 ? `${more} more findings are in the report.\n` : ''
  const counted = `${count(chains.length, 'chain')} on ${count(recordings.length, 'recording')}, ${count(table.moments, 'moment')}`
  const saved = timing.apart - timing.seconds
  const shared =
    saved > 0 ? `; sharing saved ${saved.toFixed(1)} of ${timing.apart.toFixed(1)} s` : ''
  return `${formatTable([[...head, 'ms'], ...rows], right)}\n${shown.join('')}${rest}${counted}${shared}\n`
}

const share = (value: number) => (Number.isNaN(value) ? '-' : `${Math.round(100 * value)} %`)
const count = (size: number, what: string) => `${size} ${what}${size === 1 ? '' : 's'}`
