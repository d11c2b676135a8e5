/** Gives this thread the WebSocket of a page of the server at `address`. */
import { onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Server as ServerAddress } from '../../apps/editor/src/session/server.ts'

export function beAPageOf(address: string, token: string): ServerAddress {
  const { origin, host } = new URL(address)
  const open = new Set<WebSocket>()
  class PageSocket extends WebSocket {
    constructor(at: string, protocols: string[]) {
      super(at, protocols, { origin })
      open.add(this)
      // a page hears of it as a close
      this.on('error', () => {})
    }
  }
  vi.stubGlobal('WebSocket', PageSocket)
  onTestFinished(() => {
    for (const socket of open) socket.terminate()
    vi.unstubAllGlobals()
  })
  return { lines: `ws://${host}`, token }
}
