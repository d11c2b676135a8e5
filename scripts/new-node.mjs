/** npm run new-node CATEGORY/ID: a node file to begin with, and a test beside it. */
import { existsSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ensure } from './ensure.mjs'
import { foldersIn, root } from './workspace.mjs'

const nodes = join(root, 'packages', 'nodes', 'src')

ensure()
const refusal = refuse(process.argv.slice(2))
if (refusal) {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 2
} else {
  const { generate } = await import('./generated.mjs')
  const [category, id] = process.argv[2].split('/')
  const file = join(nodes, category, `${id}.ts`)
  writeFileSync(file, nodeText(category, id), { flag: 'wx' })
  writeFileSync(join(nodes, category, `${id}.test.ts`), testText(id), { flag: 'wx' })
  const written = [relative(root, file), relative(root, file).replace(/ts$/, 'test.ts')]
  for (const path of [...written, ...(await generate())]) process.stdout.write(`wrote ${path}\n`)
  process.stdout.write(`try it: npx chirpflow describe ${id}, npx vitest run ${id}\n`)
}

function refuse(args) {
  const match = /^([a-z-]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(args[0] ?? '')
  if (args.length !== 1 || !match) {
    return 'usage: npm run new-node CATEGORY/ID, for example range/my-method'
  }
  const [, category, id] = match
  const taken = foldersIn(nodes).find((folder) => existsSync(join(folder, `${id}.ts`)))
  if (taken) return `${relative(root, join(taken, `${id}.ts`))} is there already: take another id`
  if (existsSync(join(nodes, category))) return undefined
  const known = foldersIn(nodes).map((folder) => relative(nodes, folder))
  return `there is no category ${category}: its folders are ${known.join(', ')}`
}

function nodeText(category, id) {
  const words = id.replaceAll('-', ' ')
  return `import { defineNode, number, port } from '@chirpflow/graph'

export default defineNode({
  id: '${id}',
  version: 1,
  title: '${words[0].toUpperCase()}${words.slice(1)}',
  category: '${category}',
  summary: 'Multiplies each window by a factor.',
  inputs: {
    in: port('float64', ['...', 'time'], 'A window of a slow-time signal'),
  },
  outputs: {
    out: port('float64', ['...', 'time'], 'The same window, multiplied'),
  },
  params: {
    factor: number({ default: 2, label: 'Factor', help: 'What each value is multiplied by.' }),
  },

  plan: ({ in: input }) => ({ out: input }),

  open: ({ params: { factor } }) => ({
    process({ in: chunk }, emit) {
      emit({ out: chunk.data.map((value) => factor * value) })
    },
  }),
})
`
}

function testText(id) {
  return `import type { OpenedNode, Ports } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import node from './${id}.ts'

test('multiplies each value', async () => {
  const opened = (await node.open({ params: { factor: 3 } } as never)) as OpenedNode<Ports, Ports>
  const emitted: unknown[] = []
  const chunk = { data: Float64Array.of(1, -2), index: 0, time: 0, coverage: 1 }
  opened.process({ in: chunk }, (outputs) => emitted.push(outputs))
  expect(emitted).toEqual([{ out: Float64Array.of(3, -6) }])
})
`
}
