/** Two ends of a line in memory: what is sent is cloned as a worker's messages are. */
import type { EnginePort } from '@chirpflow/runtime'

export interface PortPair {
  readonly engine: EnginePort
  readonly client: EnginePort
  /** Messages that the engine has sent, oldest first. */
  readonly sent: unknown[]
  /** While true, nothing reaches the engine. */
  blocked: boolean
}

export function createPorts(): PortPair {
  const sent: unknown[] = []
  const pair: PortPair = {
    engine: undefined as never,
    client: undefined as never,
    sent,
    blocked: false,
  }
  const waiting: unknown[] = []
  let toEngine = (_: unknown) => {}
  let toClient = (_: unknown) => {}
  const copy = (message: unknown, transfer: readonly ArrayBuffer[] = []) =>
    structuredClone(message, { transfer: [...transfer] })
  const engine: EnginePort = {
    post(message, transfer) {
      const copied = copy(message, transfer)
      sent.push(copied)
      setImmediate(() => toClient(copied))
    },
    onMessage(listener) {
      toEngine = listener
    },
  }
  const client: EnginePort = {
    post(message, transfer) {
      waiting.push(copy(message, transfer))
      setImmediate(function pass() {
        if (pair.blocked) return void setImmediate(pass)
        toEngine(waiting.shift())
      })
    },
    onMessage(listener) {
      toClient = listener
    },
  }
  return Object.assign(pair, { engine, client })
}
