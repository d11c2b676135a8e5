/** Who looks at which wire, and so what the engine is asked to send. */
import { bytesOf, type Plan } from '@chirpflow/graph'
import type { Watched, WatchMode } from '@chirpflow/runtime'

/** A wire of so few bytes a chunk is sent whole even for a preview: numbers have a trend. */
const narrow = 64

/** A wire of so few bytes a chunk costs little to be sent though nobody looks. */
const light = 2 ** 16

export interface Watches {
  /** Counts one who wants all of it; the result takes that back. */
  watch(wire: string): () => void
  listen(wire: string, listener: () => void): () => void
  listeners(wire: string): Iterable<() => void>
  /**
   * What the engine should send; of what goes on `live` something of every light wire, so that a look
   * at one more is no reason to run all that was kept of it again.
   */
  wanted(plan: Plan, live: boolean): Watched
}

/** `changed` is called when somebody comes or goes. */
export function createWatches(changed: () => void): Watches {
  const counts = new Map<string, number>()
  const listeners = new Map<string, Set<() => void>>()
  return {
    watch(wire) {
      counts.set(wire, (counts.get(wire) ?? 0) + 1)
      changed()
      let over = false
      return () => {
        if (over) return
        over = true
        const left = counts.get(wire)! - 1
        if (left > 0) counts.set(wire, left)
        else counts.delete(wire)
        changed()
      }
    },
    listen(wire, listener) {
      // its own function: the same listener may come twice
      const own = () => listener()
      const known = listeners.get(wire) ?? new Set()
      listeners.set(wire, known.add(own))
      changed()
      return () => {
        known.delete(own)
        if (known.size === 0 && listeners.get(wire) === known) listeners.delete(wire)
        changed()
      }
    },
    listeners: (wire) => [...(listeners.get(wire) ?? [])],
    wanted(plan, live) {
      const modes: Record<string, WatchMode> = {}
      const sizeOf = (wire: string) => {
        const signal = plan.signals.get(wire)
        return signal ? bytesOf(signal) : Number.POSITIVE_INFINITY
      }
      const others = live ? [...plan.signals.keys()].filter((wire) => sizeOf(wire) <= light) : []
      for (const wire of [...listeners.keys(), ...others]) {
        modes[wire] = sizeOf(wire) <= narrow ? 'all' : 'newest'
      }
      for (const wire of counts.keys()) modes[wire] = 'all'
      return modes
    },
  }
}
