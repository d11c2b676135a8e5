/** One page's line to its engine: lines go to and fro, bounded on both sides, until one of them leaves. */
import {
  aliveEvery,
  createLineReader,
  encodeLine,
  type FromRemoteEngine,
  type Line,
  LineError,
  mostToEngine,
} from '@chirpflow/runtime'
import type { WebSocket } from 'ws'
import type { StartEngine } from './start-engine.ts'

/** Bytes that may wait for the engine before the page has to. */
const mostUntaken = 2 * mostToEngine
/** Bytes that may wait for the page: more than an engine sends before it waits for an answer. */
const mostUnsent = 512 * 2 ** 20

export function serveEngineSocket(socket: WebSocket, startEngine: StartEngine): void {
  let untaken = 0
  const engine = startEngine({
    onLine: send,
    onTook(bytes) {
      untaken -= bytes
      if (untaken <= mostUntaken) socket.resume()
    },
    onDeath: fail,
  })
  const reader = createLineReader((line) => {
    untaken += line.text.length + line.bytes.length
    if (untaken > mostUntaken) socket.pause()
    engine.send(line)
  }, mostToEngine)
  const beating = setInterval(() => say({ alive: true }), 1000 * aliveEvery)

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    try {
      if (isBinary) reader.bytes(Uint8Array.from(data))
      else reader.text(data.toString())
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      fail(error.message)
    }
  })
  socket.on('close', () => {
    clearInterval(beating)
    engine.end()
  })

  function send({ text, bytes }: Line): void {
    if (socket.readyState !== socket.OPEN) return
    socket.send(text)
    if (bytes.length > 0) socket.send(bytes)
    // a page that reads no more is not waited for
    if (socket.bufferedAmount > mostUnsent) socket.terminate()
  }

  function say(message: FromRemoteEngine): void {
    send(encodeLine(message))
  }

  function fail(reason: string): void {
    say({ failed: reason })
    socket.close(1011)
    engine.end()
  }
}
