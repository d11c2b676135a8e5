/** Makes apps/cli/dist/main.mjs out of the sources, when it is missing or they changed. */
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { fingerprint } from './fingerprint.mjs'
import { writeNodeIndex } from './node-index.mjs'
import { foldersIn, root, sourcesIn } from './workspace.mjs'

const cli = join(root, 'apps', 'cli')
const file = join(cli, 'dist', 'main.mjs')

/**
 * The bundle's path, made anew where a source changed, with the list of nodes written first: a node
 * added as one file is there. `error` says why it could not be made.
 */
export async function buildCommand() {
  if (isCurrent()) return { file }
  const notice = announceLater()
  try {
    writeNodeIndex()
    mkdirSync(join(cli, 'dist'), { recursive: true })
    await bundle(join(cli, 'src', 'main.ts'), file, sourcesHash())
    return { file }
  } catch (error) {
    return { file, error: error.message }
  } finally {
    notice.end()
  }
}

function sourcesHash() {
  const own = ['bundle.mjs', 'build-command.mjs', 'node-index.mjs'].map((name) =>
    join(root, 'scripts', name),
  )
  const folders = [...foldersIn(join(root, 'packages')), cli]
  const sources = folders.flatMap((folder) => sourcesIn(join(folder, 'src')))
  return fingerprint([...sources, ...own, join(root, 'package-lock.json')])
}

/** The bundle's first line holds the fingerprint of the sources it was made from. */
function isCurrent() {
  const line = `// ${sourcesHash()}\n`
  const found = Buffer.alloc(line.length)
  try {
    const bundled = openSync(file, 'r')
    readSync(bundled, found, 0, found.length, 0)
    closeSync(bundled)
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
  return found.toString() === line
}

/** Says what is going on when it takes over a second, on a terminal. */
function announceLater() {
  const timer = setTimeout(() => {
    if (process.stderr.isTTY) process.stderr.write('making the chirpflow command ...\n')
  }, 1000)
  return { end: () => clearTimeout(timer) }
}
