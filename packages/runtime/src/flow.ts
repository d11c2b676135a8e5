/** How data, ends and failures go from node to node within one run. */
import { type Chunk, type Data, type Emission, type Plan, wireName } from '@chirpflow/graph'
import type { Recorder } from './cache.ts'
import type { InputSet } from './inputs.ts'
import type { Moment } from './moment.ts'
import type { NodeState } from './report.ts'
import { isSink, type Selection, type WireToKeep } from './selection.ts'
import { closeUnit, createUnit, isActive, messageOf, placeOf, type Unit } from './unit.ts'

export interface FlowOptions {
  readonly plan: Plan
  readonly selection: Selection
  /** Called with each chunk of a wire, by wire. */
  readonly looks: ReadonlyMap<string, readonly ((chunk: Chunk) => void)[]>
  readonly recorder?: Recorder
  readonly toKeep: ReadonlyMap<string, WireToKeep>
  onState?(node: string, state: NodeState | 'running'): void
}

export interface Flow {
  /** Running nodes by id, in topological order. */
  readonly units: ReadonlyMap<string, Unit>
  /** The moment that chunks are recorded with. */
  moment: Moment
  /** Once true, nothing is delivered any more. */
  halted: boolean
  setState(unit: Unit, state: Unit['state'], error?: unknown): void
  deliver(wire: string, chunk: Chunk): void
  endWire(wire: string): void
  /** Sends what a node emits, with the inputs it emits it for. */
  send(
    unit: Unit,
    emitted: Readonly<Record<string, Data | Emission | undefined>>,
    set?: InputSet,
  ): void
  /** The node has given all it had. */
  complete(unit: Unit): void
  /** Ends a node that cannot go on, those that need it, and those whose data nobody needs now. */
  abandon(unit: Unit, state: 'failed' | 'stopped', error?: unknown): void
  /** What the node and all after it give from now on is not what its key says: it is not kept. */
  forget(unit: Unit): void
}

export function createFlow(options: FlowOptions): Flow {
  const { plan, selection, looks, recorder } = options
  const toKeep = new Map(options.toKeep)
  const units = new Map<string, Unit>()
  for (const node of plan.nodes) {
    if (selection.running.has(node.id)) units.set(node.id, createUnit(node, plan))
  }
  const consumers = new Map<string, Unit[]>()
  for (const unit of units.values()) {
    for (const wire of new Set([...unit.node.inputs.values()].flat().map(wireName))) {
      const known = consumers.get(wire)
      if (known) known.push(unit)
      else consumers.set(wire, [unit])
    }
  }
  const consumersOf = (wire: string): readonly Unit[] => consumers.get(wire) ?? []

  function isNeeded(unit: Unit): boolean {
    if (isSink(unit.node)) return true
    return [...unit.outputs.values()].some(
      ({ wire }) => looks.has(wire) || consumersOf(wire).some(isActive),
    )
  }

  const flow: Flow = {
    units,
    moment: { time: -Infinity, source: '', end: false },
    halted: false,

    setState(unit, state, error) {
      unit.state = state
      if (error !== undefined) unit.error = messageOf(error)
      options.onState?.(unit.node.id, state)
    },

    deliver(wire, chunk) {
      if (flow.halted) return
      for (const look of looks.get(wire) ?? []) look(chunk)
      for (const consumer of consumersOf(wire)) consumer.inputs.push(wire, chunk)
    },

    endWire(wire) {
      for (const consumer of consumersOf(wire)) consumer.inputs.end(wire)
    },

    send(unit, emitted, set) {
      for (const [port, value] of Object.entries(emitted)) {
        if (value === undefined || flow.halted) continue
        const output = unit.outputs.get(port)
        if (!output)
          throw new Error(`${unit.node.id}: emitted on ${port}, which plan does not give`)
        const chunk = output.make(value, placeOf(output, set))
        unit.chunks++
        unit.bytes += chunk.data.byteLength
        const kept = toKeep.get(output.wire)
        if (kept) recorder?.add(kept.key, flow.moment, chunk)
        if (selection.wanted.has(output.wire)) flow.deliver(output.wire, chunk)
      }
    },

    complete(unit) {
      for (const { wire } of unit.outputs.values()) {
        const kept = toKeep.get(wire)
        if (kept) recorder?.end(kept.key, flow.moment)
        flow.endWire(wire)
      }
      flow.setState(unit, 'finished')
    },

    abandon(unit, state, error) {
      flow.setState(unit, state, error)
      const ending = [unit]
      for (const ended of ending) {
        if (ended !== unit) flow.setState(ended, 'stopped')
        closeUnit(ended)
        const next = new Set<Unit>()
        for (const { wire } of ended.outputs.values()) {
          for (const consumer of consumersOf(wire)) {
            if (consumer.inputs.lose(wire)) flow.forget(consumer)
            else next.add(consumer)
          }
        }
        for (const end of [...ended.node.inputs.values()].flat()) {
          const feeder = units.get(end.node)
          if (feeder && !isNeeded(feeder)) next.add(feeder)
        }
        for (const other of next) if (isActive(other) && !ending.includes(other)) ending.push(other)
      }
    },

    forget(unit) {
      const forgotten = new Set([unit])
      for (const { outputs } of forgotten) {
        for (const { wire } of outputs.values()) {
          const kept = toKeep.get(wire)
          if (kept) recorder?.drop(kept.key)
          toKeep.delete(wire)
          for (const consumer of consumersOf(wire)) forgotten.add(consumer)
        }
      }
    },
  }
  return flow
}
