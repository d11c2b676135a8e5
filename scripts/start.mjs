/** npm start: sets up, runs the example headless, and serves the editor with the examples' folders. */
import { join } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { runNode } = await import('./run-node.mjs')
const { buildEditor } = await import('./build-editor.mjs')
const { foldersIn } = await import('./workspace.mjs')

const chirpflow = (...args) => runNode(join(root, 'apps', 'cli', 'bin', 'chirpflow.js'), args)
const graph = 'examples/heart-rate-simulated/heart-rate-simulated.graph.json'
process.stdout.write(`chirpflow run ${graph}\n`)
const code = await chirpflow('run', graph)
if (code !== 0) process.exit(code)
if (!(await buildEditor())) process.exit(1)
process.stdout.write('\n')
const folders = [root, ...foldersIn(join(root, 'examples'))].flatMap((each) => ['--folder', each])
process.exit(await chirpflow('serve', '--open', ...folders))
