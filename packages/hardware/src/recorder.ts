/** Writes a capture while it goes on: the bytes of its frames, and beside them what they are. */
import { createHash } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import {
  type CaptureHeader,
  captureLogName,
  formatCaptureEnd,
  formatCaptureGap,
  formatCaptureHeader,
} from '@chirpflow/formats'
import { HostError, type PacketCounts } from '@chirpflow/graph'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'

export interface RecorderState {
  readonly path: string
  readonly frames: number
  readonly bytes: number
  /** Frames that the disk was too slow for; they are missing from the file. */
  readonly skipped: number
  /** What stopped it, '' while it goes on. */
  readonly error: string
}

export interface Recorder {
  add(frame: AssembledFrame): void
  state(): RecorderState
  /** Writes what waits and the last line. Throws HostError where the disk did not take all of it. */
  close(counts: PacketCounts): Promise<RecorderState>
}

/** Bytes of frames that may wait for the disk. */
const mostWaiting = 64 * 2 ** 20

/**
 * Creates NAME.bin and NAME.capture.jsonl, where `path` is NAME.bin. Both only grow, and a frame's
 * line is written before the frame, so after a kill all frames that are whole in the file are known
 * for what they are. Throws HostError where the files cannot be made, or are there already.
 */
export async function createRecorder(
  path: string,
  header: Omit<CaptureHeader, 'sha256'>,
): Promise<Recorder> {
  const data = await create(path)
  const log = await create(captureLogName(path)).catch(async (error: unknown) => {
    await data.close()
    await unlink(path)
    throw error
  })
  const hash = createHash('sha256')
  let frames = 0
  let bytes = 0
  let skipped = 0
  let error = ''
  let next = 0
  let waiting = 0
  const sha256 = createHash('sha256').update(header.config).digest('hex')
  let queue = write(log, formatCaptureHeader({ ...header, sha256 })).catch(fail)

  return {
    add(frame) {
      if (error !== '' || waiting > mostWaiting) {
        skipped++
        return
      }
      const file = frames++
      const jump = frame.index !== next
      next = frame.index + 1
      bytes += frame.bytes.length
      waiting += frame.bytes.length
      const { index, missing } = frame
      queue = queue
        .then(async () => {
          // Behind a frame that was cut off nothing can be read.
          if (error !== '') return
          if (jump || missing.length > 0) {
            await write(log, formatCaptureGap({ frame: file, index, missing }))
          }
          await write(data, frame.bytes)
          hash.update(frame.bytes)
        })
        .catch(fail)
        .finally(() => {
          waiting -= frame.bytes.length
        })
    },
    state,
    async close(counts) {
      await queue
      if (error === '') {
        const end = { frames, sha256: hash.digest('hex'), counts }
        await write(log, formatCaptureEnd(end)).catch(fail)
      }
      await Promise.all([data.close(), log.close()])
      if (error !== '') throw new HostError(error)
      return state()
    },
  }

  function state(): RecorderState {
    return { path, frames, bytes, skipped, error }
  }

  function fail(reason: unknown): void {
    const why = reason instanceof Error ? reason.message : String(reason)
    if (error === '') error = `${path}: recording stopped, the disk did not take it (${why})`
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') {
      throw new HostError(`${path}: there is a file of that name already; choose another name`)
    }
    const why = error instanceof Error ? error.message : String(error)
    throw new HostError(`${path}: a recording cannot be written there (${why})`)
  }
}

async function write(file: FileHandle, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for (let at = 0; at < bytes.length; ) {
    at += (await file.write(bytes, at, bytes.length - at)).bytesWritten
  }
}
