/** The editor as `chirpflow serve` gives it: with a server behind the page. */
import type { ChildProcess } from 'node:child_process'
import { chirpflow } from '../command.ts'

export interface Served {
  /** With the token. */
  readonly address: string
  /** As Ctrl-C does; resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts the command as a person does, on any port that is free. */
export async function serveEditor(args: readonly string[]): Promise<Served> {
  let child: ChildProcess | undefined
  const address = new Promise<string>((resolve, reject) => {
    const ended = chirpflow(['serve', '--port', '0', ...args], {
      onStart(started) {
        child = started
        let out = ''
        started.stdout?.on('data', (text: string) => {
          out += text
          const found = /http:\S+#token=\S+/.exec(out)
          if (found) resolve(found[0])
        })
      },
    })
    ended.then(({ code, err }) => reject(new Error(`serve ended with ${code}: ${err}`)), reject)
  })
  return {
    address: await address,
    async stop() {
      if (!child || child.exitCode !== null) return
      const gone = new Promise((resolve) => child?.on('close', resolve))
      child.kill('SIGINT')
      await gone
    },
  }
}
