/** What stands before the unit tests: generated files, types and lint. */
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { generate } from './generated.mjs'
import { runNode, scriptOf } from './run-node.mjs'
import { foldersIn, packageFolders, root } from './workspace.mjs'

/** Runs them all; each counts as one test. */
export async function runChecks() {
  const checks = [
    { name: 'generate', run: runGenerate },
    ...typeProjects().map((project) => ({
      name: `types of ${project === '' ? 'tests' : project}`,
      run: () => runNode(scriptOf('typescript', 'tsc'), ['-p', join(root, project)]),
    })),
    {
      name: 'lint',
      run: () =>
        runNode(scriptOf('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', root]),
    },
  ]
  const counts = { passed: 0, failed: 0 }
  for (const { name, run } of checks) {
    const passed = (await run()) === 0
    counts[passed ? 'passed' : 'failed']++
    process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${name}\n`)
  }
  return counts
}

async function runGenerate() {
  try {
    for (const path of await generate()) process.stdout.write(`wrote ${path}\n`)
    return 0
  } catch (error) {
    process.stderr.write(`${error.stack}\n`)
    return 1
  }
}

/** Folders with a tsconfig.json, '' for the workspace's own; parts of a package may have stricter ones. */
function typeProjects() {
  const parts = packageFolders().flatMap((folder) => foldersIn(join(folder, 'src')))
  return [...packageFolders(), ...parts, root]
    .filter((folder) => existsSync(join(folder, 'tsconfig.json')))
    .map((folder) => relative(root, folder))
}
