/** Installs what package-lock.json asks for, when it is missing or older. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { refuseNodeVersion, root } from './workspace.mjs'

/** Ends the process with a line that says why, where the workspace cannot be set up. */
export function ensure() {
  const refusal = refuseNodeVersion()
  if (refusal) end(refusal)
  if (isInstalled()) return
  process.stdout.write('installing what package-lock.json asks for (npm ci) ...\n')
  // npm is a .cmd file on Windows, which only a shell can start.
  const { status, error } = spawnSync('npm ci --no-audit --no-fund', {
    cwd: root,
    stdio: 'inherit',
    shell: true,
  })
  if (error) end(`npm could not be started: ${error.message}; run npm ci by hand`)
  if (status !== 0) end('npm ci failed (its reason stands above); mend that and try again')
}

/** npm writes node_modules/.package-lock.json at the end of every install. */
function isInstalled() {
  const installed = changed(join(root, 'node_modules', '.package-lock.json'))
  return installed !== undefined && installed >= changed(join(root, 'package-lock.json'))
}

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs

function end(message) {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
