/** The folders that a server was given: what lies in them may be opened, and nothing else. */
import { readdir, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { HostError } from '@chirpflow/graph'
import { onFile } from '../file-errors.ts'
import { statOf } from '../files.ts'
import { usablePath } from '../host.ts'

export interface Folders {
  /**
   * The file that a path means: a relative one is looked for in each folder, in their order. Throws
   * HostError where it is in none of them, or is a link to what lies outside.
   */
  find(path: string): Promise<string>
  /** Whether find would find it. */
  has(path: string): Promise<boolean>
  /** Names of files that lie in the folders themselves, by how they end. */
  list(ending: string): Promise<string[]>
}

/** Throws HostError where one is no folder. */
export async function createFolders(paths: readonly string[]): Promise<Folders> {
  const roots = await Promise.all(
    paths.map(async (path) => ({ path, real: await realFolder(path) })),
  )
  return {
    async find(path) {
      const found = await look(path)
      if (found === 'outside') throw outside(path)
      if (found) return found.real
      const searched = roots.map((root) => root.path).join(', ')
      throw new HostError(`${path}: there is no such file in ${searched}; check the path`)
    },
    has: async (path) => typeof (await look(path)) === 'object',
    async list(ending) {
      const lists = roots.map(({ path }) => onFile(path, () => readdir(path)))
      return (await Promise.all(lists)).flat().filter((name) => name.endsWith(ending))
    },
  }

  async function look(path: string) {
    const wanted = usablePath(path)
    const places = roots
      .map((root) => resolve(root.path, wanted))
      .filter((place) =>
        roots.some(({ path, real }) => isWithin(path, place) || isWithin(real, place)),
      )
    // what is outside is not even looked at
    if (places.length === 0) return 'outside'
    for (const place of places) {
      if (!(await statOf(place))) continue
      const real = await onFile(place, () => realpath(place))
      return roots.some((root) => isWithin(root.real, real)) ? { real } : 'outside'
    }
    return undefined
  }
}

function outside(path: string): HostError {
  return new HostError(
    `${path} lies outside of the folders that this server may open; copy it there, or start the server with --folder`,
  )
}

async function realFolder(path: string): Promise<string> {
  const facts = await statOf(path)
  if (!facts?.isDirectory()) throw new HostError(`${path}: there is no such folder; check the path`)
  return onFile(path, () => realpath(path))
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
