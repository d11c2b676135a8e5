/** A MessagePort as the engine's line. */
import type { EnginePort } from '@chirpflow/runtime'

/**
 * What is posted in one go crosses as one message: with hundreds of wires watched, a task for each on
 * either side costs more than what is in them.
 */
export function portOf(port: MessagePort): EnginePort {
  let waiting: unknown[] = []
  let transfers: Transferable[] = []

  function send(): void {
    const [messages, moved] = [waiting, transfers]
    waiting = []
    transfers = []
    port.postMessage(messages, moved)
  }

  return {
    post(message, transfer = []) {
      if (waiting.push(message) === 1) queueMicrotask(send)
      transfers.push(...transfer)
    },
    onMessage(listener) {
      // setting onmessage also starts the port
      port.onmessage = ({ data }: MessageEvent<readonly unknown[]>) => {
        for (const message of data) listener(message)
      }
    },
  }
}
