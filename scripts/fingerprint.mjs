/** Hash over path, size and time of change of files: whether what was made of them is still theirs. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { relative } from 'node:path'
import { root } from './workspace.mjs'

/** Unlike "newer than", it notices files that were removed or replaced by older ones. */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {}
    hash.update(`${relative(root, path)} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
