/** Asks one node what it would say and give if these signals stood at its inputs. */
import type { End, GraphNode, Link } from './file.ts'
import type { Json } from './json.ts'
import { type NodeType, type Port, port } from './node.ts'
import { planGraph } from './plan.ts'
import type { Problem } from './problem.ts'
import type { Signal } from './signal.ts'

/** A signal and the end it comes from, whose name the problems use. */
export interface Given {
  readonly end: End
  readonly signal: Signal
}

export interface Probed {
  /** Empty where the node cannot run. */
  readonly outputs: Readonly<Record<string, Signal>>
  /** Of this node alone. */
  readonly problems: readonly Problem[]
}

/**
 * Plans a graph of this node and a stand-in for each node that feeds it, so all checks are plan's own.
 * Parameters left out stand at their defaults. A node that inspects a file gives no outputs.
 */
export function probeNode(
  id: string,
  type: NodeType,
  params: Readonly<Record<string, Json>>,
  inputs: Readonly<Record<string, readonly Given[]>>,
): Probed {
  const feeders = new Map<string, Map<string, Signal>>()
  const links: Link[] = []
  for (const [input, givens] of Object.entries(inputs)) {
    for (const { end, signal } of givens) {
      const ports = feeders.get(end.node) ?? new Map<string, Signal>()
      feeders.set(end.node, ports.set(end.port, signal))
      links.push({ from: end, to: { node: id, port: input } })
    }
  }
  if (feeders.has(id)) throw new Error(`${id} cannot feed itself`)

  const registry = new Map([[type.id, type]])
  const nodes: Record<string, GraphNode> = {
    [id]: { type: type.id, version: type.version, params, extra: {} },
  }
  for (const [node, signals] of feeders) {
    // No type in a file begins so: this name is free.
    const stand = `-${node}`
    registry.set(stand, standIn(stand, signals))
    nodes[node] = { type: stand, version: 1, params: {}, extra: {} }
  }
  const plan = planGraph({ title: '', nodes, links, view: {}, extra: {} }, registry, new Map())
  const planned = plan.nodes.find((node) => node.id === id)
  const problems = plan.problems.filter(({ node, link }) => node === id || link !== undefined)
  return { outputs: planned?.outputs ?? {}, problems }
}

function standIn(id: string, signals: ReadonlyMap<string, Signal>): NodeType {
  const outputs: Record<string, Port> = {}
  for (const [name, signal] of signals) {
    const axes = signal.axes.map((axis) => axis.name)
    outputs[name] = port(signal.dtype, axes, '')
  }
  return {
    id,
    version: 1,
    title: id,
    category: 'source',
    summary: '',
    inputs: {},
    outputs,
    params: {},
    plan: () => Object.fromEntries(signals),
    open: () => {
      throw new Error('a stand-in only plans')
    },
  }
}
