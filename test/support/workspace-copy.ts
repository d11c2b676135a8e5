/** A copy of the workspace's sources that a test may change, with the packages of this one. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

const copied = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'biome.json',
  'scripts',
  'packages',
  'apps',
]
const left = ['node_modules', 'dist', 'vectors', '.cache']

export interface WorkspaceCopy {
  readonly folder: string
  remove(): void
}

/** Copies all sources; links what npm installed unless told not to. */
export function copyWorkspace({ installed = true } = {}): WorkspaceCopy {
  const folder = mkdtempSync(join(tmpdir(), 'chirpflow-workspace-'))
  for (const name of copied) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !left.includes(basename(path)),
    })
  }
  if (installed) linkPackages(join(folder, 'node_modules'), folder)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Everything but the workspace's own packages, which are those of the copy. */
function linkPackages(modules: string, folder: string): void {
  mkdirSync(join(modules, '@chirpflow'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.') || name === '@chirpflow' || name === 'chirpflow') continue
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  for (const name of readdirSync(join(folder, 'packages'))) {
    symlinkSync(join(folder, 'packages', name), join(modules, '@chirpflow', name))
  }
  // npm leaves this when an install is done; younger than the lock file, it says that none is due.
  writeFileSync(join(modules, '.package-lock.json'), '{}')
}
