/** Runs the chirpflow command as a person does, in its own process. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspace-copy.ts'

export interface Outcome {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface CommandOptions {
  /** Workspace whose command it is. */
  readonly workspace?: string
  /** Working directory. */
  readonly cwd?: string
  /** Called with what stands on stderr so far. */
  readonly onErr?: (child: ReturnType<typeof spawn>, err: string) => void
  readonly onStart?: (child: ReturnType<typeof spawn>) => void
}

/** Runs `chirpflow ...args` to its end, its output piped. */
export function chirpflow(args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { workspace = root, cwd = workspace } = options
  const launcher = join(workspace, 'apps', 'cli', 'bin', 'chirpflow.js')
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
      options.onErr?.(child, err)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, out, err }))
    options.onStart?.(child)
  })
}
