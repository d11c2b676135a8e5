/** The table of results: sorted by a click on a heading, each error with its interval as a whisker. */
import type { Table } from '@chirpflow/statistics'
import { useEditor, useUi } from '../../state/editor.ts'
import { ChainMark, ConstantMark } from '../../theme/chain-mark.tsx'
import { type ColumnSpec, columns, errorColumn } from './columns.ts'
import type { Compared } from './compared.ts'
import { type Column, compareOf, useCompare } from './local.ts'
import { rowsOf, type ShownRow } from './rows.ts'
import { Whisker } from './Whisker.tsx'

export function ResultsTable({ compared, table }: { compared: Compared; table: Table }) {
  const sort = useCompare((state) => state.sort)
  const rows = rowsOf(compared, table, sort)
  const most = Math.max(
    ...rows.flatMap(({ row: { meanAbsoluteError: error } }) =>
      [error.value, error.high].filter((value) => !Number.isNaN(value)),
    ),
    1e-9,
  )
  return (
    <table className="compare-table">
      <caption className="visually-hidden">
        Errors of {compared.chains.length} chains over {table.moments} windows
      </caption>
      <thead>
        <tr>
          <Heading id="chain" title="Chain" help="Alternative chains, by letter" rising />
          <Heading {...errorColumn} />
          {columns.map((column) => (
            <Heading key={column.id} {...column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((shown) => (
          <ChainRow key={shown.chain?.id ?? 'constant'} shown={shown} most={most} />
        ))}
      </tbody>
    </table>
  )
}

function Heading({ id, title, help, short, rising }: Omit<ColumnSpec, 'show' | 'value'>) {
  const { ui } = useEditor()
  const { column, down } = useCompare((state) => state.sort)
  const isSorted = column === id
  const sort = (by: Column) =>
    compareOf(ui).setState({ sort: { column: by, down: isSorted ? !down : !rising } })
  return (
    <th
      scope="col"
      colSpan={id === errorColumn.id ? 2 : 1}
      data-column={id}
      aria-sort={isSorted ? (down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" aria-label={title} title={help} onClick={() => sort(id)}>
        {short ? <span data-long>{title}</span> : title}
        {short && <span data-short>{short}</span>}
        {isSorted && (
          <span data-arrow aria-hidden="true">
            {down ? '↓' : '↑'}
          </span>
        )}
      </button>
    </th>
  )
}

function ChainRow({ shown: { row, chain }, most }: { shown: ShownRow; most: number }) {
  const { ui } = useEditor()
  const lit = useUi(({ litChain }) => chain !== undefined && litChain === chain.id)
  const light = (on: boolean) => chain && ui.setState({ litChain: on ? chain.id : undefined })
  const { value, low, high } = row.meanAbsoluteError
  const interval = Number.isNaN(low)
    ? 'no interval'
    : `${(60 * low).toFixed(2)} to ${(60 * high).toFixed(2)}`
  return (
    <tr
      data-lit={lit || undefined}
      data-constant={row.constant || undefined}
      tabIndex={chain ? 0 : undefined}
      onPointerEnter={() => light(true)}
      onPointerLeave={() => light(false)}
      onFocus={() => light(true)}
      onBlur={() => light(false)}
    >
      <th scope="row">
        {chain ? <ChainMark index={chain.index} /> : <ConstantMark />}
        {chain && <b>{chain.letter}</b>}
        <span title={row.chain}>{row.chain}</span>
        {row.best && <em className="chip">best</em>}
      </th>
      <td className="compare-error" title={`95 % interval ${interval} /min`}>
        {errorColumn.show(row)}
        <span className="visually-hidden">, interval {interval}</span>
      </td>
      <td className="compare-whisker">
        {!Number.isNaN(value) && (
          <Whisker estimate={row.meanAbsoluteError} most={most} index={chain?.index} />
        )}
      </td>
      {columns.map(({ id, show }) => (
        <td key={id}>{row.constant && id === 'time' ? '0' : show(row)}</td>
      ))}
    </tr>
  )
}
