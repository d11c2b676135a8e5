/** Columns of numbers out of a text table. */
import { HostError } from '@chirpflow/graph'
import type { Candidate } from './series-choice.ts'

/** Cells that stand for a sample that is not there. */
const missing = new Set(['', 'nan', 'na', 'n/a', '#n/a', 'null', 'none', '-'])
const number = /^[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|inf|infinity)$/i
const decimalComma = /^[+-]?\d+,\d+([eE][+-]?\d+)?$/

/** A column whose cells can be read as something else than numbers. */
export interface TableColumn extends Candidate {
  cells(): readonly { readonly line: number; readonly text: string }[]
}

/**
 * The columns of a table separated by tabs, semicolons, commas or spaces (the first of these that
 * occurs). A first row with a cell that is no number is the header, and so is a last comment line
 * (#) with as many cells as the data. Throws HostError where there is no data; a column throws
 * when it is read and a cell of it is no number. `header` says whether the first row is one, where
 * the caller knows better than by its cells.
 */
export function readTable(
  file: string,
  text: string,
  header?: boolean,
): { columns: TableColumn[]; notes: string[] } {
  const lines = text.split(/\r\n|\n|\r/)
  const rows: { line: number; cells: string[] }[] = []
  const plain = lines.find((line) => line.trim() !== '' && !line.startsWith('#'))
  if (plain === undefined) throw new HostError(`${file}: holds no rows of numbers`)
  const separator = separatorOf(plain)
  let comment: string[] = []
  lines.forEach((raw, index) => {
    if (raw.trim() === '') return
    if (!raw.startsWith('#')) rows.push({ line: index + 1, cells: cellsOf(raw, separator) })
    else if (rows.length === 0) comment = cellsOf(raw.slice(1), separatorOf(raw.slice(1)))
  })
  const first = rows[0].cells
  const titled = header ?? first.some((cell) => !isNumeric(cell))
  if (titled) rows.shift()
  if (rows.length === 0) throw new HostError(`${file}: has a header but no rows of numbers`)
  const width = Math.max(first.length, rows[0].cells.length)
  const titles = titled ? first : comment.length === width ? comment : []
  const short = rows.filter(({ cells }) => cells.length < width)
  const notes = [
    `Table of ${rows.length} rows and ${width} columns, separated by ${separatorNames[separator]}.`,
  ]
  if (short.length > 0) {
    notes.push(
      `${short.length} rows have fewer cells (the first is line ${short[0].line}); what they lack is missing.`,
    )
  }
  const columns = Array.from({ length: width }, (_, column): TableColumn => {
    const name = titles[column] || `column ${column + 1}`
    return {
      name,
      size: rows.length,
      complex: false,
      cells: () => rows.map(({ line, cells }) => ({ line, text: cells[column] ?? '' })),
      values: () =>
        Float64Array.from(rows, ({ line, cells }) =>
          numberIn(cells[column] ?? '', () => `${file}: line ${line}, "${name}"`),
        ),
    }
  })
  return { columns, notes }
}

type Separator = '\t' | ';' | ',' | ' '

const separatorNames: Record<Separator, string> = {
  '\t': 'tabs',
  ';': 'semicolons',
  ',': 'commas',
  ' ': 'spaces',
}

export function separatorOf(line: string): Separator {
  const bare = line.replace(/"[^"]*"/g, '')
  return (['\t', ';', ','] as const).find((separator) => bare.includes(separator)) ?? ' '
}

/** Cells of a line; quotes hold separators, and two of them are one. */
export function cellsOf(line: string, separator: Separator): string[] {
  if (separator === ' ') return line.trim().split(/\s+/)
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const c = line[at]
    if (c === '"') {
      if (quoted && line[at + 1] === '"') cell += line[at++]
      else quoted = !quoted
    } else if (c === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += c
  }
  cells.push(cell.trim())
  return cells
}

/** A decimal comma is no header: it is refused where it is read. */
function isNumeric(cell: string): boolean {
  return missing.has(cell.toLowerCase()) || number.test(cell) || decimalComma.test(cell)
}

/** A number with a decimal point or comma; NaN where it is missing, undefined for anything else. */
export function looseNumber(cell: string): number | undefined {
  if (missing.has(cell.toLowerCase())) return Number.NaN
  const text = decimalComma.test(cell) ? cell.replace(',', '.') : cell
  return number.test(text) ? Number(text) : undefined
}

function numberIn(cell: string, place: () => string): number {
  if (missing.has(cell.toLowerCase())) return Number.NaN
  if (!number.test(cell)) {
    const remedy = decimalComma.test(cell) ? '; save the table with decimal points' : ''
    throw new HostError(`${place()}: "${cell.slice(0, 40)}" is not a number${remedy}`)
  }
  if (/inf/i.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity
  return Number(cell)
}
