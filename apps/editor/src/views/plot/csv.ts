/** A table of numbers as CSV (RFC 4180): units in the headers, shortest exact numbers. */
import type { DataTable } from './describe.ts'

/** No answer is an empty cell; the text ends with a line break. */
export function csvOf({ headers, rows }: Pick<DataTable, 'headers' | 'rows'>): string {
  const quoted = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const cell = (value: number) => (Number.isNaN(value) ? '' : String(value))
  const lines = [headers.map(quoted).join(','), ...rows.map((row) => row.map(cell).join(','))]
  return `${lines.join('\r\n')}\r\n`
}
