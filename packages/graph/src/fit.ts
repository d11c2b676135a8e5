/** Whether a wire between two ports is possible, and if not, why, naming both ends. */
import { type End, formatLink, type Graph, type Link, wireName } from './file.ts'
import { describePort, matchAxes, refuseSignal } from './match.ts'
import type { AxisPattern, NodeType, Port, Registry } from './node.ts'
import type { ParamValue } from './param.ts'
import type { Plan } from './plan.ts'
import { type Given, probeNode } from './probe.ts'
import type { Problem } from './problem.ts'
import { type ResolvedNode, resolveNode } from './resolve.ts'
import { describeSignal, type Signal } from './signal.ts'

/** A graph and what is known of it. `plan` is the plan of this very graph. */
export interface Wiring {
  readonly graph: Graph
  readonly registry: Registry
  readonly plan: Plan
}

/** What flows out of a port: its signal where plan knows it, else what the port declares. */
export type Offer = Signal | Port

export interface LinkRefusal {
  /** "node.port" */
  readonly from: string
  readonly to: string
  /** What leaves `from`; absent where there is no such output. */
  readonly gives?: string
  /** What `to` takes; absent where there is no such input. */
  readonly wants?: string
  readonly why: string
  /** All of it in one sentence. */
  readonly message: string
}

/** Why the wire cannot be drawn; undefined where it can. A wire that stands at a single input gives way. */
export function refuseLink(link: Link, wiring: Wiring): LinkRefusal | undefined {
  return refuse(link, wiring, indexWires(wiring.graph), upstreamOf(wiring.graph, link.from.node))
}

/** Every input of the graph by "node.port": undefined where the wire from `from` fits, else why not. */
export function whichPortsFit(
  from: End,
  wiring: Wiring,
): ReadonlyMap<string, LinkRefusal | undefined> {
  const into = indexWires(wiring.graph)
  const upstream = upstreamOf(wiring.graph, from.node)
  return eachPort(wiring, 'inputs', (to) => refuse({ from, to }, wiring, into, upstream))
}

/** Every output of the graph by "node.port": undefined where a wire to `to` fits, else why not. */
export function whichOutputsFit(
  to: End,
  wiring: Wiring,
): ReadonlyMap<string, LinkRefusal | undefined> {
  const into = indexWires(wiring.graph)
  const downstream = downstreamOf(wiring.graph, to.node)
  return eachPort(wiring, 'outputs', (from) =>
    // Only the target matters to the check for loops.
    refuse({ from, to }, wiring, into, new Set(downstream.has(from.node) ? [to.node] : [])),
  )
}

/** What leaves `end`, as far as it is known; undefined for a node or port that does not exist. */
export function offerOf(end: End, { graph, registry, plan }: Wiring): Offer | undefined {
  const node = Object.hasOwn(graph.nodes, end.node) ? graph.nodes[end.node] : undefined
  const type = node && registry.get(node.type)
  const declared =
    type && Object.hasOwn(type.outputs, end.port) ? type.outputs[end.port] : undefined
  return plan.signals.get(wireName(end)) ?? declared
}

export function isSignal(offer: Offer): offer is Signal {
  return 'dtype' in offer
}

export function describeOffer(offer: Offer): string {
  return isSignal(offer) ? describeSignal(offer) : describePort(offer)
}

/** Why the port cannot take the offer; undefined where it can, or where nobody can know yet. */
export function refuseOffer(port: Port, offer: Offer): string | undefined {
  if (isSignal(offer)) return refuseSignal(port, offer) && whyNot(port, offer)
  const wanted: readonly string[] = port.dtypes
  if (!offer.dtypes.some((dtype) => wanted.includes(dtype))) {
    return `it takes ${wanted.join(' or ')}, never ${offer.dtypes.join(' or ')}`
  }
  if (!patternsMeet(offer.axes, port.axes)) {
    return `no axes are both (${offer.axes.join(', ')}) and (${port.axes.join(', ')})`
  }
  const units = port.units && offer.units && !offer.units.some((unit) => port.units!.includes(unit))
  return units
    ? `it takes ${port.units.join(' or ')}, never ${offer.units.join(' or ')}`
    : undefined
}

