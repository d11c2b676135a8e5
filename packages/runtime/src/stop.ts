/** Ends a run from outside. */

export interface StopSignal {
  readonly stopped: boolean
  /** Called once, at the stop; at once where it has been. The result takes the listener back. */
  onStop(listener: () => void): () => void
}

export function createStop(): StopSignal & { stop(): void } {
  const listeners = new Set<() => void>()
  const signal = {
    stopped: false,
    onStop(listener: () => void) {
      if (signal.stopped) listener()
      else listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stop() {
      if (signal.stopped) return
      signal.stopped = true
      for (const listener of listeners) listener()
      listeners.clear()
    },
  }
  return signal
}

/** What the work gives, or undefined as soon as there is a stop. Leaves no listener behind. */
export async function unlessStopped<T>(
  stop: StopSignal,
  work: T | Promise<T>,
): Promise<T | undefined> {
  let takeBack = () => {}
  const stopped = new Promise<undefined>((resolve) => {
    takeBack = stop.onStop(() => resolve(undefined))
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    takeBack()
  }
}
