/** The rows of the table in the order they are shown: chains as they are sorted, the constant rate last. */
import type { Row, Table } from '@chirpflow/statistics'
import { columns, errorColumn } from './columns.ts'
import type { Chain, Compared } from './compared.ts'
import type { CompareMemory } from './local.ts'

export interface ShownRow {
  readonly row: Row
  /** undefined: the constant rate. */
  readonly chain?: Chain
}

export function rowsOf(
  { chains, question }: Compared,
  table: Table,
  { column, down }: CompareMemory['sort'],
): readonly ShownRow[] {
  const shown = chains.flatMap((chain): ShownRow[] => {
    const row = table.rows.find((one) => !one.constant && one.chain === chain.name)
    return row && question.chains.includes(chain.name) ? [{ row, chain }] : []
  })
  const spec = [errorColumn, ...columns].find(({ id }) => id === column)
  const sign = down ? -1 : 1
  const by = (a: ShownRow, b: ShownRow) => {
    if (!spec) return sign * (a.chain!.index - b.chain!.index)
    const [x, y] = [spec.value(a.row), spec.value(b.row)]
    // what has no figure comes last, whichever way
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return sign * (x - y)
  }
  const constant = table.rows.filter((row) => row.constant).map((row) => ({ row }))
  return [...shown.sort(by), ...constant]
}
