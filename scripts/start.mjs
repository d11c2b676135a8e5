/** npm start: sets up, runs the example headless, and serves the editor. */
import { join } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { runNode } = await import('./run-node.mjs')
const { buildEditor } = await import('./build-editor.mjs')
const { serveEditor } = await import('./serve-editor.mjs')

const graph = 'examples/heart-rate-simulated/heart-rate-simulated.graph.json'
process.stdout.write(`chirpflow run ${graph}\n`)
const code = await runNode(join(root, 'apps', 'cli', 'bin', 'chirpflow.js'), ['run', graph])
if (code !== 0) process.exit(code)
if (!(await buildEditor())) process.exit(1)
await serveEditor()
