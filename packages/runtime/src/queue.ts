/**
 * A bounded queue between a producer that must never wait (a capture, another thread) and the engine.
 * What does not fit is counted, and shows as missing frames.
 */

export interface BoundedQueue<T> {
  /** Never waits; false where the queue is full or has ended, and the item is lost. */
  push(item: T): boolean
  /** No more will come; with an error, taking the end throws it. */
  end(error?: Error): void
  /** The oldest item, as soon as there is one; undefined at the end. One taker at a time. */
  take(): Promise<T | undefined>
  readonly size: number
  /** Items that did not fit. */
  readonly lost: number
}

/** Holds up to `capacity` items, in a ring. */
export function createQueue<T>(capacity: number): BoundedQueue<T> {
  const ring: (T | undefined)[] = new Array(capacity).fill(undefined)
  let first = 0
  let size = 0
  let lost = 0
  let ended: { readonly error?: Error } | undefined
  let wake: (() => void) | undefined

  function wakeTaker(): void {
    wake?.()
    wake = undefined
  }

  return {
    push(item) {
      if (ended || size === capacity) {
        lost++
        return false
      }
      ring[(first + size++) % capacity] = item
      wakeTaker()
      return true
    },
    end(error) {
      ended ??= { error }
      wakeTaker()
    },
    async take() {
      if (wake) throw new Error('a queue has one taker at a time; await take')
      while (size === 0) {
        if (ended?.error) throw ended.error
        if (ended) return undefined
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const item = ring[first]
      ring[first] = undefined
      first = (first + 1) % capacity
      size--
      return item
    },
    get size() {
      return size
    },
    get lost() {
      return lost
    },
  }
}
