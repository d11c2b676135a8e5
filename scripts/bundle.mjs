/** Turns TypeScript of the workspace into one file that plain Node runs; npm packages stay outside. */
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'

/** What stays an import: all but paths and the workspace's own packages. */
const isExternal = (id) =>
  !id.startsWith('.') && !isAbsolute(id) && !id.startsWith('\0') && !id.startsWith('@chirpflow/')

/**
 * Bundles `entry` into `file` (and `file`.map), which must lie where the npm packages resolve.
 * `heading` becomes its first line. Both are renamed into place, so that no other process sees half.
 */
export async function bundle(entry, file, heading = '') {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: entry,
    platform: 'node',
    tsconfig: false,
    external: isExternal,
    onLog(level, log, handle) {
      if (level === 'warn') throw new Error(log.message)
      handle(level, log)
    },
  })
  const making = join(dirname(file), `.making-${process.pid}`)
  const made = join(making, basename(file))
  try {
    mkdirSync(making, { recursive: true })
    await build.write({
      file: made,
      format: 'esm',
      sourcemap: true,
      codeSplitting: false,
      banner: `// ${heading}`,
    })
    renameSync(`${made}.map`, `${file}.map`)
    renameSync(made, file)
  } finally {
    await build.close()
    rmSync(making, { recursive: true, force: true })
  }
}
