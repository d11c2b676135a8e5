/** Lays out rows of text in columns. */

/** One line a row; columns named in `right` (numbers from 0) are flush right. */
export function formatTable(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, [...cell].length)
    }
  }
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat(widths[column] - [...cell].length)
    return right.includes(column) ? space + cell : cell + space
  }
  return rows.map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('')
}
