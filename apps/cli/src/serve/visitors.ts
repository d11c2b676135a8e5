/** Who may speak to the server: its own page, opened by who has read the address that it printed. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** 256 bits, in letters that stand in an address as they are. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether the texts are equal; how long it takes tells nothing of where they differ. */
export function isToken(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Whether a request names this server as it may be named: by an address in numbers, as localhost, or by
 * a name that it was given. A page of somebody else's can make its own name lead here (DNS rebinding),
 * but then the browser says that name.
 */
export function isOwnHost({ headers }: IncomingMessage, names: readonly string[]): boolean {
  const name = hostName(headers.host)
  if (name === undefined) return false
  const bare = name.replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || isIP(bare) !== 0 || names.includes(name)
}

/** Whether it was sent by a page of this server. A browser says so with every WebSocket. */
export function isOwnOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (origin === undefined || host === undefined) return false
  return [`http://${host}`, `https://${host}`].includes(origin)
}

function hostName(host: string | undefined): string | undefined {
  return /^(\[[0-9a-fA-F:.]+\]|[^:/\s[\]]+)(?::\d{1,5})?$/.exec(host ?? '')?.[1].toLowerCase()
}
