/** The thread of one page's engine: all nodes, over the folders of the server and the page's own files. */
import type { MessagePort } from 'node:worker_threads'
import { HostError, type Registry } from '@chirpflow/graph'
import {
  createService,
  decodeLine,
  type EnginePort,
  encodeLine,
  type FromRemoteEngine,
  type Line,
  serveEngine,
  type ToRemoteEngine,
} from '@chirpflow/runtime'
import { type OpenedFile, openBytes, openFile } from '../files.ts'
import { createHostOver, type FileReach } from '../host.ts'
import { createFolders } from './folders.ts'
import { radarOver } from './radar-port.ts'

/** What marks a thread of this program that is an engine. */
export const engineMark = 'chirpflow-engine'

export interface EngineData {
  readonly mark: typeof engineMark
  readonly folders: readonly string[]
  /** The server's end of it gives radars. */
  readonly radar: MessagePort
}

/** A line to be sent on, or bytes of lines that have been taken in. */
export type FromEngineThread = Line | { readonly took: number }

/** Bytes of files that a page may leave with its engine. */
const mostProvided = 64 * 2 ** 20
const cacheBudget = 256 * 2 ** 20

/** Answers what comes over the port. What cannot be read, or goes wrong, ends the thread. */
export async function serveEngineThread(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  registry: Registry,
  { folders: paths, radar }: EngineData,
): Promise<void> {
  const folders = await createFolders(paths)
  const provided = createProvided()
  const files: FileReach = {
    open: async (path) => provided.open(path) ?? openFile(await folders.find(path)),
    has: async (path) => provided.has(path) || folders.has(path),
    // nothing is written on this machine: the page offers it to the person
    write: async (name, text) => say({ wrote: { name, text } }),
  }
  const host = createHostOver(files, radarOver(radar))
  const service = createService({ registry, host, cacheBudget })
  const delay = (seconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, 1000 * seconds))
  let listener = (_: unknown) => {}
  serveEngine({ post: gather(say), onMessage: (next) => (listener = next) }, service, {
    host,
    delay,
  })

  port.on('message', (line: Line) => {
    const message = decodeLine(line) as ToRemoteEngine
    if ('provide' in message) {
      provided.add(message.provide.name, message.provide.bytes)
      say({ provided: message.provide.id })
    } else for (const each of message.engine) listener(each)
    tell({ took: line.text.length + line.bytes.length })
  })

  function say(message: FromRemoteEngine): void {
    const { text, bytes } = encodeLine(message)
    tell({ text, bytes }, [bytes.buffer as ArrayBuffer])
  }

  function tell(message: FromEngineThread, transfer: ArrayBuffer[] = []): void {
    port.postMessage(message, transfer)
  }
}

/** Bytes of a line beyond which what comes next has a line of its own: numbers overtake no picture. */
const longLine = 2 ** 16

/** What is posted in one go crosses as one message, or as a few where there is much of it. */
function gather(say: (message: FromRemoteEngine) => void): EnginePort['post'] {
  let waiting: unknown[] = []
  let bytes = 0
  const flush = () => {
    const engine = waiting
    waiting = []
    bytes = 0
    if (engine.length > 0) say({ engine })
  }
  return (message, transfer = []) => {
    const more = transfer.reduce((sum, { byteLength }) => sum + byteLength, 0)
    if (bytes + more > longLine) flush()
    bytes += more
    if (waiting.push(message) === 1) queueMicrotask(flush)
  }
}

/** Files that the page has given, by the paths that stand for them. */
function createProvided() {
  const files = new Map<string, Uint8Array>()
  return {
    add(name: string, bytes: Uint8Array): void {
      files.delete(name)
      const held = [...files.values()].reduce((sum, { length }) => sum + length, 0)
      if (held + bytes.length > mostProvided) {
        throw new HostError(`${name}: the page has given more files than its engine can hold`)
      }
      files.set(name, bytes)
    },
    has: (name: string) => files.has(name),
    open(name: string): OpenedFile | undefined {
      const bytes = files.get(name)
      return bytes && openBytes(name, bytes)
    },
  }
}
