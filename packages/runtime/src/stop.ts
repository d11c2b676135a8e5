/** Ends a run from outside. */

export interface StopSignal {
  readonly stopped: boolean
  /** Called once, at the stop; at once where it has been. */
  onStop(listener: () => void): void
}

export function createStop(): StopSignal & { stop(): void } {
  const listeners: (() => void)[] = []
  const signal = {
    stopped: false,
    onStop(listener: () => void) {
      if (signal.stopped) listener()
      else listeners.push(listener)
    },
    stop() {
      if (signal.stopped) return
      signal.stopped = true
      for (const listener of listeners) listener()
    },
  }
  return signal
}
