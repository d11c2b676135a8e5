/** Which program and which JavaScript engine: what results depend on beside graph and inputs. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface ProgramFacts {
  readonly program: string
  readonly engine: string
  /** Differs wherever results may. */
  readonly key: string
}

/** A node may be edited without a new version: the built program's own bytes are part of the key. */
export function programFacts(version: string): ProgramFacts {
  const program = `chirpflow ${version}`
  const { node, v8 } = process.versions
  const engine = `Node ${node} (V8 ${v8}), ${process.arch}`
  const own = fileURLToPath(import.meta.url)
  // The first line of a bundle holds times of files.
  const text = readFileSync(own, 'utf8').replace(/^.*\n/, '')
  const code = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { program, engine, key: `${program}, ${code}, ${engine}` }
}
