/** The radar desk of this machine: its captures, its serial ports, its folders. */
import { mkdir } from 'node:fs/promises'
import { type ByteSource, type FoundRadar, HostError } from '@chirpflow/graph'
import { type CaptureEnv, listPorts, openCapture, rankPorts } from '@chirpflow/hardware'
import { onFile } from '../file-errors.ts'
import { openBytes, openFile } from '../files.ts'
import type { Folders } from './folders.ts'
import { createRadarDesk, type RadarDesk } from './radar-desk.ts'

export interface DeskPlace {
  readonly folders: Folders
  /** Folder for recordings. */
  readonly recordings: string
  readonly env: Omit<CaptureEnv, 'open'>
}

/** Bytes of frames that are kept to go back to: minutes, at any rate that a chain follows. */
const keep = 512 * 2 ** 20

/** A configuration is a few kB. */
const longestConfig = 2 ** 20

export function startDesk({ folders, recordings, env }: DeskPlace): RadarDesk {
  return createRadarDesk({
    openCapture(options, config) {
      const open = async (path: string) =>
        config !== undefined && path === options.config
          ? openBytes(path, Buffer.from(config)).source
          : readConfig(folders, path)
      return openCapture(options, { ...env, keep, open })
    },
    find: async () => [...(await findBoards()), ...(await withoutBoard(folders))],
    async recordings() {
      await onFile(recordings, () => mkdir(recordings, { recursive: true }))
      return recordings
    },
    today: () => new Date(),
  })
}

/** Whole, so that nothing stays open as long as a capture. */
async function readConfig(folders: Folders, path: string): Promise<ByteSource> {
  const { source, close } = await openFile(await folders.find(path))
  try {
    const bytes = await source.read(0, longestConfig + 1)
    if (bytes.length > longestConfig) throw new HostError(`${path}: this is no configuration`)
    return openBytes(source.name, bytes).source
  } finally {
    await close()
  }
}

async function findBoards(): Promise<FoundRadar[]> {
  const other = { id: 'other', title: 'Another board', options: { device: 'auto' } } as const
  try {
    const ports = rankPorts(await listPorts(), 'auto')
    const boards = ports.map(({ path, friendlyName, manufacturer }) => ({
      id: path,
      title: friendlyName ?? manufacturer ?? 'TI board',
      detail: path,
      options: { device: 'auto', commandPort: path } as const,
    }))
    return [...boards, { ...other, detail: 'name its command port' }]
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return [{ ...other, detail: error.message }]
  }
}

async function withoutBoard(folders: Folders): Promise<FoundRadar[]> {
  const [config] = await folders.list('.cfg')
  return [
    {
      id: 'studio',
      title: 'mmWave Studio',
      detail: 'Studio sends the configuration, this only listens',
      options: { device: 'iwr1443-studio' },
    },
    {
      id: 'emulator',
      title: 'Emulator',
      detail: 'a simulated person before a made-up radar',
      options: { device: 'emulator', ...(config ? { config } : {}) },
    },
  ]
}
