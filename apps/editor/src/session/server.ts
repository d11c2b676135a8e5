/** The server that the page came from, where it can do more than give files. */

export interface Server {
  /** ws://host:port, no slash. */
  readonly lines: string
  readonly token: string
}

/** Both lines are opened under this name; the second name offered is the token. */
export const lineName = 'chirpflow'

/** How the server closes a line whose token is not its own. */
export const wrongToken = 4401

/** As `#token=` in the address says; undefined for a page from a plain file server. */
export function serverOf({ protocol, host, hash }: Location): Server | undefined {
  const token = new URLSearchParams(hash.slice(1)).get('token')
  if (!token) return undefined
  return { lines: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}`, token }
}
