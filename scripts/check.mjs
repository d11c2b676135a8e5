/** npm run check: generated files, types and lint, without the tests. */
import { ensure } from './ensure.mjs'

ensure()
const { runChecks } = await import('./checks.mjs')
const { passed, failed } = await runChecks()
process.stdout.write(`${passed} passed, ${failed} failed\n`)
if (failed > 0) process.exitCode = 1
