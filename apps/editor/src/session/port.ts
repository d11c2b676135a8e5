/** A MessagePort as the engine's line. */
import type { EnginePort } from '@chirpflow/runtime'

export function portOf(port: MessagePort): EnginePort {
  return {
    post: (message, transfer = []) => port.postMessage(message, [...transfer]),
    onMessage(listener) {
      // setting onmessage also starts the port
      port.onmessage = ({ data }) => listener(data)
    },
  }
}
