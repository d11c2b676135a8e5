/** The engine's thread: all nodes, over the files of the page. */
import { registry } from '@chirpflow/nodes'
import { createService, serveEngine } from '@chirpflow/runtime'
import { createBrowserHost } from './browser-host.ts'
import { gatheringPortOf } from './port.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

const say = (message: FromWorker) => self.postMessage(message)
const host = createBrowserHost((name, text) => say({ wrote: { name, text } }))

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('ping' in data) say({ pong: data.ping })
  else if ('provide' in data) {
    host.provide(data.provide.name, data.provide.file)
    say({ provided: data.provide.id })
  } else start(data.port)
})

self.addEventListener('unhandledrejection', ({ reason }) => {
  say({ failed: reason instanceof Error ? reason.message : String(reason) })
})

function start(port: MessagePort): void {
  const service = createService({ registry, host, cacheBudget: 256 * 2 ** 20 })
  const delay = (seconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, 1000 * seconds))
  serveEngine(gatheringPortOf(port), service, { host, delay })
}
