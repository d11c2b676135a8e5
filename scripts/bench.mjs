/** npm run bench: bundles bench/main.ts and runs it; -- --quick for a smoke run, --editor, --sharing, --live, --json FILE. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { bundle } = await import('./bundle.mjs')
const { buildEditor } = await import('./build-editor.mjs')
const { runNode } = await import('./run-node.mjs')
const folder = join(root, '.cache', 'bench')
const file = join(folder, 'main.mjs')
mkdirSync(folder, { recursive: true })
await bundle(join(root, 'bench', 'main.ts'), file)
if (!(await buildEditor())) process.exit(1)
process.exitCode = await runNode(file, process.argv.slice(2))
