/** npm start: sets up and runs the main job, the heart rate of a simulated person. */
import { join } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { runNode } = await import('./run-node.mjs')
const graph = 'examples/heart-rate-simulated/heart-rate-simulated.graph.json'
process.stdout.write(`chirpflow run ${graph}\n`)
process.exitCode = await runNode(join(root, 'apps', 'cli', 'bin', 'chirpflow.js'), ['run', graph])
