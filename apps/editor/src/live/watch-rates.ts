/** Follows the rates of the graph while a radar is connected, and keeps their estimates. */
import type { Chunk } from '@chirpflow/graph'
import { atMostEvery } from '../session/pace.ts'
import type { Editor } from '../state/editor.ts'
import { isLive, liveOf, looksLive } from '../state/live.ts'
import { countUntil } from './count-until.ts'
import { createEstimateLog, type Estimate, type EstimateLog } from './estimate-log.ts'
import type { LatencyMeter } from './latency.ts'
import { makerOf } from './makers.ts'
import { memoryOf, type RateEstimates } from './memory.ts'
import { factsOf, ratesOf, type ShownRate, withWaiting } from './rates.ts'

/** What the page looks back at, s: more than the timeline shows. */
const lookBack = 600
/** From one drawing of what is past to the next, ms: the newest numbers do not wait for it. */
const historyPeriod = 250
const wait = (work: () => void, ms: number) => void setTimeout(work, ms)

/** The result ends it. */
export function watchRates(editor: Editor, latency: LatencyMeter): () => void {
  const { session, ui } = editor
  const memory = memoryOf(ui)
  const logs = new Map<string, Kept>()
  /** The runs that the series of the wires are of, by their first chunk. */
  const runs = new Map<string, Run>()
  const telling = atMostEvery(historyPeriod, wait, () => {
    memory.setState(({ history }) => ({ history: history + 1, latency: latency.read() }))
  })
  let stops: (() => void)[] = []
  let asked = 0
  /** Of the capture that was live last, s since its first frame. */
  let latest: number | undefined
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
    const time = isLive(state) ? state.status.health?.time : undefined
    if (startsAnew(time, latest)) forget()
    latest = time ?? latest
  })
  return () => {
    stopSession()
    stopLive()
    leave()
  }

  function follow(): void {
    const live = looksLive(editor)
    const rates = live ? withWaiting(plan, memory.getState().rates) : []
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
    telling.later()
  }

  function ask(): void {
    if (asked === 0) asked = requestAnimationFrame(look)
  }

  function look(now: number): void {
    asked = 0
    const { rates, count } = memory.getState()
    for (const rate of rates) {
      const kept = keptOf(rate.wire)
      const last = kept.log.live().at(-1)?.time ?? Number.POSITIVE_INFINITY
      keep(rate, kept)
      const newest = kept.log.live().at(-1)?.time ?? 0
      if (newest > last) latency.shown(newest, now / 1000)
    }
    memory.setState({ count: count + 1 })
    telling.later()
  }

  function keptOf(wire: string): Kept {
    let kept = logs.get(wire)
    if (kept) return kept
    const log = createEstimateLog()
    kept = { log }
    logs.set(wire, kept)
    const lists: RateEstimates = {
      get live() {
        return log.live()
      },
      get again() {
        return log.again()
      },
    }
    memory.setState(({ estimates }) => ({ estimates: new Map([...estimates, [wire, lists]]) }))
    return kept
  }

  /** What has come since the last look. */
  function keep(rate: ShownRate, kept: Kept): void {
    const { chunks } = session.series(rate.wire)
    if (kept.first !== chunks[0]) {
      kept.log.begin()
      latency.begin(performance.now() / 1000)
      kept.first = chunks[0]
      kept.last = undefined
    }
    const from = kept.last === undefined ? 0 : countUntil(chunks, kept.last, indexOf)
    kept.last = chunks.at(-1)?.index
    const maker = makerNow(rate.wire)
    if (maker !== undefined) kept.log.take(estimatesOf(rate, chunks.slice(from), maker))
  }

  function estimatesOf(
    { estimator }: ShownRate,
    chunks: readonly Chunk[],
    maker: string,
  ): Estimate[] {
    const newest = chunks.at(-1)?.time ?? 0
    const recent = chunks.filter(({ time }) => time >= newest - lookBack)
    const answers = estimator ? session.series(estimator.answer).chunks : none
    const sure = estimator?.confidence ? session.series(estimator.confidence).chunks : none
    return recent.map(({ index, time, coverage, data }) => {
      const answer = valueAt(answers, index)
      const value = answer !== undefined && Number.isNaN(answer) ? Number.NaN : data[0]
      return { time, value, coverage, confidence: valueAt(sure, index) ?? Number.NaN, maker }
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

/** The estimates of a wire, and how far its series has been taken in. */
interface Kept {
  readonly log: EstimateLog
  first?: Chunk
  /** Index. */
  last?: number
}

const none: readonly Chunk[] = []

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

const indexOf = ({ index }: Chunk) => index

function valueAt(chunks: readonly Chunk[], index: number): number | undefined {
  const found = chunks[countUntil(chunks, index, indexOf) - 1]
  return found?.index === index ? found.data[0] : undefined
}

/** A capture of its own begins with its first frame. */
function startsAnew(time: number | undefined, before: number | undefined): boolean {
  return time !== undefined && before !== undefined && time < before - 1
}
