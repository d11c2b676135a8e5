/** A server of the editor with engines in this thread, and pages that are nothing but lines. */
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { RadarStatus, Registry } from '@chirpflow/graph'
import { createLineReader, decodeLine, encodeLine, type Line } from '@chirpflow/runtime'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { type FromEngineThread, serveEngineThread } from '../../apps/cli/src/serve/engine-thread.ts'
import type { RadarDesk } from '../../apps/cli/src/serve/radar-desk.ts'
import { serveRadarPort } from '../../apps/cli/src/serve/radar-port.ts'
import { type Server, startServer } from '../../apps/cli/src/serve/server.ts'
import type { EngineEvents, StartEngine } from '../../apps/cli/src/serve/start-engine.ts'

/** A desk with nothing on it. */
export const emptyDesk: RadarDesk = {
  status: (): RadarStatus => ({ steps: [] }),
  onChange: () => () => {},
  handle: async () => undefined,
  open: () => Promise.reject(new Error('there is no radar here')),
  close: async () => {},
}

/** Engines as the server's threads have them; those that run, and how to make one die. */
export function enginesHere(registry: Registry, folders: readonly string[], desk = emptyDesk) {
  const running = new Set<EngineEvents>()
  const startEngine: StartEngine = (events) => {
    const [line, radar] = [new MessageChannel(), new MessageChannel()]
    const leaveRadar = serveRadarPort(radar.port1, desk.open)
    running.add(events)
    line.port1.on('message', (message: FromEngineThread) => {
      if ('took' in message) events.onTook(message.took)
      else events.onLine(message)
    })
    const data = { mark: 'chirpflow-engine', folders, radar: radar.port2 } as const
    void serveEngineThread(line.port2, registry, data)
    return {
      send: (sent: Line) => line.port1.postMessage(sent),
      end() {
        running.delete(events)
        leaveRadar()
        line.port1.close()
      },
    }
  }
  return { running, startEngine }
}

/** A folder that is gone after the test. */
export async function newFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chirpflow-serve-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

export interface ServedOptions {
  readonly page?: string
  readonly startEngine?: StartEngine
  readonly desk?: RadarDesk
}

export async function newServer(options: ServedOptions = {}): Promise<Server> {
  const noEngine: StartEngine = () => ({ send() {}, end() {} })
  const { page = await newFolder(), startEngine = noEngine, desk = emptyDesk } = options
  const host = '127.0.0.1'
  const server = await startServer({ page, host, port: 0, orNext: false, startEngine, desk })
  onTestFinished(server.close)
  return server
}

export interface LineOptions {
  readonly path?: string
  readonly token?: string
  readonly origin?: string
  readonly host?: string
}

/** Opens a line as a page does, or as somebody else would. */
export function openLine(server: Server, options: LineOptions = {}): WebSocket {
  const { path = '/engine', token = server.token } = options
  const own = new URL(server.address)
  const { origin = own.origin, host = own.host } = options
  const socket = new WebSocket(`ws://${own.host}${path}`, ['chirpflow', token], {
    ...(origin === '' ? {} : { origin }),
    headers: { host },
  })
  socket.binaryType = 'arraybuffer'
  onTestFinished(() => socket.terminate())
  return socket
}

/** How it ended: the HTTP status of a refusal, or the code it was closed with. */
export async function endOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0))
    socket.on('close', resolve)
    socket.on('error', () => {})
  })
}

/** The line to the radar, once it is open. */
export async function openRadarLine(server: Server): Promise<WebSocket> {
  const socket = openLine(server, { path: '/radar' })
  await once(socket, 'open')
  return socket
}

/** What comes over an engine's line, message by message. */
export async function openPage(server: Server, options: LineOptions = {}) {
  const socket = openLine(server, options)
  const heard: Record<string, unknown>[] = []
  let wake = () => {}
  const reader = createLineReader((line) => {
    heard.push(decodeLine(line) as Record<string, unknown>)
    wake()
  }, 2 ** 30)
  socket.on('message', (data: ArrayBuffer | Buffer, isBinary) => {
    if (isBinary) reader.bytes(new Uint8Array(data as ArrayBuffer))
    else reader.text(Buffer.from(data as ArrayBuffer).toString())
  })
  await once(socket, 'open')
  return {
    socket,
    heard,
    say(message: unknown) {
      const { text, bytes } = encodeLine(message)
      socket.send(text)
      if (bytes.length > 0) socket.send(bytes)
    },
    /** The first message with that key, once it has come. */
    async hear(key: string): Promise<unknown> {
      for (;;) {
        const found = heard.find((message) => key in message)
        if (found) return found[key]
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
