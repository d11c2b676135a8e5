/** Keeps the last minutes of a capture and lets readers replay and follow it; waits for none of them. */

/** What comes out of a capture in order, and is let go once more than `budget` bytes are held. */
export interface Hub<T> {
  push(item: T): void
  /** No more items; readers get undefined after the last one, or `error` thrown. */
  end(error?: Error): void
  /** A reader that begins with the oldest item held, or with the next to come. */
  attach(from: 'oldest' | 'next'): HubReader<T>
  readonly items: number
  readonly bytes: number
  /** Most items that wait for one of the readers. */
  readonly waiting: number
}

export interface HubReader<T> {
  /** The next item; waits for it. undefined at the end. One call at a time. */
  next(): Promise<T | undefined>
  /** Items held that this reader has not had. */
  readonly waiting: number
  /** Items that were let go before this reader came to them. */
  readonly skipped: number
  close(): void
}

interface Follower {
  position: number
  skipped: number
  closed: boolean
  wake?: () => void
}

/**
 * A ring of at most `budget` bytes by `sizeOf`; the newest item is always held. A reader that is
 * overtaken goes on with the oldest item held and has the rest counted as skipped.
 */
export function createHub<T>(budget: number, sizeOf: (item: T) => number): Hub<T> {
  /** By how many items came before. */
  const ring = new Map<number, T>()
  let first = 0
  let next = 0
  const followers = new Set<Follower>()
  let bytes = 0
  let ended: { readonly error?: Error } | undefined

  return {
    push(item) {
      if (ended) return
      ring.set(next++, item)
      bytes += sizeOf(item)
      for (const [position, oldest] of ring) {
        if (bytes <= budget || position === next - 1) break
        bytes -= sizeOf(oldest)
        ring.delete(position)
        first = position + 1
      }
      wakeAll()
    },
    end(error) {
      ended ??= error ? { error } : {}
      wakeAll()
    },
    attach(from) {
      const position = from === 'oldest' ? first : next
      const follower: Follower = { position, skipped: 0, closed: false }
      followers.add(follower)
      return readerOf(follower)
    },
    get items() {
      return ring.size
    },
    get bytes() {
      return bytes
    },
    get waiting() {
      let most = 0
      for (const { position } of followers) {
        most = Math.max(most, next - Math.max(position, first))
      }
      return most
    },
  }

  function readerOf(follower: Follower): HubReader<T> {
    return {
      async next() {
        while (!follower.closed) {
          if (follower.position < first) {
            follower.skipped += first - follower.position
            follower.position = first
          }
          if (follower.position < next) return ring.get(follower.position++)
          if (ended?.error) throw ended.error
          if (ended) return undefined
          await new Promise<void>((resolve) => {
            follower.wake = resolve
          })
        }
        return undefined
      },
      get waiting() {
        return next - Math.max(follower.position, first)
      },
      get skipped() {
        return follower.skipped
      },
      close() {
        follower.closed = true
        followers.delete(follower)
        follower.wake?.()
      },
    }
  }

  function wakeAll(): void {
    for (const follower of followers) {
      follower.wake?.()
      follower.wake = undefined
    }
  }
}
