/** Reading and writing whole files and pieces of them, with errors in words. */
import { isUtf8 } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import {
  access,
  constants,
  type FileHandle,
  open,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { dirname } from 'node:path'
import { type ByteSource, HostError } from '@chirpflow/graph'
import { onFile } from './file-errors.ts'

/** A graph is a few kB; what is longer is another file. */
const longestGraph = 16 * 1024 * 1024

export interface OpenedFile {
  readonly source: ByteSource
  close(): Promise<void>
}

/** Bytes in memory, as a file that is called so. */
export function openBytes(name: string, bytes: Uint8Array): OpenedFile {
  const source: ByteSource = {
    name,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  }
  return { source, close: async () => {} }
}

/** Opens a file for random access. Throws HostError. */
export async function openFile(path: string): Promise<OpenedFile> {
  const file = await openRegular(path)
  const { size } = await file.stat()
  return {
    source: {
      name: path,
      size,
      read: (offset, length) => onFile(path, () => readAt(file, offset, length)),
    },
    close: () => file.close(),
  }
}

async function openRegular(path: string): Promise<FileHandle> {
  return onFile(path, async () => {
    const facts = await stat(path)
    if (facts.isDirectory()) throw new HostError(`${path}: this is a folder; name a file in it`)
    if (!facts.isFile()) {
      throw new HostError(`${path}: this is a device or a pipe; copy the data into a file first`)
    }
    return open(path, 'r')
  })
}

/** All bytes of the span, fewer only at the end of the file: one read may give less. */
async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

/** Pieces of a file from its beginning; closes it. Throws HostError. */
export async function* readPieces(
  { source, close }: OpenedFile,
  length = 1 << 20,
): AsyncGenerator<Uint8Array> {
  try {
    for (let offset = 0; ; offset += length) {
      const bytes = await source.read(offset, length)
      if (bytes.length > 0) yield bytes
      if (bytes.length < length) return
    }
  } finally {
    await close()
  }
}

/** The text of a graph file. Throws HostError, also for what is empty or no text. */
export async function readText(path: string): Promise<string> {
  const { source, close } = await openFile(path)
  try {
    if (source.size > longestGraph) {
      throw new HostError(`${path}: ${source.size} bytes are too many for a graph file`)
    }
    const bytes = await source.read(0, source.size)
    if (!isUtf8(bytes)) throw new HostError(`${path}: this is no text; name a graph file`)
    const text = new TextDecoder().decode(bytes)
    if (text.trim() === '') throw new HostError(`${path}: the file is empty; name a graph file`)
    return text
  } finally {
    await close()
  }
}

/**
 * Writes a whole file or none of it: beside its place, then renamed. A link stays a link. Throws
 * HostError.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const there = await refuseTarget(path)
  await onFile(path, async () => {
    const target = there ? await realpath(path) : path
    const making = `${target}.${randomBytes(4).toString('hex')}.part`
    try {
      const file = await open(making, 'wx', there?.mode)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(making, target)
    } catch (error) {
      await rm(making, { force: true })
      throw error
    }
  })
}

/**
 * Throws HostError where a file could not be written: better before a long run than after. Gives the
 * facts of the file that is there already.
 */
export async function refuseTarget(path: string): Promise<Stats | undefined> {
  const facts = await statOf(path)
  if (facts?.isDirectory()) {
    throw new HostError(`${path}: this is a folder; name a file in it to write to`)
  }
  if (facts && !facts.isFile()) {
    throw new HostError(`${path}: this is a device or a pipe; name a file to write to`)
  }
  const folder = dirname(path)
  const above = await statOf(folder)
  if (!above?.isDirectory()) {
    throw new HostError(`${path}: there is no folder ${folder} to write it to; make it first`)
  }
  await onFile(folder, () => access(folder, constants.W_OK))
  return facts
}

/** The facts of a file; undefined where there is none. Throws HostError. */
export async function statOf(path: string): Promise<Stats | undefined> {
  return onFile(path, async () => {
    try {
      return await stat(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  })
}
