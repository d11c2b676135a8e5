/** The server of the editor: its page, and a line to an engine for each page that is open. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { HostError } from '@chirpflow/graph'
import { mostToEngine } from '@chirpflow/runtime'
import { type WebSocket, WebSocketServer } from 'ws'
import { serveEngineSocket } from './engine-socket.ts'
import { createFolders } from './folders.ts'
import { refuse, sendPage, setSafeHeaders } from './page.ts'
import type { RadarDesk } from './radar-desk.ts'
import { mostToRadar, serveRadarSocket } from './radar-socket.ts'
import type { StartEngine } from './start-engine.ts'
import { createToken, isOwnHost, isOwnOrigin, isToken } from './visitors.ts'

export interface ServerOptions {
  /** Folder of the built page. */
  readonly page: string
  /** Where it listens. */
  readonly host: string
  readonly port: number
  /** Takes one of the next ports where `port` is in use. */
  readonly orNext: boolean
  readonly startEngine: StartEngine
  readonly desk: RadarDesk
}

export interface Server {
  readonly port: number
  readonly token: string
  /** Without the token. */
  readonly address: string
  close(): Promise<void>
}

/** Ports that are tried one after the other. */
const mostPorts = 50
/** Pages at once; each has an engine, a thread with a memory of its own. */
const mostPages = 8
/** Milliseconds between two questions whether a page is still there. */
const pingEvery = 15_000

const protocol = 'chirpflow'
const wrongToken = 4401
const busy = 4429

/** Throws HostError where it cannot listen, or a folder is not there. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { host, startEngine, desk } = options
  const page = await createFolders([options.page])
  const token = createToken()
  const names = [host.toLowerCase()]
  const handleProtocols = () => protocol
  const common = { noServer: true, perMessageDeflate: false, handleProtocols } as const
  const lines: Readonly<Record<string, Line>> = {
    '/engine': {
      guests: new WebSocketServer({ ...common, maxPayload: mostToEngine }),
      welcome: (guest) => serveEngineSocket(guest, startEngine),
    },
    '/radar': {
      guests: new WebSocketServer({ ...common, maxPayload: mostToRadar }),
      welcome: (guest) => serveRadarSocket(guest, desk),
    },
  }
  /** Takes part in no conversation: it only says why not. */
  const porter = new WebSocketServer({ ...common, maxPayload: 1 })
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      refuse(response, 500, `the server met a mistake of its own: ${reason}`)
    })
  })
  /** Have not answered the last ping. */
  const silent = new WeakSet<WebSocket>()
  server.on('upgrade', upgrade)
  const port = await listen(server, options)
  const everybody = () =>
    [...Object.values(lines).map(({ guests }) => guests), porter].flatMap(({ clients }) => [
      ...clients,
    ])
  const pinging = setInterval(() => everybody().forEach(ping), pingEvery)

  return {
    port,
    token,
    address: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`,
    async close() {
      clearInterval(pinging)
      for (const guest of everybody()) guest.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOwnHost(request, names))
      return refuse(
        response,
        403,
        'name this server by its address in numbers, or give its name as --host',
      )
    setSafeHeaders(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(response, 405, 'this server only gives')
    }
    const [pathname] = (request.url ?? '').split('?')
    await sendPage(page, pathname, request, response)
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const isOwn = isOwnHost(request, names) && isOwnOrigin(request)
    const line = Object.hasOwn(lines, request.url ?? '') ? lines[request.url ?? ''] : undefined
    if (!isOwn || !line) {
      const status = isOwn ? '404 Not Found' : '403 Forbidden'
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const refusal = refusalOf(request, line)
    const door = refusal ? porter : line.guests
    door.handleUpgrade(request, socket, head, (guest) => {
      // whoever leaves, however, is a page that has left
      guest.on('error', () => guest.terminate())
      guest.on('pong', () => silent.delete(guest))
      if (refusal) guest.close(refusal.code, refusal.text)
      else line.welcome(guest)
    })
  }

  function refusalOf({ headers }: IncomingMessage, { guests }: Line): Refusal | undefined {
    const [name, given] = (headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/)
    if (name !== protocol || !isToken(given, token)) {
      return { code: wrongToken, text: 'this is not the address that the server has printed' }
    }
    if (guests.clients.size < mostPages) return undefined
    return { code: busy, text: 'the server has as many pages open as it can serve' }
  }

  function ping(guest: WebSocket): void {
    if (silent.has(guest)) guest.terminate()
    else {
      silent.add(guest)
      guest.ping()
    }
  }
}

/** What pages may open under one address. */
interface Line {
  readonly guests: WebSocketServer
  welcome(guest: WebSocket): void
}

interface Refusal {
  readonly code: number
  readonly text: string
}

async function listen(
  server: ReturnType<typeof createServer>,
  { host, port, orNext }: ServerOptions,
): Promise<number> {
  for (let next = port; ; next++) {
    const code = await new Promise<string | undefined>((resolve) => {
      const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)
      server.once('error', fail)
      server.listen(next, host, () => {
        server.off('error', fail)
        resolve(undefined)
      })
    })
    if (code === undefined) return (server.address() as AddressInfo).port
    if (code === 'EADDRINUSE' && orNext && next < port + mostPorts && next < 65535) continue
    throw new HostError(refusal(code, host, next))
  }
}

function refusal(code: string, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; choose another with --port`
    case 'EACCES':
      return `port ${port} is not for everybody; choose one above 1023 with --port`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine; choose one that is with --host`
    default:
      return `${host}, port ${port}: nothing can be served there (${code})`
  }
}
