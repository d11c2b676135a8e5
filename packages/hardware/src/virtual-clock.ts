/** Time that goes on as soon as nothing else is left to do, so that hours pass in seconds. */
import type { Clock } from './clock.ts'

interface Timer {
  readonly at: number
  readonly work: () => void
}

/**
 * Each timer is due once the event loop has gone round `turns` times without one, so what was sent
 * over loopback has arrived by then, however busy the machine is.
 */
export function createVirtualClock(turns = 6): Clock {
  let now = 0
  let timers: Timer[] = []
  let running = false

  return {
    now: () => now,
    after(seconds, work) {
      const timer = { at: now + Math.max(0, seconds), work }
      const later = timers.findIndex(({ at }) => at > timer.at)
      timers.splice(later < 0 ? timers.length : later, 0, timer)
      if (!running) void run()
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  }

  async function run(): Promise<void> {
    running = true
    while (timers.length > 0) {
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate)
      const timer = timers.shift()
      if (!timer) continue
      now = timer.at
      timer.work()
    }
    running = false
  }
}
