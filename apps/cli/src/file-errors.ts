/** Turns what the file system says into words that name the path and the remedy. */
import { HostError } from '@chirpflow/graph'

const remedies: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  ENOTDIR: 'a part of this path is a file, not a folder; check the path',
  EISDIR: 'this is a folder, not a file; name a file in it',
  EACCES: 'permission is denied; change its permissions or take another file',
  EPERM: 'permission is denied; change its permissions or take another file',
  EROFS: 'the disk is read-only; take a path on another',
  ENOSPC: 'the disk is full; make room or take a path on another',
  EMFILE: 'too many files are open at once; close other programs',
  ENAMETOOLONG: 'this path is too long; check it',
  ELOOP: 'this link leads to itself; take another path',
  EIO: 'the disk could not read it; check the disk or take another copy',
}

/**
 * Runs work on a file. What the file system refuses becomes a HostError that names `path`; any other
 * error goes on as it is.
 */
export async function onFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isSystemError(error)
      ? new HostError(`${path}: ${remedies[error.code] ?? `${error.message}; check the path`}`)
      : error
  }
}

interface SystemError extends Error {
  readonly code: string
  readonly syscall: string
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
