/** A comparison as a person reads it: a table, what it says in sentences, what is to be known of it. */
import { shownAs } from '@chirpflow/statistics'
import type { ReportedComparison, ReportedTable } from './comparison.ts'
import { formatTable } from './table.ts'

type Row = ReportedTable['rows'][number]
type Figure = number | null

const figures = ['median', 'RMSE', 'r', '< 1 %', '< 4 %']

export function formatComparison(id: string, comparison: ReportedComparison): string {
  const { table, findings, remarks, window } = comparison
  const isRate = table.unit === 'Hz'
  const error = `error (${shownAs[table.unit].unit}), 95 % interval`
  const head = [error, ...figures, ...(isRate ? ['< 5 /min'] : []), 'answered', 'ms']
  const rows = table.rows.map((row) => [row.chain, ...cellsOf(row, isRate)])
  const title = `${id}: ${table.moments} moments, reference averaged over ${window} s`
  const lines = formatTable(
    [['chain', ...head], ...rows],
    head.map((_, column) => column + 1),
  )
  const said = findings.map(({ tone, text }) => `${tone === 'warning' ? '!' : '-'} ${text}\n`)
  return [`${title}\n`, lines, ...said, ...remarks.map((remark) => `- note: ${remark}\n`)].join('')
}

function cellsOf(row: Row, isRate: boolean): string[] {
  const { value, low, high } = row.meanAbsoluteError
  const interval = low === null ? '' : ` (${fixed(low, 2)} to ${fixed(high, 2)})`
  const { secondsPerWindow } = row
  return [
    `${fixed(value, 2)}${interval}${row.best ? ' best' : ''}`,
    fixed(row.medianAbsoluteError.value, 2),
    fixed(row.rootMeanSquareError.value, 2),
    fixed(row.correlation.value, 2),
    percent(row.within1Percent.value),
    percent(row.within4Percent.value),
    ...(isRate ? [percent(row.within5PerMinute.value)] : []),
    percent(row.coverage.value),
    secondsPerWindow === undefined ? '-' : fixed(1e3 * (secondsPerWindow ?? Number.NaN), 1),
  ]
}

const fixed = (value: Figure, digits: number) =>
  value === null || Number.isNaN(value) ? '-' : value.toFixed(digits)
const percent = (share: Figure) => (share === null ? '-' : `${Math.round(100 * share)} %`)
