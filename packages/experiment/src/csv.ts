/** The result table as CSV, a row a chain, rates in 1/min, ranges in cm. */
import { type Estimate, type Row, shownAs } from '@chirpflow/statistics'
import type { Results } from './results.ts'

type Figure = { [K in keyof Row]-?: Row[K] extends Estimate ? K : never }[keyof Row]

/** Whether a figure has the unit of what is judged, or none. */
type Kind = 'error' | 'plain'

const figures: readonly (readonly [key: Figure, name: string, kind: Kind])[] = [
  ['meanAbsoluteError', 'mean absolute error', 'error'],
  ['medianAbsoluteError', 'median absolute error', 'error'],
  ['rootMeanSquareError', 'root mean square error', 'error'],
  ['meanRelativeError', 'mean relative error', 'plain'],
  ['correlation', 'r', 'plain'],
  ['concordance', 'concordance', 'plain'],
  ['within1Percent', 'within 1 %', 'plain'],
  ['within4Percent', 'within 4 %', 'plain'],
  ['within5PerMinute', 'within 5 /min', 'plain'],
  ['coverage', 'answered', 'plain'],
]

/** RFC 4180; every figure with its 95 % interval, empty where it says nothing. */
export function formatResultsCsv({ table, chains, unit }: Results): string {
  const { factor, name: shown } = shownAs[unit]
  const fields = [...new Set(chains.flatMap(({ settings }) => Object.keys(settings)))]
  const head = [
    'chain',
    'alternative',
    ...fields,
    ...figures.flatMap(([, plain, kind]) => {
      const name = kind === 'error' ? `${plain} (${shown})` : plain
      return [name, `${name}, low`, `${name}, high`]
    }),
    `bias (${shown})`,
    `lower limit of agreement (${shown})`,
    `upper limit of agreement (${shown})`,
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
      ...figures.flatMap(([key, , kind]) => {
        const { value, low, high } = row[key]
        return [value, low, high].map((one) => show(kind === 'error' ? factor * one : one))
      }),
      ...[agreement.bias, agreement.lower, agreement.upper].map((rate) => show(factor * rate)),
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
