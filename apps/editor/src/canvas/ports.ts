/** The ports of a card: those of its definition, those that wires name without it, those of a group. */
import {
  type Dtype,
  type End,
  type Graph,
  type Link,
  type NodeType,
  type Plan,
  type Port,
  type Registry,
  wireName,
} from '@chirpflow/graph'
import type { Side } from './sizes.ts'

export interface PortView {
  readonly end: End
  /** "node.port" */
  readonly wire: string
  readonly label: string
  /** Of a port that shows each of its wires in a row of its own: the output that this one comes from. */
  readonly row?: string
  /** Of what flows, or the only one that can. */
  readonly dtype?: Dtype
  readonly connected: boolean
  readonly help: string
}

export interface WiringIndex {
  readonly into: ReadonlyMap<string, readonly Link[]>
  readonly outOf: ReadonlyMap<string, readonly Link[]>
  /** Inputs that have wires, with the output that the first of them comes from. */
  readonly sourceOf: ReadonlyMap<string, string>
  /** Outputs that have wires. */
  readonly used: ReadonlySet<string>
}

export function indexWiring(graph: Graph): WiringIndex {
  const into = new Map<string, Link[]>()
  const outOf = new Map<string, Link[]>()
  const sourceOf = new Map<string, string>()
  const used = new Set<string>()
  const push = (map: Map<string, Link[]>, key: string, link: Link) => {
    const list = map.get(key)
    if (list) list.push(link)
    else map.set(key, [link])
  }
  for (const link of graph.links) {
    push(into, link.to.node, link)
    push(outOf, link.from.node, link)
    used.add(wireName(link.from))
    const to = wireName(link.to)
    if (!sourceOf.has(to)) sourceOf.set(to, wireName(link.from))
  }
  return { into, outOf, sourceOf, used }
}

/** Ports of one node. A port that only a wire speaks of is there too: the wire must end somewhere. */
export function cardPorts(
  id: string,
  type: NodeType | undefined,
  wiring: WiringIndex,
  plan: Plan,
): { inputs: readonly PortView[]; outputs: readonly PortView[] } {
  const named = (links: readonly Link[] | undefined, side: 'from' | 'to') =>
    (links ?? []).map((link) => link[side].port)
  const view = (port: string, side: Side): PortView => {
    const declared = side === 'input' ? type?.inputs : type?.outputs
    const own = declared && Object.hasOwn(declared, port) ? declared[port] : undefined
    return portView({ node: id, port }, side, own, wiring, plan)
  }
  const list = (declared: Readonly<Record<string, Port>> = {}, others: readonly string[]) => [
    ...new Set([...Object.keys(declared), ...others]),
  ]
  return {
    inputs: list(type?.inputs, named(wiring.into.get(id), 'to')).map((port) => view(port, 'input')),
    outputs: list(type?.outputs, named(wiring.outOf.get(id), 'from')).map((port) =>
      view(port, 'output'),
    ),
  }
}

/**
 * Ports of a closed group: inputs that something outside feeds or that still want a wire, outputs that
 * something outside takes, and the first output of every member that feeds no other.
 */
export function groupPorts(
  members: readonly string[],
  registry: Registry,
  graph: Graph,
  wiring: WiringIndex,
  plan: Plan,
): { inputs: readonly PortView[]; outputs: readonly PortView[] } {
  const inside = new Set(members)
  const inputs: PortView[] = []
  const outputs: PortView[] = []
  for (const id of members) {
    const type = registry.get(graph.nodes[id].type)
    const own = cardPorts(id, type, wiring, plan)
    const from = (port: string) =>
      (wiring.into.get(id) ?? []).filter(({ to }) => to.port === port).map((link) => link.from.node)
    for (const port of own.inputs) {
      const sources = from(port.end.port)
      const wants = sources.length === 0 && type?.inputs[port.end.port]?.kind === 'one'
      if (wants || sources.some((node) => !inside.has(node))) inputs.push(port)
    }
    const last = (wiring.outOf.get(id) ?? []).every(({ to }) => !inside.has(to.node))
    own.outputs.forEach((port, index) => {
      const outside = (wiring.outOf.get(id) ?? []).some(
        (link) => link.from.port === port.end.port && !inside.has(link.to.node),
      )
      if (outside || (last && index === 0)) outputs.push(port)
    })
  }
  // Wires that really leave come first: the group's picture is of the first.
  outputs.sort((a, b) => Number(b.connected) - Number(a.connected))
  return { inputs, outputs }
}

function portView(
  end: End,
  side: Side,
  declared: Port | undefined,
  wiring: WiringIndex,
  plan: Plan,
): PortView {
  const wire = wireName(end)
  const source = side === 'input' ? wiring.sourceOf.get(wire) : wire
  const signal = source === undefined ? undefined : plan.signals.get(source)
  const only = declared?.dtypes.length === 1 ? declared.dtypes[0] : undefined
  const dtype = signal?.dtype ?? only
  return {
    end,
    wire,
    label: end.port,
    ...(dtype ? { dtype } : {}),
    connected: side === 'input' ? source !== undefined : wiring.used.has(wire),
    help: declared?.help ?? 'This port is not known here.',
  }
}
