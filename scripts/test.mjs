/** npm test: sets up, checks, runs all tests, and ends with one line that counts them. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ensure } from './ensure.mjs'
import { root } from './workspace.mjs'

ensure()
const { runChecks } = await import('./checks.mjs')
const { runNode, scriptOf } = await import('./run-node.mjs')

const checks = await runChecks()
const tests = await runVitest()
const passed = checks.passed + tests.passed
const failed = checks.failed + tests.failed
const skipped = tests.skipped.length
for (const name of tests.skipped) process.stdout.write(`skipped  ${name}\n`)
process.stdout.write(
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
)
if (failed > 0) process.exitCode = 1

/** Runs vitest; what went wrong outside of any test counts as one failed. */
async function runVitest() {
  const making = join(root, '.cache', `tests-${process.pid}`)
  const output = join(making, 'vitest.json')
  mkdirSync(making, { recursive: true })
  try {
    const code = await runNode(scriptOf('vitest'), [
      'run',
      '--project=packages',
      '--project=plain',
      '--project=browser-core',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${output}`,
    ])
    const files = readResults(output)
    const all = files.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({
        name: `${relative(root, name)}: ${fullName}`,
        status,
      })),
    )
    // A file that could not even be loaded has failed, but holds no test that did.
    const broken = files.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    const failed = all.filter(({ status }) => status === 'failed').length + broken.length
    return {
      passed: all.filter(({ status }) => status === 'passed').length,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: all.filter(({ status }) => status !== 'passed' && status !== 'failed').map(nameOf),
    }
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

function nameOf({ name }) {
  return name
}

/** No results where vitest did not come to write any: then its exit code counts. */
function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults
  } catch (error) {
    process.stderr.write(`vitest left no results: ${error.message}\n`)
    return []
  }
}
