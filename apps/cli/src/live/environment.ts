/** What a capture on this machine may reach. */
import type { Host, Registry } from '@chirpflow/graph'
import type { CaptureEnv } from '@chirpflow/hardware'
import { systemClock } from '@chirpflow/hardware'
import { createSceneFeed } from './scene-feed.ts'

/** Bytes of frames that may wait for the chain. */
const mostWaiting = 64 * 2 ** 20

export function captureEnvironment(registry: Registry, host: Host): Omit<CaptureEnv, 'open'> {
  return {
    clock: systemClock,
    keep: mostWaiting,
    feed: (setup) => createSceneFeed(setup, {}, registry, host),
  }
}
