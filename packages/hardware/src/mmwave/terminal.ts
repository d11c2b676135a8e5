/** Makes an emulated radar reachable from other programs: as a serial port, or over a socket. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { Duplex } from 'node:stream'
import { HostError } from '@chirpflow/graph'
import { lineOfStream } from './line.ts'
import type { RadarEmulator } from './radar-emulator.ts'

export interface Terminal {
  /** What a person gives as command port. */
  readonly commandPort: string
  close(): Promise<void>
}

/**
 * A pseudo terminal, which any program can open as a serial port. Node has none; `script` of
 * util-linux makes one and hands its other side to our pipes. Throws HostError where there is none
 * (macOS, Windows): a socket does everywhere.
 */
export async function openPseudoTerminal(emulator: RadarEmulator): Promise<Terminal> {
  // Its inner process holds the terminal open, reads nothing of it, and ends with this one.
  const hold = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done`
  const child = spawn(
    'script',
    ['--quiet', '--flush', '--command', `stty raw -echo && tty && ${hold}`, '/dev/null'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const path = await new Promise<string | undefined>((resolve) => {
    let said = ''
    const hear = (bytes: Buffer) => {
      said += bytes.toString('latin1')
      const found = /^(\/dev\/\S+)\s/m.exec(said)?.[1]
      if (!found) return
      child.stdout.off('data', hear)
      resolve(found)
    }
    child.stdout.on('data', hear)
    child.once('error', () => resolve(undefined))
    child.once('close', () => resolve(undefined))
  })
  if (path === undefined) {
    throw new HostError(
      'this system makes no pseudo terminal (script of util-linux is missing); give the emulator a socket instead: tcp://127.0.0.1:0',
      'commandPort',
    )
  }
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin })
  emulator.attach(lineOfStream(path, stream))
  return {
    commandPort: path,
    async close() {
      child.kill('SIGKILL')
      stream.destroy()
      await ended
    },
  }
}

/** A socket: `tcp://HOST:PORT` (port 0: a free one) or `socket:PATH`; each connection is a line. */
export async function openSocketTerminal(
  emulator: RadarEmulator,
  where: string,
): Promise<Terminal> {
  const server = createServer((socket) => emulator.attach(lineOfStream(where, socket)))
  const sockets = new Set<Duplex>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const path = where.startsWith('socket:') ? where.slice('socket:'.length) : undefined
  const url = path === undefined ? new URL(where) : undefined
  if (url) server.listen(Number(url.port), url.hostname)
  else server.listen(path)
  try {
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HostError(`the emulator cannot listen at ${where}: ${reason}`, 'commandPort')
  }
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : undefined
  return {
    commandPort: url ? `tcp://${url.hostname}:${port}` : where,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
      if (path !== undefined) await rm(path, { force: true })
    },
  }
}
