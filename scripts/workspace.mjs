/** Where the workspace is, what its source files are, and whether this Node can run it. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** One line that says why this Node cannot run chirpflow; undefined where it can. */
export function refuseNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return undefined
  return `chirpflow needs Node 20.19 or later, this is ${version}: install a newer one from https://nodejs.org`
}

/** Folders of a folder, as absolute paths, sorted; none where it does not exist. */
export function foldersIn(folder) {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
}

/** The workspace's packages: every folder of packages/ and apps/. */
export function packageFolders() {
  return [...foldersIn(join(root, 'packages')), ...foldersIn(join(root, 'apps'))]
}

/** All .ts files below a folder that are no tests, sorted. */
export function sourcesIn(folder) {
  const files = []
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) files.push(...sourcesIn(path))
    else if (isSource(entry.name)) files.push(path)
  }
  return files.sort()
}

/** TypeScript that is no test. */
export function isSource(name) {
  return name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('.')
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}
