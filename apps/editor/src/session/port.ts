/** A MessagePort as the engine's line. */
import type { EnginePort } from '@chirpflow/runtime'

/** Every message crosses at once. */
export function portOf(port: MessagePort): EnginePort {
  return {
    post: (message, transfer = []) => port.postMessage([message], [...transfer]),
    onMessage: (listener) => hear(port, listener),
  }
}

/**
 * What is posted in one go crosses as one message: with hundreds of wires watched, a task for each on
 * either side costs more than what is in them.
 */
export function gatheringPortOf(port: MessagePort): EnginePort {
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
    onMessage: (listener) => hear(port, listener),
  }
}

function hear(port: MessagePort, listener: (message: unknown) => void): void {
  // setting onmessage also starts the port
  port.onmessage = ({ data }: MessageEvent<readonly unknown[]>) => {
    for (const message of data) listener(message)
  }
}
