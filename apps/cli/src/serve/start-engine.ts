/** An engine in a thread of its own: what it does cannot hold up the server, and it may die alone. */
import { MessageChannel, Worker } from 'node:worker_threads'
import type { Line } from '@chirpflow/runtime'
import { type EngineData, engineMark, type FromEngineThread } from './engine-thread.ts'
import { type OpenKnownRadar, serveRadarPort } from './radar-port.ts'

export interface EngineEvents {
  onLine(line: Line): void
  /** Bytes of lines have been taken in. */
  onTook(bytes: number): void
  /** It has ended by itself, and why. Said once; never after end. */
  onDeath(reason: string): void
}

export interface RunningEngine {
  send(line: Line): void
  end(): void
}

export type StartEngine = (events: EngineEvents) => RunningEngine

/** The built command itself, from its sources and from its bundle: main.ts looks for the mark. */
const entry = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/main.mjs' : './main.mjs',
  import.meta.url,
)

/** Engines over the files of `folders`, and the radar that `openRadar` gives. */
export function engineStarter(folders: readonly string[], openRadar: OpenKnownRadar): StartEngine {
  return ({ onLine, onTook, onDeath }) => {
    const { port1, port2 } = new MessageChannel()
    const leaveRadar = serveRadarPort(port1, openRadar)
    const workerData: EngineData = { mark: engineMark, folders, radar: port2 }
    const worker = new Worker(entry, { workerData, transferList: [port2] })
    let over = false
    const die = (reason: string) => {
      if (over) return
      over = true
      leaveRadar()
      onDeath(reason)
    }
    worker.on('message', (message: FromEngineThread) => {
      if (over) return
      if ('took' in message) onTook(message.took)
      else onLine(message)
    })
    worker.on('error', (error) => die(error.message))
    worker.on('exit', () => die('its thread has ended'))
    return {
      send: (line) => worker.postMessage(line, [line.bytes.buffer as ArrayBuffer]),
      end() {
        if (over) return
        over = true
        leaveRadar()
        void worker.terminate()
      },
    }
  }
}
