/** Keeps what the server says of the capture once a second. */
import type { RadarHealth } from '@chirpflow/graph'
import type { Moment } from './timeline-model.ts'

const lastMinute = 60
const lastMinutes = 600

/** Frames since the moment before: how many of them came whole, a damaged one counting for nothing. */
export function momentOf(health: RadarHealth, before: RadarHealth | undefined): Moment {
  const time = health.time
  const base = before && before.frames <= health.frames ? before : undefined
  const frames = health.frames - (base?.frames ?? 0)
  const missing = health.missing - (base?.missing ?? 0)
  const damaged = health.damaged - (base?.damaged ?? 0)
  const due = frames + missing
  if (due <= 0) return { time, coverage: health.state === 'streaming' ? 1 : 0 }
  return { time, coverage: Math.max(0, 1 - damaged / due) }
}

export function withHealth(
  list: readonly RadarHealth[],
  health: RadarHealth,
): readonly RadarHealth[] {
  return [...list, health].slice(-lastMinute)
}

export function withMoment(list: readonly Moment[], moment: Moment): readonly Moment[] {
  return [...list, moment].slice(-lastMinutes)
}
