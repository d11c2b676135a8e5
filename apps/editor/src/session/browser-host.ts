/** What nodes may reach of the outside world, over the files that a person has given to the page. */
import { type ByteSource, type Host, HostError } from '@chirpflow/graph'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

export interface BrowserHost extends Host {
  /** From now on the path stands for this file. */
  provide(path: string, file: File): void
}

/** Nobody waits for readers of files before a file is there. */
const formats = () => import('@chirpflow/formats')

/** Bytes that are hashed at once in JavaScript. */
const piece = 4 * 1024 * 1024

/**
 * `write` gets what nodes write. Files of up to `whole` bytes are read whole to be hashed, by the
 * browser's own code, which is some ten times faster but cannot take a file bit by bit.
 */
export function createBrowserHost(
  write: (name: string, text: string) => void,
  whole = 256 * 2 ** 20,
): BrowserHost {
  const files = new Map<string, File>()
  const hashes = new WeakMap<File, Promise<string>>()

  function find(path: string): File {
    if (path === '') throw new HostError('no file is named; choose one')
    const file = files.get(path)
    if (file) return file
    throw new HostError(`choose the file ${path} again: a page cannot open a path`)
  }

  /** Says in the error which of a source's parameters names the file. */
  function open(path: string, param: string): ByteSource {
    try {
      return sourceOf(find(path), path, param)
    } catch (error) {
      throw error instanceof HostError ? new HostError(error.message, param) : error
    }
  }

  return {
    provide: (path, file) => void files.set(path, file),
    now: () => performance.now() / 1000,
    pause: createPause(),
    sha256() {
      const hash = sha256.create()
      return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) }
    },
    async contentHash(path) {
      const file = find(path)
      const known = hashes.get(file) ?? hashFile(sourceOf(file, path), whole)
      hashes.set(file, known)
      // what could not be read now may be readable later
      known.catch(() => hashes.delete(file))
      return known
    },
    openRecording: async (options) =>
      (await formats()).openRecording(options, async (path) =>
        open(path, path === options.path ? 'path' : 'config'),
      ),
    openSeries: async (options) =>
      (await formats()).openSeries(options, async (path) => open(path, 'path')),
    openWaveform: async (options) =>
      (await formats()).openWaveform(options, async (path) =>
        open(path, path === options.path ? 'path' : 'header'),
      ),
    openRates: async (options) =>
      (await formats()).openRates(options, async (path) => open(path, 'path')),
    inspectRadar: async () => noRadar(),
    openRadar: async () => noRadar(),
    async writeFile(path, text) {
      write(path, text)
    },
  }
}

function noRadar(): never {
  throw new HostError('a page cannot reach a radar by itself; open the editor with chirpflow serve')
}

function sourceOf(file: File, path: string, param?: string): ByteSource {
  return {
    name: path,
    size: file.size,
    async read(offset, length) {
      try {
        return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer())
      } catch (error) {
        // the browser lets go of a file that changes on disk
        if (!(error instanceof DOMException)) throw error
        throw new HostError(
          `${path} can no longer be read: it was changed, moved or removed; choose it again`,
          param,
        )
      }
    },
  }
}

async function hashFile(source: ByteSource, whole: number): Promise<string> {
  // crypto.subtle is there on https and localhost only
  if (source.size <= whole && globalThis.crypto?.subtle) {
    const { buffer } = await source.read(0, source.size)
    const digest = await crypto.subtle.digest('SHA-256', buffer as ArrayBuffer)
    return bytesToHex(new Uint8Array(digest))
  }
  const hash = sha256.create()
  for (let offset = 0; offset < source.size; offset += piece) {
    hash.update(await source.read(offset, piece))
  }
  return bytesToHex(hash.digest())
}

/** Lets the thread's other messages go first; timers would wait for milliseconds. */
function createPause(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port2.postMessage(undefined)
    })
}