function whyNot(port: Port, signal: Signal): string {
  const dtypes: readonly string[] = port.dtypes
  const reasons: string[] = []
  if (!dtypes.includes(signal.dtype)) {
    reasons.push(`it takes ${dtypes.join(' or ')}, not ${signal.dtype}`)
  }
  if (matchAxes(port.axes, signal.axes) === undefined) {
    const names = signal.axes.map((axis) => axis.name)
    const wanted = port.axes.length > 0 ? `axes (${port.axes.join(', ')})` : 'one number'
    reasons.push(
      `it takes ${wanted}, not ${names.length > 0 ? `(${names.join(', ')})` : 'one number'}`,
    )
  }
  if (port.units && !port.units.includes(signal.unit)) {
    const unit = signal.unit === '1' ? 'a plain number' : signal.unit
    reasons.push(`it takes ${port.units.join(' or ')}, not ${unit}`)
  }
  const missing = port.needs.filter((fact) => signal.acquisition[fact] === undefined)
  if (missing.length > 0) reasons.push(`the source does not state ${missing.join(', ')}`)
  return reasons.join('; ')
}

/** Whether some list of axes fits both patterns ('...' stands first, if at all). */
function patternsMeet(a: readonly AxisPattern[], b: readonly AxisPattern[]): boolean {
  const [lastA, lastB] = [a.at(-1), b.at(-1)]
  if (lastA === '...' || lastB === '...') return true
  if (lastA === undefined && lastB === undefined) return true
  if (lastA?.endsWith('?') && patternsMeet(a.slice(0, -1), b)) return true
  if (lastB?.endsWith('?') && patternsMeet(a, b.slice(0, -1))) return true
  const same = lastA !== undefined && lastA.replace('?', '') === lastB?.replace('?', '')
  return same && patternsMeet(a.slice(0, -1), b.slice(0, -1))
}

type Wires = ReadonlyMap<string, readonly Link[]>

function refuse(
  link: Link,
  wiring: Wiring,
  into: Wires,
  upstream: ReadonlySet<string>,
): LinkRefusal | undefined {
  const { from, to } = link
  const offer = offerOf(from, wiring)
  const target = resolveEnd(to, wiring)
  const port = target?.type && ownPort(target.type.inputs, to.port)
  const no = (why: string): LinkRefusal => {
    const gives = offer && describeOffer(offer)
    const wants = port && describePort(port)
    const ends = [
      gives ? `${wireName(from)} gives ${gives}` : wireName(from),
      wants ? `${wireName(to)} wants ${wants}` : wireName(to),
    ]
    const message = `${ends.join(', ')}: ${why}`
    return { from: wireName(from), to: wireName(to), gives, wants, why, message }
  }
  if (!offer) return no(missing(from, 'output', wiring))
  if (!target?.type || !port) return no(missing(to, 'input', wiring))
  if (upstream.has(to.node)) {
    return no(
      from.node === to.node
        ? 'a node cannot feed itself'
        : `${to.node} feeds ${from.node} already, this would close a loop`,
    )
  }
  const others = into.get(to.node) ?? []
  if (others.some((other) => formatLink(other) === formatLink(link))) {
    return no('this wire is there already')
  }
  const why = refuseOffer(port, offer)
  if (why) return no(why)
  if (!isSignal(offer)) return undefined

  const inputs = gather(others, port.kind === 'many' ? undefined : to.port, wiring)
  const here = inputs[to.port] ?? []
  const given = { ...inputs, [to.port]: [...here, { end: from, signal: offer }] }
  const said = newErrors(to.node, target.type, target.params, inputs, given)
  return said.length > 0 ? no(said.map(({ message }) => message).join('; ')) : undefined
}

