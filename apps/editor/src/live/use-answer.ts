/** What a rate answers at the moment that is looked at, or why it does not. */
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { nowOf, useLive } from '../state/live.ts'
import { whyNoAnswer, whyNothing, whyNotRun, whyNotYet } from './abstain.ts'
import { type Estimate, estimateAt } from './estimate-log.ts'
import { useMemory } from './memory.ts'
import type { ShownRate } from './rates.ts'

export interface Answer {
  readonly estimate: Estimate | undefined
  /** '' where there is an answer. */
  readonly reason: string
  /** Nothing is wrong: it only takes a while. */
  readonly soon: boolean
}

const none: readonly Estimate[] = []

/** `time`: s since the first frame; undefined is now. */
export function useAnswer(rate: ShownRate | undefined, time: number | undefined): Answer {
  // lists grow in place
  useMemory((state) => state.count)
  const estimates = useMemory((state) => state.estimates)
  const silence = useLive(whyNothing)
  const stopped = useSession(whyNotRun)
  const culprit = useTitle(rate?.waitsFor)
  const now = useLive(nowOf)
  const period = useEstimatePeriod(rate)
  const span = useSession(({ plan }) => {
    const wire = rate?.estimator?.answer ?? rate?.wire
    return wire === undefined ? 0 : (plan.signals.get(wire)?.span ?? 0)
  })
  const log = rate && estimates.get(rate.wire)
  const known = log?.again.length ? merged(log.live, log.again, time) : (log?.live ?? none)
  if (!rate) return { estimate: undefined, reason: '', soon: false }
  const waits = culprit === undefined ? '' : `${culprit} has a problem`
  const broken = time === undefined ? silence || waits || stopped : ''
  if (broken) return { estimate: undefined, reason: broken, soon: false }
  const newest = known.at(-1)?.time
  const estimate = estimateAt(
    known,
    time ?? Math.max(now, newest ?? 0),
    Math.max(period, time === undefined ? 1.5 : 0),
  )
  if (estimate) return { estimate, reason: whyNoAnswer(estimate, rate.estimator), soon: false }
  if (time !== undefined) return { estimate, reason: 'no estimate at this moment', soon: false }
  return { estimate, reason: whyNotYet(now, newest, span), soon: true }
}

/** What the node is called on its card. */
function useTitle(node: string | undefined): string | undefined {
  const { registry } = useEditor()
  const type = useDocument(({ graph }) =>
    node === undefined ? undefined : graph.nodes[node]?.type,
  )
  return type === undefined ? node : (registry.get(type)?.title ?? node)
}

/** Seconds from one estimate to the next. */
export function useEstimatePeriod(rate: ShownRate | undefined): number {
  return useSession(({ plan }) => {
    const hertz = rate ? (plan.signals.get(rate.wire)?.rate ?? 0) : 0
    return hertz > 0 ? 1 / hertz : 1
  })
}

/** What is made anew counts where there is any: for the past, the answers as they are now. */
function merged(
  live: readonly Estimate[],
  again: readonly Estimate[],
  time: number | undefined,
): readonly Estimate[] {
  if (time === undefined) return live
  const anew = new Map(again.map((estimate) => [estimate.time, estimate]))
  return live.map((estimate) => anew.get(estimate.time) ?? estimate)
}
