/** Time for everything that waits, so that a test can let hours pass at once. */

export interface Clock {
  /** Monotonic seconds. */
  now(): number
  /** Does `work` after so many seconds; the result calls it off. */
  after(seconds: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now() / 1000,
  after(seconds, work) {
    const timer = setTimeout(work, 1000 * Math.max(0, seconds))
    return () => clearTimeout(timer)
  },
}

/** Waits so many seconds of the clock, or until the signal ends the wait; then it resolves too. */
export function wait(clock: Clock, seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(seconds, done)
    signal?.addEventListener('abort', done)
  })
}
