/** Takes what the engine says, and keeps of it what the store and the views show. */
import { type Graph, nodeOfWire, type Plan } from '@chirpflow/graph'
import { carrierOf, type EngineEvent, type RunOutcome, type SeriesStore } from '@chirpflow/runtime'
import type { Identities } from './identities.ts'
import type { RunSummary, SessionState } from './session.ts'
import type { Heard } from './statuses.ts'

/** What a graph that was sent to the engine meant on this side. */
export interface Sent {
  readonly graph: Graph
  readonly plan: Plan
  readonly identities: Identities
}

type Facts = Pick<SessionState, 'progress' | 'last' | 'results' | 'cache'>
type Chunks = Extract<EngineEvent, { type: 'chunks' }>

export interface Hearing {
  readonly heard: ReadonlyMap<string, Heard>
  readonly facts: Facts
  /** The revision of the graph in events from now on. */
  send(revision: number, sent: Sent): void
  graphOf(revision: number): Graph | undefined
  /** Wires whose chunks changed. */
  take(event: Exclude<EngineEvent, { type: 'plan' | 'problem' }>): Iterable<string>
  /** The engine is gone: what is known stays, from before. */
  die(): void
  /** Nothing is known of any node, as before the first run. */
  forget(): void
}

/** Graphs whose events may still come. */
const most = 64

export function createHearing(series: SeriesStore): Hearing {
  const heard = new Map<string, Heard>()
  /** As the last run that was more than a second look left them. */
  const settled = new Map<string, Heard>()
  const graphs = new Map<number, Sent>()
  /** The run that each wire's chunks are of. */
  const runs = new Map<string, number>()
  let facts: Facts = { results: {}, cache: { bytes: 0, budget: 0 } }
  let now: { readonly run: number; readonly sent: Sent | undefined } = { run: 0, sent: undefined }

  function begin(wire: string, run: number): void {
    if (runs.get(wire) === run) return
    runs.set(wire, run)
    const { sent } = now
    const end = sent && carrierOf(sent.plan, wire)
    series.begin(wire, end && `${sent.identities.get(end.node)}.${end.port}`)
  }

  function takeChunks({ wire, run, chunks, mode, cut }: Chunks): Iterable<string> {
    begin(wire, run)
    series.add(wire, chunks, mode === 'all', cut)
    return [wire]
  }

  function takeReport(outcome: RunOutcome): Iterable<string> {
    const { results, cache, run, delivered } = outcome
    for (const [wire, whole] of Object.entries(delivered)) {
      begin(wire, run)
      if (whole) series.end(wire)
    }
    const isLook = facts.last?.state === outcome.state && outcome.ran.every(isSettled)
    for (const [id, { type: _, state, ...report }] of Object.entries(outcome.nodes)) {
      if (state === 'skipped' || state === 'idle') {
        // what could not run or did not have to keeps what it was known for
        if (heard.get(id)?.activity === 'running') heard.delete(id)
        continue
      }
      const told = { activity: state, ...report, identity: now.sent?.identities.get(id) }
      const known = isLook && isSettled(id) ? settled.get(id)! : told
      heard.set(id, known)
      settled.set(id, known)
    }
    facts = { results, cache, last: isLook ? facts.last : summaryOf(outcome, facts.last) }
    return Object.keys(delivered)
  }

  /** Its data were computed before, and are asked for again only because somebody looks at them. */
  function isSettled(id: string): boolean {
    const known = settled.get(id)
    const isDone = known?.activity === 'finished' || known?.activity === 'cached'
    return isDone && known.identity === now.sent?.identities.get(id)
  }

  return {
    heard,
    get facts() {
      return facts
    },
    send(revision, sent) {
      graphs.set(revision, sent)
      for (const oldest of graphs.keys()) {
        if (graphs.size <= most) break
        graphs.delete(oldest)
      }
      for (const id of heard.keys()) if (!sent.graph.nodes[id]) heard.delete(id)
      for (const id of settled.keys()) if (!sent.graph.nodes[id]) settled.delete(id)
      for (const wire of runs.keys()) if (!sent.graph.nodes[nodeOfWire(wire)]) runs.delete(wire)
    },
    graphOf: (revision) => graphs.get(revision)?.graph,
    take(event) {
      switch (event.type) {
        case 'begin':
          now = { run: event.run, sent: graphs.get(event.revision) }
          facts = { ...facts, progress: undefined }
          return []
        case 'nodes':
          for (const [id, activity] of Object.entries(event.nodes)) {
            const known = heard.get(id) ?? { seconds: 0, chunks: 0, bytes: 0 }
            const { error: _, ...rest } = { error: undefined, ...known }
            heard.set(id, { ...rest, activity, identity: now.sent?.identities.get(id) })
          }
          return []
        case 'progress': {
          const { time, share } = event
          facts = { ...facts, progress: share === undefined ? { time } : { time, share } }
          return []
        }
        case 'chunks':
          return takeChunks(event)
        case 'report':
          return takeReport(event.outcome)
      }
    },
    die() {
      for (const [id, known] of heard) {
        heard.set(id, { ...known, activity: 'idle', identity: undefined })
      }
      runs.clear()
      settled.clear()
      facts = { ...facts, progress: undefined }
    },
    forget() {
      for (const known of [heard, settled, runs]) known.clear()
      facts = { results: {}, cache: facts.cache }
    },
  }
}

function summaryOf(outcome: RunOutcome, before: RunSummary | undefined): RunSummary {
  const { state, ran, nodes, seconds, recording } = outcome
  const count = (wanted: string) =>
    Object.values(nodes).filter((node) => node.state === wanted).length
  const nodesCached = count('cached')
  return {
    state,
    seconds,
    // what comes from the cache is not gone through to its end again
    recording: nodesCached > 0 ? Math.max(recording, before?.recording ?? 0) : recording,
    nodesRun: ran.filter((id) => nodes[id].state === 'finished').length,
    nodesCached,
    nodesFailed: count('failed'),
  }
}
