/** npm run soak: bundles bench/live/soak-main.ts and runs it; -- HOURS for another length than a day. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { bundle } = await import('./bundle.mjs')
const { runNode } = await import('./run-node.mjs')
const folder = join(root, '.cache', 'bench')
const file = join(folder, 'soak.mjs')
mkdirSync(folder, { recursive: true })
await bundle(join(root, 'bench', 'live', 'soak-main.ts'), file)
process.exitCode = await runNode(file, process.argv.slice(2))
