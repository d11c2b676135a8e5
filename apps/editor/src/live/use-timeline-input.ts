/** Brings together what the timeline shows. */
import { useUi } from '../state/editor.ts'
import { nowOf, useLive } from '../state/live.ts'
import { whyNoAnswer } from './abstain.ts'
import type { Estimate } from './estimate-log.ts'
import { useMemory } from './memory.ts'
import type { ShownRate } from './rates.ts'
import type { TimelineInput } from './timeline-model.ts'
import { useEstimatePeriod } from './use-answer.ts'

const none: readonly Estimate[] = []

export function useTimelineInput(rate: ShownRate | undefined): TimelineInput {
  // lists grow in place
  useMemory((state) => state.history)
  const estimates = useMemory((state) => rate && state.estimates.get(rate.wire))
  const seen = useMemory((state) => state.moments)
  const health = useLive((state) => state.status.health)
  const kept = useLive((state) => state.status.kept?.[0] ?? 0)
  const newest = useLive(nowOf)
  const shown = useUi((state) => state.sliderTime)
  const live = estimates?.live ?? none
  // what does not come leaves its gap, too
  const silent = health && health.state !== 'streaming' ? health.time : 0
  // before this page came, what is known are the windows of the estimates
  const first = seen[0]?.time ?? Number.POSITIVE_INFINITY
  const moments = [...live.filter(({ time }) => time < first), ...seen]
  return {
    live,
    again: estimates?.again ?? none,
    moments,
    now: Math.max(newest, silent, live.at(-1)?.time ?? 0),
    kept,
    shown,
    period: useEstimatePeriod(rate),
    why: (estimate) => whyNoAnswer(estimate, rate?.estimator),
  }
}
