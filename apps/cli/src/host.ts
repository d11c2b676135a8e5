/** What nodes may reach of the outside world, over the file system. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openRates, openRecording, openSeries, openWaveform } from '@chirpflow/formats'
import { aboutParam, type ByteSource, type Host, HostError } from '@chirpflow/graph'
import { openFile, readPieces, writeWhole } from './files.ts'

/** Relative paths are relative to `folder`, the graph file's. */
export function createHost(folder: string): Host {
  const place = (path: string) => {
    if (path === '') throw new HostError('no file is named; name one')
    if (path.includes('\0')) throw new HostError('a path cannot hold a zero character')
    return resolve(folder, path)
  }

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
        const file = await openFile(place(path))
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
      for await (const bytes of readPieces(place(path))) hash.update(bytes)
      return hash.digest('hex')
    },
    async openRecording(options) {
      const { value: recording, close } = await withFiles((open) =>
        openRecording(options, (path) =>
          aboutParam(path === options.path ? 'path' : 'config', () => open(path)),
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
    inspectRadar: async () => noRadar(),
    openRadar: async () => noRadar(),
    writeFile: (path, text) => writeWhole(place(path), text),
  }
}

function noRadar(): never {
  throw new HostError('this command cannot reach a radar; use chirpflow live')
}
