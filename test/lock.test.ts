import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Locked {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
)

/** The entry that `name` resolves to for the package at `path`: the nearest node_modules upwards. */
function resolved(path: string, name: string): Locked | undefined {
  const folders = path.split('/node_modules/')
  for (let depth = folders.length; depth > 0; depth--) {
    const found =
      lock.packages[`${folders.slice(0, depth).join('/node_modules/')}/node_modules/${name}`]
    if (found) return found
  }
  return lock.packages[`node_modules/${name}`]
}

describe('package-lock.json', () => {
  it('holds every optional package of every platform, or npm ci refuses it', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {})
        .filter((name) => !resolved(path, name))
        .map((name) => `${name}, wanted by ${path}`),
    )
    expect(missing).toEqual([])
  })

  it('names no download address', () => {
    const addresses = JSON.stringify(lock).match(/"resolved":"https?:[^"]*"/g)
    expect(addresses ?? []).toEqual([])
  })
})
