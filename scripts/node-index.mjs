/** Writes packages/nodes/src/index.ts, the list of all node files. */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { foldersIn, isSource, root } from './workspace.mjs'

const nodes = join(root, 'packages', 'nodes', 'src')

/** Folders of what nodes share; every other folder is a category. */
const shared = ['dsp', 'lint', 'parts']

/** Every non-test .ts file directly in a category folder is a node, as its default export. */
function nodeFiles() {
  return foldersIn(nodes)
    .filter((folder) => !shared.includes(basename(folder)))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter(isSource)
        .map((name) => ({ category: basename(folder), id: name.slice(0, -'.ts'.length) })),
    )
    .sort((a, b) => compare(a.id, b.id) || compare(a.category, b.category))
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** range-fft becomes rangeFft. */
const nameOf = (id) => id.replace(/[^A-Za-z0-9]+(.)?/g, (_, next) => (next ?? '').toUpperCase())

/** The text of the index. Throws where two files have one name. */
function nodeIndex() {
  const files = nodeFiles()
  for (const [at, { id, category }] of files.entries()) {
    const other = files[at + 1]
    if (other?.id !== id) continue
    throw new Error(`two node files are called ${id}, in ${category} and ${other.category}`)
  }
  const path = ({ category, id }) => `./${category}/${id}.ts`
  // As Biome has it: mcsm before mcsm-plus.
  const imports = [...files].sort((a, b) => compare(a.category, b.category) || compare(a.id, b.id))
  const names = files.map(({ id }) => nameOf(id))
  const start = 'export const nodeTypes: readonly NodeType[] = ['
  const line = `${start}${names.join(', ')}]`
  // As Biome has it: on one line where it fits.
  const list =
    line.length <= 100 ? line : `${start}\n${names.map((name) => `  ${name},\n`).join('')}]`
  return [
    '/** The library: generated from the files of the category folders by `npm run generate`. */\n',
    "import { createRegistry, type NodeType, type Registry } from '@chirpflow/graph'\n",
    ...imports.map((file) => `import ${nameOf(file.id)} from '${path(file)}'\n`),
    '\n/** All node types, by id. */\n',
    `${list}\n`,
    '\nexport const registry: Registry = createRegistry(nodeTypes)\n',
  ].join('')
}

/** Writes the index where it changed; says whether it did. */
export function writeNodeIndex() {
  return writeChanged(join(nodes, 'index.ts'), nodeIndex())
}

/** Writes a file whole, only where its text differs; says whether it did. */
export function writeChanged(path, text) {
  if (textOf(path) === text) return false
  const making = `${path}.${process.pid}.making`
  writeFileSync(making, text)
  renameSync(making, path)
  return true
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
