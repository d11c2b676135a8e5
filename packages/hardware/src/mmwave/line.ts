/** A serial line to a board, or whatever stands for one. */
import type { Duplex } from 'node:stream'

export interface Line {
  /** As messages call it. */
  readonly name: string
  /** Resolves when the bytes were handed on; rejects where the line is gone. */
  write(bytes: Uint8Array): Promise<void>
  onData(listener: (bytes: Uint8Array) => void): void
  /** Called once the line is gone, with what is known of why. */
  onGone(listener: (why: string) => void): void
  close(): Promise<void>
}

/** A line over a stream: a serial port, a socket, the two pipes of a process. `close` lets go of it. */
export function lineOfStream(
  name: string,
  stream: Duplex,
  close: () => Promise<void> = () => destroy(stream),
): Line {
  let gone: string | undefined
  const listeners: ((why: string) => void)[] = []
  const hearers: ((bytes: Uint8Array) => void)[] = []
  const go = (why: string) => {
    if (gone !== undefined) return
    gone = why
    for (const listener of listeners) listener(why)
  }
  // A serial port that nobody reads does not notice that it was pulled out.
  stream.on('data', (bytes: Buffer) => {
    for (const hearer of hearers) hearer(bytes)
  })
  stream.on('error', (error) => go(error.message))
  stream.on('end', () => go('the other side has ended'))
  stream.on('close', () => go('it was closed'))
  return {
    name,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined) return reject(new Error(gone))
        stream.write(bytes, (error) => (error ? reject(error) : resolve()))
      }),
    onData: (listener) => void hearers.push(listener),
    onGone(listener) {
      if (gone !== undefined) listener(gone)
      else listeners.push(listener)
    },
    close,
  }
}

function destroy(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed || stream.destroyed) return resolve()
    stream.once('close', () => resolve())
    stream.destroy()
  })
}

/** Both ends of a line within this process; what one end writes comes out of the other in order. */
export function linePair(name: string): [Line, Line] {
  const ends = [createEnd(), createEnd()]
  const leave = (why: string) => {
    for (const end of ends) end.leave(why)
  }
  const lineOf = (own: number): Line => ({
    name,
    async write(bytes) {
      if (ends[own].gone !== undefined) throw new Error(ends[own].gone)
      const piece = bytes.slice()
      queueMicrotask(() => ends[1 - own].hear(piece))
    },
    onData: (listener) => ends[own].hearers.push(listener),
    onGone(listener) {
      const { gone } = ends[own]
      if (gone !== undefined) listener(gone)
      else ends[own].leavers.push(listener)
    },
    async close() {
      leave('it was closed')
    },
  })
  return [lineOf(0), lineOf(1)]
}

function createEnd() {
  const hearers: ((bytes: Uint8Array) => void)[] = []
  const leavers: ((why: string) => void)[] = []
  return {
    hearers,
    leavers,
    gone: undefined as string | undefined,
    hear(bytes: Uint8Array) {
      if (this.gone === undefined) for (const hearer of hearers) hearer(bytes)
    },
    leave(why: string) {
      if (this.gone !== undefined) return
      this.gone = why
      for (const leaver of leavers) leaver(why)
    },
  }
}
