/** Puts another node type in a node's place; its wires go to the ports that fit. */
import {
  describeOffer,
  type End,
  type Graph,
  type GraphNode,
  isSignal,
  type Link,
  type NodeType,
  type Offer,
  offerOf,
  type Port,
  type Problem,
  probeNode,
  type Registry,
  refuseOffer,
  type Signal,
  sameAxes,
  sameClock,
  signalsBeside,
  suggest,
  targetAt,
  type Wiring,
  wireName,
} from '@chirpflow/graph'
import type { Swap } from './types.ts'
import { plainMembers } from './values.ts'

export interface Swapped {
  readonly graph: Graph
  readonly problems: readonly Problem[]
}

/**
 * The graph of `wiring` with the swap made at node `id`. A wire goes to the port that the swap names,
 * else to one of the same name that takes it, else to the one that gives or takes just what the old
 * one did, else to the only one that fits. Where none or several do, a problem says so.
 */
export function swapNode(wiring: Wiring, id: string, swap: Swap): Swapped {
  const { graph, registry } = wiring
  const problems: Problem[] = []
  const fail = (message: string) => problems.push({ severity: 'error', node: id, message })
  const old = Object.hasOwn(graph.nodes, id) ? graph.nodes[id] : undefined
  if (!old) {
    fail(`there is no node "${id}" to swap${suggest(id, Object.keys(graph.nodes))}`)
    return { graph, problems }
  }
  if (swap === 'bypass') return { graph: withNode(graph, id, { ...old, off: 'bypass' }), problems }
  const node = newNode(swap, registry)
  const type = registry.get(node.type)
  if (!type) {
    fail(`there is no node type "${node.type}"${suggest(node.type, registry.keys())}`)
    return { graph, problems }
  }

  // Links keep their places: what counts them finds them again.
  const moved = new Map<Link, Link>()
  const before: Link[] = []
  for (const link of graph.links.filter(({ to }) => to.node === id)) {
    const offer = offerOf(link.from, wiring)
    const port = choosePort(type.inputs, link.to.port, swap.ports, (one) =>
      offer ? refuseOffer(one, offer) === undefined : true,
    )
    if ('message' in port) {
      fail(`${wireName(link.from)} finds no input of ${type.id}: ${port.message}`)
      continue
    }
    before.push({ from: link.from, to: { node: id, port: port.name } })
    moved.set(link, before.at(-1)!)
  }
  const given = outputsOf(wiring, id, type, node, before)
  for (const link of graph.links.filter(({ from }) => from.node === id)) {
    const was = offerOf(link.from, wiring)
    const port = choosePort(
      given,
      link.from.port,
      swap.ports,
      (offer) => fits(offer, link.to, wiring),
      (offer) => was !== undefined && alike(was, offer),
    )
    if ('message' in port) {
      fail(`${type.id} has no output for ${wireName(link.to)}: ${port.message}`)
      continue
    }
    moved.set(link, { from: { node: id, port: port.name }, to: link.to })
  }
  const links = graph.links.flatMap((link) => {
    const isOwn = link.from.node === id || link.to.node === id
    return moved.get(link) ?? (isOwn ? [] : [link])
  })
  return { graph: { ...withNode(graph, id, node), links }, problems }
}

function newNode({ type, params }: Exclude<Swap, 'bypass'>, registry: Registry): GraphNode {
  const [name, version] = type.split('@')
  const newest = registry.get(name)?.version ?? 1
  return {
    type: name,
    version: version === undefined ? newest : Number(version),
    params: plainMembers(params),
    extra: {},
  }
}

function withNode(graph: Graph, id: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [id]: node } }
}

/** What the new node gives, as far as it can be known before its graph is planned. */
function outputsOf(
  wiring: Wiring,
  id: string,
  type: NodeType,
  node: GraphNode,
  before: readonly Link[],
): Readonly<Record<string, Offer>> {
  const inputs: Record<string, { end: End; signal: Signal }[]> = {}
  for (const { from, to } of before) {
    const offer = offerOf(from, wiring)
    if (offer && isSignal(offer)) {
      inputs[to.port] = [...(inputs[to.port] ?? []), { end: from, signal: offer }]
    }
  }
  const { outputs } = probeNode(id, type, node.params, inputs)
  return Object.keys(outputs).length > 0 ? outputs : type.outputs
}

/** Whether the target's node would say no error about this signal. */
function fits(offer: Offer, to: End, wiring: Wiring): boolean {
  const target = targetAt(to, wiring)
  if (!target) return false
  if (refuseOffer(target.type.inputs[to.port], offer)) return false
  if (!isSignal(offer)) return true
  const end = { node: 'given', port: 'out' }
  const inputs = { ...signalsBeside(to, wiring), [to.port]: [{ end, signal: offer }] }
  const { problems } = probeNode(to.node, target.type, target.params ?? {}, inputs)
  // What another wire lacks is not this one's mistake.
  return !problems.some(({ severity, input }) => severity === 'error' && input === to.port)
}

/** Alike in all that what follows could see. */
function alike(a: Offer, b: Offer): boolean {
  if (!isSignal(a) || !isSignal(b)) return false
  return a.dtype === b.dtype && sameAxes(a.axes, b.axes) && sameClock(a, b)
}

type Choice = { readonly name: string } | { readonly message: string }

function choosePort<T extends Port | Offer>(
  ports: Readonly<Record<string, T>>,
  old: string,
  named: Readonly<Record<string, string>>,
  fitting: (port: T) => boolean,
  like: (port: T) => boolean = () => false,
): Choice {
  const names = Object.keys(ports)
  const isNamed = Object.hasOwn(named, old)
  const wanted = isNamed ? named[old] : old
  if (isNamed) {
    if (names.includes(wanted)) return { name: wanted }
    return {
      message: `it has no port "${wanted}"${suggest(wanted, names)}; it has ${names.join(', ')}`,
    }
  }
  const possible = names.filter((name) => fitting(ports[name]))
  if (possible.includes(wanted)) return { name: wanted }
  const same = possible.filter((name) => like(ports[name]))
  const [only, ...others] = same.length > 0 ? same : possible
  if (only === undefined) {
    const has = names.map((name) => `${name} (${describe(ports[name])})`)
    return { message: has.length > 0 ? `none fits of ${has.join(', ')}` : 'it has none' }
  }
  if (others.length === 0) return { name: only }
  return {
    message: `${[only, ...others].join(' and ')} fit; name one, "ports": { "${wanted}": "${only}" }`,
  }
}

const describe = (port: Port | Offer) => describeOffer(port)
