/** Follows the rates of the graph while a radar is connected, and keeps their estimates. */
import type { Chunk } from '@chirpflow/graph'
import type { Editor } from '../state/editor.ts'
import { isLive, liveOf, looksLive } from '../state/live.ts'
import { createEstimateLog, type Estimate, type EstimateLog } from './estimate-log.ts'
import type { LatencyMeter } from './latency.ts'
import { makerOf } from './makers.ts'
import { memoryOf } from './memory.ts'
import { factsOf, ratesOf, type ShownRate } from './rates.ts'

/** What the page looks back at, s: more than the timeline shows. */
const lookBack = 600

/** The result ends it. */
export function watchRates(editor: Editor, latency: LatencyMeter): () => void {
  const { session, ui } = editor
  const memory = memoryOf(ui)
  const logs = new Map<string, EstimateLog>()
  /** The runs that the series of the wires are of, by their first chunk. */
  const runs = new Map<string, Run>()
  let stops: (() => void)[] = []
  let asked = 0
  let plan = session.store.getState().plan
  let looked = looksLive(editor)
  follow()

  const stopSession = session.store.subscribe((state) => {
    if (state.plan === plan) return
    plan = state.plan
    const now = looksLive(editor)
    if (now && !looked) forget()
    looked = now
    follow()
  })
  const stopLive = liveOf(ui).subscribe((state, before) => {
    if (isLive(state) !== isLive(before)) {
      looked = looksLive(editor)
      follow()
    }
    if (isLive(state) && startsAnew(state.status.health?.time, before.status.health?.time)) forget()
  })
  return () => {
    stopSession()
    stopLive()
    leave()
  }

  function follow(): void {
    const live = looksLive(editor)
    const rates = live ? ratesOf(plan) : []
    leave()
    memory.setState({ rates, facts: live ? factsOf(plan) : [] })
    const wires = new Set(rates.flatMap(wiresOf))
    for (const wire of wires) stops.push(session.watch(wire), session.onData(wire, ask))
    for (const { wire } of memory.getState().facts) stops.push(session.onData(wire, ask))
    ask()
  }

  function leave(): void {
    for (const stop of stops) stop()
    stops = []
    cancelAnimationFrame(asked)
    asked = 0
  }

  /** What there is up to now is of another radar, or of none. */
  function forget(): void {
    logs.clear()
    for (const { wire } of ratesOf(plan)) {
      const [first] = session.series(wire).chunks
      if (first) runs.set(wire, { first, maker: undefined })
    }
    latency.clear()
    memory.setState({ estimates: new Map(), health: [], moments: [], latency: undefined })
  }

  function ask(): void {
    if (asked === 0) asked = requestAnimationFrame(look)
  }

  function look(now: number): void {
    asked = 0
    const { rates, count } = memory.getState()
    for (const rate of rates) {
      const log = logs.get(rate.wire) ?? createEstimateLog()
      logs.set(rate.wire, log)
      const last = log.live().at(-1)?.time ?? Number.POSITIVE_INFINITY
      const maker = makerNow(rate.wire)
      if (maker !== undefined) log.take(estimatesOf(rate, maker))
      const newest = log.live().at(-1)?.time ?? 0
      if (newest > last) latency.shown(newest, now / 1000)
    }
    const estimates = new Map(
      [...logs].map(([wire, log]) => [wire, { live: log.live(), again: log.again() }]),
    )
    memory.setState({ estimates, count: count + 1, latency: latency.read() })
  }

  function estimatesOf(rate: ShownRate, maker: string): Estimate[] {
    const { wire, estimator } = rate
    const chunks = session.series(wire).chunks
    const newest = chunks.at(-1)?.time ?? 0
    const recent = chunks.filter(({ time }) => time >= newest - lookBack)
    const answers = byIndex(estimator && session.series(estimator.answer).chunks, newest)
    const sure = byIndex(
      estimator?.confidence ? session.series(estimator.confidence).chunks : undefined,
      newest,
    )
    return recent.map(({ index, time, coverage, data }) => {
      const answer = answers.get(index)
      const value = answer !== undefined && Number.isNaN(answer) ? Number.NaN : data[0]
      return { time, value, coverage, confidence: sure.get(index) ?? Number.NaN, maker }
    })
  }

  /** A run is of the graph as it was when its first chunk came. */
  function makerNow(wire: string): string | undefined {
    const [first] = session.series(wire).chunks
    if (!first) return undefined
    const known = runs.get(wire)
    if (known?.first === first) return known.maker
    const maker = makerOf(plan, wire)
    runs.set(wire, { first, maker })
    return maker
  }
}

interface Run {
  readonly first: Chunk
  /** undefined: it is not live. */
  readonly maker: string | undefined
}

function wiresOf({ wire, estimator }: ShownRate): string[] {
  return [
    wire,
    ...(estimator ? [estimator.answer] : []),
    ...((estimator?.confidence ?? '') ? [estimator!.confidence!] : []),
  ]
}

function byIndex(chunks: readonly Chunk[] | undefined, newest: number): Map<number, number> {
  const recent = chunks?.filter(({ time }) => time >= newest - lookBack - 1) ?? []
  return new Map(recent.map(({ index, data }) => [index, data[0]]))
}

/** A capture of its own begins with its first frame. */
function startsAnew(time: number | undefined, before: number | undefined): boolean {
  return time !== undefined && before !== undefined && time < before - 1
}
