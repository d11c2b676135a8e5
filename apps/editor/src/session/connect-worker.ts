/** Starts an engine in a worker, and notices when it has died. */
import type { EnginePort } from '@chirpflow/runtime'
import { portOf } from './port.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

export interface EngineEvents {
  /** A node has written a file. */
  onWrite(name: string, text: string): void
  /** The engine is gone, and why. Said once; never after close. */
  onDeath(reason: string): void
}

/** An engine, whatever carries it. */
export interface EngineLink {
  readonly port: EnginePort
  /** The path stands for this file once this resolves. */
  provide(name: string, file: File): Promise<void>
  close(): void
}

export type Connect = (events: EngineEvents) => EngineLink

/** A long loop in a node is no death: it may keep the worker from answering for two minutes. */
const pingEvery = 10_000
const mostUnanswered = 12

export const connectWorker: Connect = ({ onWrite, onDeath }) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const { port1, port2 } = new MessageChannel()
  const providing = new Map<number, () => void>()
  let asked = 0
  let unanswered = 0
  let over = false

  const say = (message: ToWorker, transfer: Transferable[] = []) =>
    worker.postMessage(message, transfer)
  const pinging = setInterval(() => {
    if (++unanswered > mostUnanswered) die('it has not answered for two minutes')
    else say({ ping: unanswered })
  }, pingEvery)

  function close(): void {
    over = true
    clearInterval(pinging)
    worker.terminate()
    port1.close()
  }

  function die(reason: string): void {
    if (over) return
    close()
    onDeath(reason)
  }

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if ('pong' in data) unanswered = 0
    else if ('wrote' in data) onWrite(data.wrote.name, data.wrote.text)
    else if ('failed' in data) die(data.failed)
    else {
      providing.get(data.provided)?.()
      providing.delete(data.provided)
    }
  }
  worker.onerror = (event) => die(event.message || 'its program could not be loaded')
  worker.onmessageerror = () => die('a message could not be read')
  say({ port: port2 }, [port2])

  return {
    port: portOf(port1),
    provide: (name, file) =>
      new Promise((resolve) => {
        const id = ++asked
        providing.set(id, resolve)
        say({ provide: { id, name, file } })
      }),
    close,
  }
}
