/** The folder that an experiment writes into: its journal, and at the end its results. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  formatResults,
  formatResultsCsv,
  formatResultsPage,
  type Layout,
  type Results,
} from '@chirpflow/experiment'
import { HostError } from '@chirpflow/graph'
import { onFile } from '../file-errors.ts'
import { statOf, writeWhole } from '../files.ts'
import { type Journal, openJournal, readJournalFile } from './journal-file.ts'

export const resultFiles = ['results.json', 'results.csv', 'report.html'] as const

/**
 * Makes the folder and opens its journal. Throws HostError where the journal of a run that was
 * interrupted would be lost.
 */
export async function openOutput(
  folder: string,
  shown: string,
  resume: boolean,
  layout: Layout,
): Promise<Journal> {
  await onFile(folder, () => mkdir(folder, { recursive: true }))
  const path = join(folder, 'journal.jsonl')
  if (!resume && (await statOf(path))?.isFile()) await refuseLoss(path, shown, layout)
  return openJournal(path, resume)
}

/** An unfinished journal is worth keeping; one that has all, or nothing of this, is not. */
async function refuseLoss(path: string, shown: string, { recordings }: Layout): Promise<void> {
  const cells = await readJournalFile(path)
  const keys = new Set(recordings.flatMap(({ chains }) => chains.map(({ key }) => key)))
  const done = [...keys].filter((key) => cells.get(key)?.state === 'finished').length
  if (done === 0 || done === keys.size) return
  throw new HostError(
    `${shown} holds ${done} of ${keys.size} finished cells of a run that was interrupted: go on with --resume, or name another folder with --out`,
  )
}

/** Writes the three files; gives their paths. */
export async function writeResults(folder: string, results: Results): Promise<readonly string[]> {
  const texts = [formatResults(results), formatResultsCsv(results), formatResultsPage(results)]
  const paths = resultFiles.map((name) => join(folder, name))
  for (const [index, path] of paths.entries()) await writeWhole(path, texts[index])
  return paths
}
