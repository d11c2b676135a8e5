/** What nodes may reach of the outside world, over the file system. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openRates, openRecording, openSeries, openWaveform, radarFacts } from '@chirpflow/formats'
import {
  aboutParam,
  type ByteSource,
  type Host,
  HostError,
  type RadarOptions,
  type RadarStream,
} from '@chirpflow/graph'
import { type OpenedFile, openFile, readPieces, statOf, writeWhole } from './files.ts'

/** What nodes reach of files, by the paths that stand in the graph. Both throw HostError. */
export interface FileReach {
  open(path: string): Promise<OpenedFile>
  /** Whether there is such a file; a path that may not be looked at is none. */
  has(path: string): Promise<boolean>
  write(path: string, text: string): Promise<void>
}

/** Begins to capture from a radar; `open` reads its configuration until the stream is closed. */
export type OpenRadar = (
  options: RadarOptions,
  open: (path: string) => Promise<ByteSource>,
) => Promise<RadarStream>

/** Relative paths are relative to `folder`, the graph file's. */
export function createHost(folder: string, openRadar: OpenRadar = noRadar): Host {
  const place = (path: string) => resolve(folder, usablePath(path))
  const files: FileReach = {
    open: async (path) => openFile(place(path)),
    has: async (path) => (await statOf(place(path))) !== undefined,
    write: async (path, text) => writeWhole(place(path), text),
  }
  return createHostOver(files, openRadar)
}

/** The path, where it is one. Throws HostError. */
export function usablePath(path: string): string {
  if (path === '') throw new HostError('no file is named; name one')
  if (path.includes('\0')) throw new HostError('a path cannot hold a zero character')
  return path
}

export function createHostOver(files: FileReach, openRadar: OpenRadar = noRadar): Host {
  /** Gives `work` a way to open files, and keeps what it opened until closed or failed. */
  async function withFiles<T>(
    work: (open: (path: string) => Promise<ByteSource>) => Promise<T>,
  ): Promise<{ value: T; close(): Promise<void> }> {
    const closers: (() => Promise<void>)[] = []
    const close = async () => {
      for (const closer of closers.splice(0)) await closer()
    }
    try {
      const value = await work(async (path) => {
        const file = await files.open(path)
        closers.push(file.close)
        return file.source
      })
      return { value, close }
    } catch (error) {
      await close()
      throw error
    }
  }

  return {
    now: () => performance.now() / 1000,
    pause: () => setImmediate(),
    sha256() {
      const hash = createHash('sha256')
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
    },
    async contentHash(path) {
      const hash = createHash('sha256')
      for await (const bytes of readPieces(await files.open(path))) hash.update(bytes)
      return hash.digest('hex')
    },
    async openRecording(options) {
      const { value: recording, close } = await withFiles((open) =>
        openRecording(
          options,
          (path) => aboutParam(path === options.path ? 'path' : 'config', () => open(path)),
          async (path) => ((await files.has(path)) ? open(path) : undefined),
        ),
      )
      return {
        ...recording,
        async close() {
          await recording.close()
          await close()
        },
      }
    },
    async openSeries(options) {
      const { value, close } = await withFiles((open) =>
        openSeries(options, (path) => aboutParam('path', () => open(path))),
      )
      await close()
      return value
    },
    async openWaveform(options) {
      const { value, close } = await withFiles((open) =>
        openWaveform(options, (path) =>
          aboutParam(path === options.path ? 'path' : 'header', () => open(path)),
        ),
      )
      await close()
      return value
    },
    async openRates(options) {
      const { value, close } = await withFiles((open) =>
        openRates(options, (path) => aboutParam('path', () => open(path))),
      )
      await close()
      return value
    },
    async inspectRadar(options) {
      const { value, close } = await withFiles((open) => radarFacts(options, open))
      await close()
      return value
    },
    async openRadar(options) {
      const { value: stream, close } = await withFiles((open) => openRadar(options, open))
      return {
        ...stream,
        async close() {
          await stream.close()
          await close()
        },
      }
    },
    writeFile: files.write,
  }
}

const noRadar: OpenRadar = async () => {
  throw new HostError('this command cannot reach a radar; use chirpflow live')
}
