/** What has to run: back from sinks and taps, up to wires that are kept. */
import { bytesOf, type Plan, type PlannedNode, type Signal, wireName } from '@chirpflow/graph'
import type { KeptWire, WireCache } from './cache.ts'
import { wireKey } from './keys.ts'

export interface Selection {
  readonly running: ReadonlySet<string>
  /** Nodes whose wanted wires all come from the cache. */
  readonly cached: ReadonlySet<string>
  /** Wires that somebody takes data from. */
  readonly wanted: ReadonlySet<string>
  readonly replays: ReadonlyMap<string, KeptWire>
}

export function isSink(node: PlannedNode): boolean {
  return node.type.effect === true || Object.keys(node.type.outputs).length === 0
}

/** Chooses the nodes to run for the plan's sinks and the tapped wires. */
export function selectNodes(
  plan: Plan,
  taps: ReadonlySet<string>,
  keys: ReadonlyMap<string, string>,
  cache: WireCache | undefined,
): Selection {
  const running = new Set<string>()
  const cached = new Set<string>()
  const wanted = new Set(taps)
  const replays = new Map<string, KeptWire>()
  for (const node of [...plan.nodes].reverse()) {
    const wires = Object.keys(node.outputs).map((port) => ({ node: node.id, port }))
    const asked = wires.filter((wire) => wanted.has(wireName(wire)))
    if (asked.length === 0 && !isSink(node)) continue
    const kept = asked.map(({ port }) =>
      keys.has(node.id) ? cache?.get(wireKey(keys, node.id, port)) : undefined,
    )
    if (!isSink(node) && kept.every((wire) => wire !== undefined)) {
      cached.add(node.id)
      for (const [index, wire] of asked.entries()) replays.set(wireName(wire), kept[index]!)
      continue
    }
    running.add(node.id)
    for (const ends of node.inputs.values()) for (const end of ends) wanted.add(wireName(end))
  }
  return { running, cached, wanted, replays }
}

/** Nodes whose data a live parameter may change during a run: those that have one, and all they feed. */
export function changeableNodes(plan: Plan): Set<string> {
  const changeable = new Set<string>()
  for (const { id, type, inputs } of plan.nodes) {
    const own = Object.values(type.params).some((param) => param.live)
    const fed = [...inputs.values()].flat().some((end) => changeable.has(end.node))
    if (own || fed) changeable.add(id)
  }
  return changeable
}

export interface WireToKeep {
  readonly key: string
  /** Bytes a second. */
  readonly width: number
}

/**
 * Wires of running nodes that are worth keeping: never one wider than all its node's inputs together
 * (a source has none, so all its wires are; the budget drops the widest), nor one that nobody takes
 * from, for its node may leave it out. Of wires with equal keys the first stands for all.
 */
export function wiresToKeep(
  plan: Plan,
  selection: Selection,
  keys: ReadonlyMap<string, string>,
): Map<string, WireToKeep> {
  const rateOf = (signal: Signal) => bytesOf(signal) * (signal.rate > 0 ? signal.rate : 1)
  const wires = new Map<string, WireToKeep>()
  const seen = new Set<string>()
  for (const node of plan.nodes) {
    if (!selection.running.has(node.id) || !keys.has(node.id)) continue
    const ends = [...node.inputs.values()].flat()
    const taken = ends.reduce((sum, end) => sum + rateOf(plan.signals.get(wireName(end))!), 0)
    for (const [port, signal] of Object.entries(node.outputs)) {
      const wire = wireName({ node: node.id, port })
      const width = rateOf(signal)
      if (!selection.wanted.has(wire) || (ends.length > 0 && width > taken)) continue
      const key = wireKey(keys, node.id, port)
      if (!seen.has(key)) wires.set(wire, { key, width })
      seen.add(key)
    }
  }
  return wires
}
