/** The journal of an experiment on disk: appended to, and on disk before a cell counts as done. */
import { type FileHandle, open } from 'node:fs/promises'
import { type Cell, formatCells, journalHead, readJournal } from '@chirpflow/experiment'
import { HostError } from '@chirpflow/graph'
import { onFile } from '../file-errors.ts'

export interface Journal {
  /** What an earlier run left, by key. */
  readonly cells: ReadonlyMap<string, Cell>
  /** Returns when the cells are on the disk. */
  add(cells: readonly Cell[]): Promise<void>
  close(): Promise<void>
}

/** Opens the journal at `path`, made anew unless it is to be gone on with. Throws HostError. */
export async function openJournal(path: string, resume: boolean): Promise<Journal> {
  return onFile(path, async () => {
    const file = await open(path, resume ? 'a+' : 'w')
    try {
      const cells = resume ? await takeUp(file, path) : new Map<string, Cell>()
      const { size } = await file.stat()
      if (size === 0) await append(file, journalHead)
      return {
        cells,
        add: (more) => onFile(path, () => append(file, formatCells(more))),
        close: () => file.close(),
      }
    } catch (error) {
      await file.close()
      throw error
    }
  })
}

/** The cells of a journal that is there; none where there is none. Throws HostError. */
export async function readJournalFile(path: string): Promise<ReadonlyMap<string, Cell>> {
  return onFile(path, async () => {
    const file = await open(path, 'r')
    try {
      return read(await file.readFile('utf8'), path).cells
    } finally {
      await file.close()
    }
  })
}

/** Cuts off a line that was not finished, so that the next one begins on its own. */
async function takeUp(file: FileHandle, path: string): Promise<ReadonlyMap<string, Cell>> {
  const bytes = await file.readFile()
  const { cells } = read(bytes.toString('utf8'), path)
  await file.truncate(bytes.lastIndexOf('\n') + 1)
  return cells
}

function read(text: string, path: string) {
  try {
    return readJournal(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new HostError(`${path}: ${why}; move it away, or name another folder with --out`)
  }
}

async function append(file: FileHandle, text: string): Promise<void> {
  await file.appendFile(text)
  await file.datasync()
}
