/** Makes apps/editor/dist out of the sources, when it is missing or they changed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { writeNodeIndex } from './node-index.mjs'
import { runNode, scriptOf } from './run-node.mjs'
import { foldersIn, root } from './workspace.mjs'

const editor = join(root, 'apps', 'editor')
const mark = join(editor, 'dist', '.made-from')

/** Builds the page where it is not current; whether it is there now. */
export async function buildEditor() {
  writeNodeIndex()
  const now = fingerprint(inputs())
  if (textOf(mark) === now) return true
  process.stdout.write('building the editor ...\n')
  const code = await runNode(scriptOf('vite'), ['build', editor, '--logLevel', 'error'])
  if (code === 0) writeFileSync(mark, now)
  return code === 0
}

/** All that goes into the page: sources, styles, the examples and what is installed. */
function inputs() {
  const folders = [
    ...foldersIn(join(root, 'packages')).map((folder) => join(folder, 'src')),
    join(editor, 'src'),
    join(root, 'examples'),
  ]
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const own = ['index.html', 'vite.config.ts', 'package.json'].map((name) => join(editor, name))
  return [...files.sort(), ...own, join(root, 'package-lock.json')]
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
