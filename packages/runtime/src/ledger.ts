/**
 * What is known from earlier runs, so that a run does only what has changed: results of sinks, reports
 * of nodes, and wires whose data the listener already has. Everything is known by key, never by time.
 */
import { nodeOfWire, type Plan, type PlannedNode, type Result } from '@chirpflow/graph'
import { wireKey } from './keys.ts'
import type { WatchMode } from './protocol.ts'
import type { NodeReport, RunReport } from './report.ts'
import type { PlanKeys } from './sink-keys.ts'

export interface Demand {
  /** The plan without the sinks whose results are known. */
  readonly plan: Plan
  readonly taps: ReadonlyMap<string, WatchMode>
}

export interface Ledger {
  /** What has to run for the sinks and the watched wires. `retry`: also what failed with the same key. */
  demand(
    plan: Plan,
    keys: PlanKeys,
    watched: ReadonlyMap<string, WatchMode>,
    retry: boolean,
  ): Demand
  /** Takes what a run of a demand came to; `changed`: nodes whose live parameters changed meanwhile. */
  settle(
    plan: Plan,
    keys: PlanKeys,
    taps: Demand['taps'],
    report: RunReport,
    changed: ReadonlySet<string>,
  ): void
  /** The report on all nodes of the plan, with what earlier runs have found of those that did not run. */
  complete(plan: Plan, keys: PlanKeys, report: RunReport): Pick<RunReport, 'nodes' | 'results'>
  /** The listener keeps only the newest chunk of these wires. */
  shorten(wires: Iterable<string>): void
  /** The listener has let go of the wires of all other nodes. */
  retain(nodes: { has(node: string): boolean }): void
}

interface Delivery {
  readonly key: string
  readonly mode: WatchMode
  /** Not so where its node failed: it would again. */
  readonly whole: boolean
}

interface KnownSink {
  readonly key: string
  readonly report: NodeReport
  readonly result?: Result
}

/** Reports that are kept, the latest. */
const most = 4096

export function createLedger(): Ledger {
  const deliveries = new Map<string, Delivery>()
  const sinks = new Map<string, KnownSink>()
  const reports = new Map<string, NodeReport>()

  function mustTap(key: string | undefined, wire: string, mode: WatchMode, retry: boolean) {
    const delivery = deliveries.get(wire)
    if (key === undefined || delivery?.key !== key) return true
    if (mode === 'all' && delivery.mode === 'newest') return true
    return retry && !delivery.whole
  }

  function mustRun({ id }: PlannedNode, keys: PlanKeys, retry: boolean): boolean {
    const key = keys.sinks.get(id)
    const known = sinks.get(id)
    if (key === undefined || known?.key !== key) return true
    return retry && known.report.state !== 'finished'
  }

  function keepReport(key: string, report: NodeReport): void {
    reports.delete(key)
    reports.set(key, report)
    for (const oldest of reports.keys()) {
      if (reports.size <= most) break
      reports.delete(oldest)
    }
  }

  return {
    demand(plan, keys, watched, retry) {
      const taps = new Map<string, WatchMode>()
      for (const [wire, mode] of watched) {
        if (plan.signals.has(wire) && mustTap(keyOf(plan, keys, wire), wire, mode, retry)) {
          taps.set(wire, mode)
          deliveries.delete(wire)
        }
      }
      const nodes = plan.nodes.filter((node) => !isEnd(node) || mustRun(node, keys, retry))
      return { plan: { ...plan, nodes }, taps }
    },

    settle(plan, keys, taps, report, changed) {
      const aborted = report.state === 'aborted'
      const untrue = fedBy(plan, changed)
      const isTrue = (id: string) => !aborted && !untrue.has(id)
      for (const [wire, mode] of taps) {
        const { node } = carrierOf(plan, wire)
        const key = keyOf(plan, keys, wire)
        if (key === undefined || !isTrue(node)) continue
        deliveries.set(wire, { key, mode, whole: isWhole(report.nodes[node]) })
      }
      for (const { id } of plan.nodes) {
        const ran = report.nodes[id]
        if (!ran || !isTrue(id) || !didRun(ran)) continue
        const sinkKey = keys.sinks.get(id)
        const key = keys.nodes.get(id)
        if (sinkKey !== undefined) {
          sinks.set(id, { key: sinkKey, report: ran, result: report.results[id] })
        } else if (key !== undefined) keepReport(key, ran)
      }
    },

    complete(plan, keys, report) {
      const nodes: Record<string, NodeReport> = { ...report.nodes }
      const results: Record<string, Result> = { ...report.results }
      for (const { id, type } of plan.nodes) {
        const own = report.nodes[id]
        if (own && didRun(own)) continue
        const sinkKey = keys.sinks.get(id)
        const sink = sinks.get(id)
        const key = keys.nodes.get(id)
        const isKnown = sink !== undefined && sink.key === sinkKey
        const before = isKnown ? sink.report : key === undefined ? undefined : reports.get(key)
        const name = `${type.id}@${type.version}`
        nodes[id] = before
          ? { ...before, state: own?.state === 'cached' ? 'cached' : stateNow(before) }
          : (own ?? { type: name, state: 'idle', chunks: 0, bytes: 0, seconds: 0 })
        if (isKnown && sink.result) results[id] = sink.result
      }
      return { nodes, results }
    },

    shorten(wires) {
      for (const wire of wires) {
        const delivery = deliveries.get(wire)
        if (delivery) deliveries.set(wire, { ...delivery, mode: 'newest' })
      }
    },

    retain(nodes) {
      for (const wire of deliveries.keys()) {
        if (!nodes.has(nodeOfWire(wire))) deliveries.delete(wire)
      }
    },
  }
}

/** The end that really carries what is seen at a wire. */
export function carrierOf(plan: Plan, wire: string) {
  const node = nodeOfWire(wire)
  return plan.bypassed.get(wire) ?? { node, port: wire.slice(node.length + 1) }
}

function keyOf(plan: Plan, keys: PlanKeys, wire: string): string | undefined {
  const { node, port } = carrierOf(plan, wire)
  return keys.nodes.has(node) ? wireKey(keys.nodes, node, port) : undefined
}

function isEnd({ outputs }: PlannedNode): boolean {
  return Object.keys(outputs).length === 0
}

/** Whether the node itself ran, to whatever end. */
export function didRun({ state }: NodeReport): boolean {
  return state === 'finished' || state === 'failed' || state === 'stopped'
}

export function isWhole(report: NodeReport | undefined): boolean {
  return report?.state === 'finished' || report?.state === 'cached'
}

function stateNow({ state }: NodeReport): NodeReport['state'] {
  return state === 'finished' ? 'cached' : state
}

function fedBy(plan: Plan, changed: ReadonlySet<string>): ReadonlySet<string> {
  const fed = new Set(changed)
  for (const { id, inputs } of plan.nodes) {
    if ([...inputs.values()].flat().some(({ node }) => fed.has(node))) fed.add(id)
  }
  return fed
}
