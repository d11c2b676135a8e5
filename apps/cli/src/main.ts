/** Entry of the command: ties it to this process. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { registry } from '@chirpflow/nodes'
import manifest from '../package.json' with { type: 'json' }
import { serveUnits, workerMark } from './compare/worker.ts'
import type { CommandContext } from './context.ts'
import { createHost } from './host.ts'
import { runCommandLine } from './program.ts'
import { engineMark, serveEngineThread } from './serve/engine-thread.ts'
import { exitCodes } from './terminal.ts'

/** Runs the command line and ends the process with its exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const { stdout, stderr } = process
  for (const stream of [stdout, stderr]) {
    // `chirpflow ... | head` takes what it wants and leaves; the exit code still tells of the run.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  process.on('uncaughtException', (error) => {
    reportInternalError(error)
    process.exit(exitCodes.failed)
  })

  let interrupt: (() => void) | undefined
  const onSignal = () => {
    // A second one does not wait for the first.
    const first = interrupt
    interrupt = undefined
    if (first) first()
    else process.exit(exitCodes.interrupted)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)

  const context: CommandContext = {
    registry,
    createHost,
    terminal: {
      out: (text) => void stdout.write(text),
      err: (text) => void stderr.write(text),
      watched: stderr.isTTY === true,
      // Some pseudo-terminals say 0.
      columns: stderr.columns || 80,
      folder: process.cwd(),
    },
    onInterrupt(listener) {
      interrupt = listener
    },
  }
  const code = await runCommandLine(args, context, manifest.version).catch((error: unknown) => {
    reportInternalError(error)
    return exitCodes.failed
  })
  for (const stream of [stdout, stderr]) {
    await new Promise((written) => stream.write('', written))
  }
  // Something a node left open must not keep the process.
  process.exit(code)
}

function reportInternalError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof Error ? error.stack : undefined
  const isDebug = process.env.CHIRPFLOW_DEBUG === '1'
  process.stderr.write(
    `internal error: ${message}; this is a mistake in chirpflow, please report it${isDebug ? `\n${stack}` : ' (CHIRPFLOW_DEBUG=1 shows where)'}\n`,
  )
}

if (!isMainThread && parentPort) {
  if (workerData === workerMark) serveUnits(parentPort)
  else if (workerData?.mark === engineMark) void serveEngineThread(parentPort, registry, workerData)
}
