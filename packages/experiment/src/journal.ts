/**
 * The journal of an experiment: a line of JSON for each finished cell, so that what was done is known
 * after a kill at any moment. A line that was cut off counts for nothing.
 */
import type { Cell } from './unit.ts'

const journalFormat = 'chirpflow-journal'
const journalVersion = 1

/** The first line of a journal. */
export const journalHead = `${JSON.stringify({ format: journalFormat, version: journalVersion })}\n`

export function formatCells(cells: readonly Cell[]): string {
  return cells.map((cell) => `${JSON.stringify(cell)}\n`).join('')
}

export interface ReadJournal {
  /** By key; of two the later. */
  readonly cells: ReadonlyMap<string, Cell>
  /** Characters up to the end of the last whole line: what is after that is to be cut off. */
  readonly whole: number
}

/** Throws where the text is no journal that this program reads. */
export function readJournal(text: string): ReadJournal {
  const cells = new Map<string, Cell>()
  const whole = text.lastIndexOf('\n') + 1
  const [head, ...lines] = text.slice(0, whole).split('\n').slice(0, -1)
  if (head === undefined) return { cells, whole: 0 }
  if (`${head}\n` !== journalHead) throw new Error('this is no journal that this program reads')
  for (const line of lines) {
    const cell = readCell(line)
    if (cell) cells.set(cell.key, cell)
  }
  return { cells, whole }
}

/** undefined for a line that is damaged: its cell will run again. */
function readCell(line: string): Cell | undefined {
  try {
    const cell = JSON.parse(line) as Partial<Cell>
    return typeof cell.key === 'string' && cell.track && cell.nodes ? (cell as Cell) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