/** Errors that are about the wires given, and that `given` causes where `before` did not. */
export function newErrors(
  id: string,
  type: NodeType,
  params: Readonly<Record<string, ParamValue>>,
  before: Readonly<Record<string, readonly Given[]>>,
  given: Readonly<Record<string, readonly Given[]>>,
): readonly Problem[] {
  const errors = (inputs: Readonly<Record<string, readonly Given[]>>) =>
    probeNode(id, type, params, inputs).problems.filter(({ severity }) => severity === 'error')
  // that another input has no wire yet is no fault of these
  const isOpen = (input: string | undefined) => input !== undefined && !given[input]
  const said = errors(given).filter(({ param, input }) => param === undefined && !isOpen(input))
  if (said.length === 0) return said
  const known = new Set(errors(before).map(({ message }) => message))
  return said.filter(({ message }) => !known.has(message))
}

/** The signals that stand at a node's inputs by other wires than those at `end`. */
export function signalsBeside(
  end: End,
  wiring: Wiring,
): Readonly<Record<string, readonly Given[]>> {
  const into = wiring.graph.links.filter(({ to }) => to.node === end.node)
  return gather(into, end.port, wiring)
}

function gather(
  links: readonly Link[],
  except: string | undefined,
  { graph, plan }: Wiring,
): Record<string, readonly Given[]> {
  const inputs: Record<string, Given[]> = {}
  for (const { from, to } of links) {
    const signal = plan.signals.get(wireName(from))
    if (!signal || to.port === except || from.node === to.node) continue
    if (!Object.hasOwn(graph.nodes, from.node)) continue
    inputs[to.port] = [...(inputs[to.port] ?? []), { end: from, signal }]
  }
  return inputs
}

function resolveEnd(end: End, { graph, registry }: Wiring): ResolvedNode | undefined {
  return Object.hasOwn(graph.nodes, end.node)
    ? resolveNode(end.node, graph.nodes[end.node], registry)
    : undefined
}

function ownPort(ports: Readonly<Record<string, Port>>, name: string): Port | undefined {
  return Object.hasOwn(ports, name) ? ports[name] : undefined
}

function missing(end: End, side: 'input' | 'output', wiring: Wiring): string {
  const node = resolveEnd(end, wiring)
  if (!node) return `there is no node ${end.node}`
  const { type } = wiring.graph.nodes[end.node]
  return node.type
    ? `${end.node} (${type}) has no ${side} ${end.port}`
    : `the ${side}s of ${end.node} are not known, there is no node type ${type}`
}

function eachPort(
  { graph, registry }: Wiring,
  side: 'inputs' | 'outputs',
  judge: (end: End) => LinkRefusal | undefined,
): ReadonlyMap<string, LinkRefusal | undefined> {
  const judged = new Map<string, LinkRefusal | undefined>()
  for (const [node, { type }] of Object.entries(graph.nodes)) {
    for (const port of Object.keys(registry.get(type)?.[side] ?? {})) {
      judged.set(wireName({ node, port }), judge({ node, port }))
    }
  }
  return judged
}

/** The links into each node. */
function indexWires(graph: Graph): Wires {
  const into = new Map<string, Link[]>()
  for (const link of graph.links) {
    const list = into.get(link.to.node)
    if (list) list.push(link)
    else into.set(link.to.node, [link])
  }
  return into
}

/** The node and all that feed it. */
export function upstreamOf(graph: Graph, id: string): ReadonlySet<string> {
  return reach(graph, id, 'to', 'from')
}

/** The node and all that it feeds. */
export function downstreamOf(graph: Graph, id: string): ReadonlySet<string> {
  return reach(graph, id, 'from', 'to')
}

function reach(graph: Graph, id: string, near: 'from' | 'to', far: 'from' | 'to'): Set<string> {
  const next = new Map<string, string[]>()
  for (const link of graph.links) {
    const list = next.get(link[near].node)
    if (list) list.push(link[far].node)
    else next.set(link[near].node, [link[far].node])
  }
  // A set that grows while it is walked: each node once.
  const found = new Set([id])
  for (const member of found) for (const other of next.get(member) ?? []) found.add(other)
  return found
}
