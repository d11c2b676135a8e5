/** Why there is no rate: said in the place of the number. */
import type { Estimator } from '@chirpflow/graph'
import { clock } from '../app/spans.ts'
import type { SessionState } from '../session/session.ts'
import type { LiveState } from '../state/live.ts'
import type { Estimate } from './estimate-log.ts'

/** In a few words; '' where there is an answer. */
export function whyNoAnswer(
  estimate: Pick<Estimate, 'value' | 'coverage' | 'confidence'>,
  estimator: Estimator | undefined,
): string {
  const { value, coverage, confidence } = estimate
  if (!Number.isNaN(value)) return ''
  if (coverage < (estimator?.leastCoverage ?? 0))
    return `${missing(coverage)} of the window missing`
  if (confidence < (estimator?.leastConfidence ?? 0)) {
    const least = estimator?.leastConfidence ?? 0
    return `unsure: confidence ${confidence.toFixed(2)}, ${least.toFixed(2)} is asked for`
  }
  if (coverage < 0.995) return `no clear peak, with ${missing(coverage)} of the window missing`
  return 'no clear peak in the band'
}

const missing = (coverage: number) => `${Math.max(1, Math.round(100 * (1 - coverage)))} %`

/** Why nothing at all comes; '' where frames do. */
export function whyNothing({ server, status: { health } }: LiveState): string {
  if (server === 'lost') return 'the server no longer answers'
  if (!health) return 'no radar is connected'
  switch (health.state) {
    case 'connecting':
      return 'the radar is being connected'
    case 'silent':
    case 'lost':
      return health.message || 'no frames arrive'
    case 'ended':
      return 'the capture has ended'
    case 'streaming':
      return ''
  }
}

/** Why nothing is computed of what comes; '' where it is, or is about to be. */
export function whyNotRun({ engine, pending, last }: SessionState): string {
  if (engine === 'dead') return 'the engine has stopped'
  if (engine !== 'idle' || pending) return ''
  switch (last?.state) {
    case 'aborted':
      return 'stopped: Run goes on with it'
    case 'failed':
      return 'a node failed: see the problems'
    case 'refused':
      return 'the graph cannot run: see the problems'
    case 'finished':
    case undefined:
      return ''
  }
}

/**
 * What the next estimate waits for. Times in s since the first frame: that of the newest frame, that of
 * the newest estimate; and how long a window is.
 */
export function whyNotYet(now: number, newest: number | undefined, window: number): string {
  const left = Math.ceil(window - now)
  if (newest === undefined && left > 0) return `filling the first window, ${left} s to go`
  const behind = now - (newest ?? 0)
  return behind > 5
    ? `catching up: ${clock(newest ?? 0)} of ${clock(now)} is computed`
    : 'waiting for the next estimate'
}
