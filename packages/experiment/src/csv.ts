/** The result table as CSV, a row a chain, rates in 1/min. */
import type { Estimate, Row } from '@chirpflow/statistics'
import type { Results } from './results.ts'

type Figure = { [K in keyof Row]-?: Row[K] extends Estimate ? K : never }[keyof Row]

const figures: readonly (readonly [key: Figure, name: string, factor: number])[] = [
  ['meanAbsoluteError', 'mean absolute error (1/min)', 60],
  ['medianAbsoluteError', 'median absolute error (1/min)', 60],
  ['rootMeanSquareError', 'root mean square error (1/min)', 60],
  ['meanRelativeError', 'mean relative error', 1],
  ['correlation', 'r', 1],
  ['concordance', 'concordance', 1],
  ['within1Percent', 'within 1 %', 1],
  ['within4Percent', 'within 4 %', 1],
  ['within5PerMinute', 'within 5 /min', 1],
  ['coverage', 'answered', 1],
]

/** RFC 4180; every figure with its 95 % interval, empty where it says nothing. */
export function formatResultsCsv({ table, chains }: Results): string {
  const fields = [...new Set(chains.flatMap(({ settings }) => Object.keys(settings)))]
  const head = [
    'chain',
    'alternative',
    ...fields,
    ...figures.flatMap(([, name]) => [name, `${name}, low`, `${name}, high`]),
    'bias (1/min)',
    'lower limit of agreement (1/min)',
    'upper limit of agreement (1/min)',
    'seconds per answer',
    'answers',
    'no better than the constant',
    'best',
  ]
  const rows = table.rows.map((row, at) => {
    const { agreement, secondsPerWindow = Number.NaN } = row
    const chain = row.constant ? undefined : chains[at]
    return [
      row.chain,
      chain?.alternative ?? '',
      ...fields.map((field) => (chain ? String(chain.settings[field] ?? '') : '')),
      ...figures.flatMap(([key, , factor]) => {
        const { value, low, high } = row[key]
        return [value, low, high].map((one) => show(factor * one))
      }),
      ...[agreement.bias, agreement.lower, agreement.upper].map((rate) => show(60 * rate)),
      show(secondsPerWindow),
      String(row.answered),
      String(row.noBetterThanConstant),
      String(row.best),
    ]
  })
  return [head, ...rows].map((cells) => `${cells.map(quote).join(',')}\r\n`).join('')
}

const show = (value: number) => (Number.isFinite(value) ? String(value) : '')

const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
