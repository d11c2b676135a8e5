/** Where everything on the timeline stands: estimates, stretches without an answer, coverage, the moment shown. */
import type { Estimate } from './estimate-log.ts'

export interface Moment {
  readonly time: number
  /** Share of the frames since the moment before that arrived, 0 to 1. */
  readonly coverage: number
}

export interface TimelineInput {
  readonly live: readonly Estimate[]
  readonly again: readonly Estimate[]
  readonly moments: readonly Moment[]
  /** s since the first frame. */
  readonly now: number
  /** Oldest moment that is kept. */
  readonly kept: number
  /** undefined: now. */
  readonly shown: number | undefined
  /** Seconds from one estimate to the next. */
  readonly period: number
  /** Why an estimate has no answer; '' where it has one. */
  why(estimate: Estimate): string
}

export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface Silence extends Stretch {
  readonly reason: string
}

export type Cover = 'whole' | 'part' | 'nothing'

export interface TimelineModel {
  /** What is on the axis, s since the first frame. */
  readonly axis: Stretch
  /** Multiples of a whole step back from now, s: -60 for "a minute ago". */
  readonly ticks: readonly number[]
  /** Rates in 1/min between which the traces lie; whole numbers. */
  readonly values: readonly [low: number, high: number]
  /** Runs of answers, without their gaps. */
  readonly live: readonly (readonly Estimate[])[]
  readonly again: readonly (readonly Estimate[])[]
  readonly silences: readonly Silence[]
  readonly cover: readonly (Stretch & { readonly cover: Cover })[]
  /** Made anew and on show. */
  readonly tint: Stretch | undefined
}

/** The shortest axis on which all of it has room; five minutes at most. */
const lengths = [60, 120, 300] as const

export function timelineModel(input: TimelineInput): TimelineModel {
  const { now, kept, shown, period } = input
  const length = lengths.find((one) => one >= now - kept) ?? 300
  const axis = { from: now - length, to: now }
  const within = (list: readonly Estimate[]) =>
    list.filter(({ time }) => time >= axis.from - period)
  const [live, again] = [within(input.live), within(input.again)]
  return {
    axis,
    ticks: ticksOf(length),
    values: valuesOf([...live, ...again]),
    live: runsOf(live, period),
    again: runsOf(again, period),
    silences: silencesOf(live, axis, period, input.why),
    cover: coverOf(input.moments, axis),
    tint: tintOf(again, shown),
  }
}

function ticksOf(length: number): number[] {
  const step = length / 10 >= 20 ? 30 : length / 10 >= 10 ? 20 : 10
  return Array.from({ length: Math.floor(length / step) }, (_, k) => -step * (k + 1)).reverse()
}

/** Whole numbers round the answers, six apart at least, so that noise does not look like news. */
function valuesOf(estimates: readonly Estimate[]): readonly [number, number] {
  const rates = estimates.map(({ value }) => 60 * value).filter(Number.isFinite)
  if (rates.length === 0) return [60, 80]
  const [low, high] = [Math.floor(Math.min(...rates)), Math.ceil(Math.max(...rates))]
  const room = Math.max(0, 6 - (high - low))
  return [Math.max(0, low - Math.ceil(room / 2)), high + Math.floor(room / 2)]
}

export function runsOf(estimates: readonly Estimate[], period: number): Estimate[][] {
  const runs: Estimate[][] = []
  let before: Estimate | undefined
  for (const estimate of estimates) {
    const isAnswer = !Number.isNaN(estimate.value)
    const follows = before && estimate.time - before.time <= 1.5 * period
    if (isAnswer && follows && !Number.isNaN(before?.value)) runs.at(-1)?.push(estimate)
    else if (isAnswer) runs.push([estimate])
    before = estimate
  }
  return runs
}

/** Neighbours without an answer for the same kind of reason are one; each lasts until the next answer. */
function silencesOf(
  live: readonly Estimate[],
  { from }: Stretch,
  period: number,
  why: TimelineInput['why'],
): Silence[] {
  const silences: Silence[] = []
  for (const estimate of live) {
    const reason = why(estimate)
    if (!reason) continue
    const last = silences.at(-1)
    const joins = last && estimate.time - last.to <= 1.5 * period
    if (joins) silences[silences.length - 1] = { ...last, to: estimate.time }
    else silences.push({ from: Math.max(from, estimate.time - period), to: estimate.time, reason })
  }
  return silences
}

function coverOf(moments: readonly Moment[], axis: Stretch): TimelineModel['cover'] {
  const parts: (Stretch & { cover: Cover })[] = []
  for (let at = 1; at < moments.length; at++) {
    const { time, coverage } = moments[at]
    if (time < axis.from || moments[at - 1].time >= time) continue
    const cover = coverage >= 1 - 1e-9 ? 'whole' : coverage > 0 ? 'part' : 'nothing'
    const from = Math.max(axis.from, moments[at - 1].time)
    const last = parts.at(-1)
    if (last?.cover === cover && last.to === from) parts[parts.length - 1] = { ...last, to: time }
    else parts.push({ from, to: time, cover })
  }
  return parts
}

function tintOf(again: readonly Estimate[], shown: number | undefined): Stretch | undefined {
  if (shown === undefined || again.length === 0) return undefined
  const to = again[again.length - 1].time
  const from = Math.max(shown, again[0].time)
  return to > from ? { from, to } : undefined
}
