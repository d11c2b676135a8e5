/** The editor's page, as plain files of one folder. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { HostError } from '@chirpflow/graph'
import type { Folders } from './folders.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** What the page may load: its own files, WebAssembly, and pictures that stand in the text itself. */
function policyFor(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // 'self' is no WebSocket in every browser
    `connect-src 'self' ws://${host} wss://${host} data: blob:`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer; the host was checked before. */
export function setSafeHeaders(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', policyFor(request.headers.host ?? ''))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
}

/** Answers with the file of `page` that the address names. */
export async function sendPage(
  page: Folders,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wanted = pathname === '/' ? '/index.html' : pathname
  const type = types[extname(wanted)]
  const file = type && (await findPage(page, wanted))
  if (!type || !file) return refuse(response, 404, 'there is no such page')
  // names of assets change with what is in them
  const kept = wanted.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  response.setHeader('Content-Type', type)
  response.setHeader('Cache-Control', kept)
  sendFile(file.path, file.size, request, response)
}

async function findPage(page: Folders, pathname: string) {
  try {
    const path = await page.find(decodeURIComponent(pathname.slice(1)))
    const facts = await stat(path)
    return facts.isFile() ? { path, size: facts.size } : undefined
  } catch (error) {
    if (error instanceof HostError || error instanceof URIError) return undefined
    throw error
  }
}

/** The whole file; for HEAD only its size. */
export function sendFile(
  path: string,
  size: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Content-Length', size)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const stream = createReadStream(path)
  // it was there a moment ago: the other side sees that less came than was said
  stream.on('error', () => response.destroy())
  response.on('close', () => stream.destroy())
  stream.pipe(response)
}

export function refuse(response: ServerResponse, status: number, reason: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.end(`${reason}\n`)
}
