/** Recordings made by other people, which stand outside of the repository. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const folder =
  process.env.CHIRPFLOW_RECORDINGS ?? resolve(import.meta.dirname, '../../../shared/recordings')

export const haveRecordings = existsSync(folder)

/** Says in one line that tests which need them are skipped. */
export function announceSkip(): void {
  if (haveRecordings) return
  process.stderr.write(`skipped: no recordings at ${folder} (set CHIRPFLOW_RECORDINGS)\n`)
}

export function recordingPath(name: string): string {
  return resolve(folder, name)
}
