/** An engine on the page's server, over a WebSocket, and notices when it has died. */
import {
  aliveEvery,
  createLineReader,
  decodeLine,
  encodeLine,
  type FromRemoteEngine,
  mostToEngine,
  type ToRemoteEngine,
} from '@chirpflow/runtime'
import type { Connect } from './connect-worker.ts'
import { lineName, type Server, wrongToken } from './server.ts'

/** Times in a row that the server may say nothing when it should have. */
const mostSilent = 4
/** Bytes of one message: more than an engine sends before it waits for an answer. */
const mostFromEngine = 2 ** 30

export function serverConnection({ lines, token }: Server): Connect {
  return ({ onWrite, onDeath }) => {
    const socket = new WebSocket(`${lines}/engine`, [lineName, token])
    socket.binaryType = 'arraybuffer'
    const waiting: ToRemoteEngine[] = []
    const providing = new Map<number, () => void>()
    let listener = (_: unknown) => {}
    let asked = 0
    let silent = 0
    let over = false

    const checking = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return
      if (++silent > mostSilent) die('the server no longer answers')
    }, 1000 * aliveEvery)
    const reader = createLineReader(
      (line) => take(decodeLine(line) as FromRemoteEngine),
      mostFromEngine,
    )
    socket.onopen = () => {
      for (const message of waiting.splice(0)) say(message)
    }
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      silent = 0
      if (typeof data === 'string') reader.text(data)
      else reader.bytes(new Uint8Array(data))
    }
    socket.onclose = ({ code, reason }) => {
      if (code === wrongToken) die(`${reason}; open that one`)
      else die(reason === '' ? 'the server cannot be reached' : reason)
    }

    return {
      port: {
        post: (message) => say({ engine: [message] }),
        onMessage(next) {
          listener = next
        },
      },
      async provide(name, file) {
        // too large to be sent: the server looks for it in its folders, and says where it has none
        if (file.size > mostToEngine - 2 ** 16) return
        const bytes = new Uint8Array(await file.arrayBuffer())
        await new Promise<void>((resolve) => {
          const id = ++asked
          providing.set(id, resolve)
          say({ provide: { id, name, bytes } })
        })
      },
      close,
    }

    function say(message: ToRemoteEngine): void {
      if (socket.readyState === WebSocket.CONNECTING) {
        waiting.push(message)
        return
      }
      if (socket.readyState !== WebSocket.OPEN) return
      const { text, bytes } = encodeLine(message)
      socket.send(text)
      if (bytes.length > 0) socket.send(bytes as Uint8Array<ArrayBuffer>)
    }

    function take(message: FromRemoteEngine): void {
      if ('engine' in message) for (const each of message.engine) listener(each)
      else if ('wrote' in message) onWrite(message.wrote.name, message.wrote.text)
      else if ('failed' in message) die(message.failed)
      else if ('provided' in message) {
        providing.get(message.provided)?.()
        providing.delete(message.provided)
      }
    }

    function close(): void {
      over = true
      clearInterval(checking)
      socket.close()
    }

    function die(reason: string): void {
      if (over) return
      close()
      onDeath(reason)
    }
  }
}
