/** The data of a view as a table: what a plot says to those who do not see it. */
import { type RefObject, useEffect, useState } from 'react'
import { useEditor } from '../state/editor.ts'
import type { Target } from './actions.ts'
import { type DataTable, tableOf } from './plot/describe.ts'

const mostRows = 200
const mostColumns = 40

export function CardTable({ target }: { target: RefObject<Target | undefined> }) {
  const { ui } = useEditor()
  const [table, setTable] = useState<DataTable>()
  useEffect(() => {
    // A person reads a table at rest: a second look every second is enough.
    const look = () => {
      const model = target.current?.painter.model()
      if (model) setTable(tableOf(model, mostRows))
    }
    look()
    const timer = setInterval(look, 1000)
    const stop = ui.subscribe((state, before) => {
      if (state.sliderTime !== before.sliderTime) requestAnimationFrame(look)
    })
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [target, ui])
  if (!table) return null
  const hiddenColumns = table.headers.length - mostColumns
  const notes = [
    table.left > 0 ? `${table.left} more rows` : '',
    hiddenColumns > 0 ? `${hiddenColumns} more columns` : '',
  ].filter((note) => note !== '')
  return (
    <div className="view-table">
      <table>
        <thead>
          <tr>
            {table.headers.slice(0, mostColumns).map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              {row.slice(0, mostColumns).map((value, column) => (
                <td key={table.headers[column]}>{cell(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.length > 0 && <p>{notes.join(' and ')}: save as CSV for all.</p>}
    </div>
  )
}

function cell(value: number): string {
  return Number.isNaN(value) ? '—' : String(Number(value.toPrecision(6))).replace('-', '−')
}
