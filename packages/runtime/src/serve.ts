/** Puts an engine at one end of a port. */
import { type Host, HostError } from '@chirpflow/graph'
import { createOutbox } from './outbox.ts'
import { buffersOf, packChunks } from './pack.ts'
import type { Ask, EnginePort, FromEngine, SentError, ToEngine } from './protocol.ts'
import type { EngineService } from './service.ts'

export interface ServeOptions {
  /** Its clock times what is sent, and its pause is what waiting is made of without `delay`. */
  readonly host: Pick<Host, 'now' | 'pause'>
  /** Waits without work; a timer of the app. */
  delay?(seconds: number): Promise<void>
  /** Bytes of chunks that may wait to be sent. */
  readonly budget?: number
  /** Bytes that may be sent before the other side has to say that it has taken them. */
  readonly ahead?: number
}

/** Answers what an engineClient asks, and sends what happens. The result ends it. */
export function serveEngine(
  port: EnginePort,
  service: EngineService,
  options: ServeOptions,
): () => void {
  const { host, delay = waitBy(host), ...bounds } = options
  const post = (message: FromEngine, transfer?: readonly ArrayBuffer[]) =>
    port.post(message, transfer)
  const outbox = createOutbox({ post, now: host.now, delay, ...bounds })
  let over = false
  service.startOver()
  const takeBack = service.onEvent(outbox.add)

  port.onMessage((message) => {
    if (over) return
    const asked = message as ToEngine
    if ('taken' in asked) outbox.taken(asked.taken)
    else void answer(asked.id, asked.request)
  })
  return () => {
    over = true
    takeBack()
    service.stop()
  }

  async function answer(id: number, request: Ask): Promise<void> {
    try {
      const value = await handle(request)
      if (over) return
      if (request.ask === 'chunks' && value) {
        const packed = packChunks(value as Parameters<typeof packChunks>[0])
        post({ id, answer: packed }, buffersOf(packed))
      } else post({ id, answer: value })
    } catch (error) {
      if (!over) post({ id, error: sendableError(error) })
    }
  }

  async function handle(request: Ask): Promise<unknown> {
    switch (request.ask) {
      case 'load':
        return service.load(request.graph, request.options)
      case 'watch':
        return service.watch(request.wires)
      case 'run':
        return (await service.run({ retry: request.retry }))?.run
      case 'stop':
        return service.stop()
      case 'set-live':
        return service.setLive(request.node, request.name, request.value)
      case 'chunks': {
        const chunks = await service.chunks(request.wire)
        return chunks && chunks.length > 0 ? chunks : undefined
      }
    }
  }
}

function waitBy(host: ServeOptions['host']) {
  return async (seconds: number) => {
    for (const until = host.now() + seconds; host.now() < until; ) await host.pause()
  }
}

function sendableError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message } = error
  return error instanceof HostError && error.param !== undefined
    ? { name, message, param: error.param }
    : { name, message }
}
