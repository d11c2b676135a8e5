/** Writes the list of nodes and their pages in docs/nodes, both out of the node files. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { writeChanged, writeNodeIndex } from './node-index.mjs'
import { root } from './workspace.mjs'

/** Writes what changed; gives the paths, relative to the workspace. */
export async function generate() {
  const written = writeNodeIndex() ? ['packages/nodes/src/index.ts'] : []
  return [...written, ...(await writeNodePages())]
}

/** One page a node, as its definition has it; pages of nodes that are gone are removed. */
async function writeNodePages() {
  const folder = join(root, 'docs', 'nodes')
  const making = join(root, '.cache', `node-pages-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  mkdirSync(making, { recursive: true })
  try {
    const made = join(making, 'pages.mjs')
    await bundle(join(root, 'apps', 'cli', 'src', 'node-pages.ts'), made)
    const { pages } = await import(pathToFileURL(made).href)
    const written = pages
      .filter(({ id, text }) => writeChanged(join(folder, `${id}.md`), text))
      .map(({ id }) => `docs/nodes/${id}.md`)
    const known = new Set(pages.map(({ id }) => `${id}.md`))
    const gone = readdirSync(folder).filter((name) => name.endsWith('.md') && !known.has(name))
    for (const name of gone) rmSync(join(folder, name))
    return [...written, ...gone.map((name) => `docs/nodes/${name} (removed)`)]
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}
