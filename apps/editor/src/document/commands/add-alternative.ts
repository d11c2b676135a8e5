/** Branches a chain: another node in one node's place, the rest copied, both ends judged side by side. */
import {
  type End,
  formatLink,
  type Graph,
  type GraphNode,
  isSignal,
  type Link,
  type NodeType,
  offerOf,
  type Problem,
  refuseLink,
  refuseOffer,
  refuseValue,
  resolveNode,
} from '@chirpflow/graph'
import { type Chain, chainFrom } from '../alternative-chain.ts'
import { candidatesPort, compareType } from '../branches.ts'
import { type Command, type Context, type Refused, wiringOf } from '../context.ts'
import { freshName, takenNames } from '../names.ts'
import { hasLink, hasNode, newNode, withLink, withNode } from './edit.ts'
import { layParallel, placeJudge } from './lay-parallel.ts'
import { wireTruth } from './wire-truth.ts'

export interface AddAlternative {
  readonly node: string
  /** Id of the node type in its place; its own for a copy; left out: the node is bypassed. */
  readonly type?: string
}

/**
 * Copies what follows the node up to the rate that is compared, lays the copy below, and joins both to
 * a compare-rates node, which is made where there is none. What the node does not feed is shared.
 */
export const addAlternative: Command<AddAlternative> = (graph, { node: id, type }, context) => {
  const { registry } = context
  const found = chainToBranch(graph, id, context)
  if ('refused' in found) return found
  const { chain, placed } = found
  const definition = type === undefined ? undefined : registry.get(type)
  if (type !== undefined && !definition) return { refused: `there is no node type ${type}` }

  const copied = copyChain(placed, id, definition, chain, context)
  if ('refused' in copied) return copied
  const laid = layParallel(copied.graph, copied.names, chain, context)
  const judged = joinJudge(laid, chain, copied.end, context)

  const mine = new Set(copied.names.values())
  const error = newError(graph, judged.graph, context, ({ node, input, link }) => {
    if (node === judged.judge) return link !== undefined || input === candidatesPort
    return node !== undefined && mine.has(node)
  })
  const title = registry.get(placed.nodes[id].type)?.title ?? id
  const other = definition?.title ?? `A chain without ${title}`
  if (error) return { refused: `${other} cannot stand for ${id}: ${error.message}` }
  return {
    graph: judged.graph,
    label: definition ? `Add alternative ${other}` : `Add alternative without ${title}`,
    made: { nodes: [copied.names.get(id)!] },
  }
}

/** A sentence why a node's chain cannot be branched; undefined where it can. */
export function whyNotBranched(graph: Graph, id: string, context: Context): string | undefined {
  const found = chainToBranch(graph, id, context)
  return 'refused' in found ? found.refused : undefined
}

/** What a node's chain could be branched by: its own type first; `bypass`: it can be left out. */
export function alternativesTo(
  graph: Graph,
  id: string,
  context: Context,
): { readonly types: readonly NodeType[]; readonly bypass: boolean } | Refused {
  const found = chainToBranch(graph, id, context)
  if ('refused' in found) return found
  const own = graph.nodes[id].type
  const wiring = wiringOf(graph, context)
  const given = graph.links.flatMap(({ from, to }) => (to.node === id ? offerOf(from, wiring) : []))
  const offers = given.filter((offer) => offer !== undefined)
  const takesAny = ({ inputs }: NodeType) =>
    Object.values(inputs).some((port) => offers.some((offer) => !refuseOffer(port, offer)))
  const works = (type?: string) =>
    !('refused' in addAlternative(graph, { node: id, type }, context))
  const types = [...context.registry.values()]
    .filter((type) => !type.effect && !type.live && Object.keys(type.inputs).length > 0)
    .filter((type) => Object.keys(type.outputs).length > 0 && takesAny(type) && works(type.id))
    .sort(
      (a, b) =>
        Number(b.id === own) - Number(a.id === own) ||
        Number(sameCategory(b)) - Number(sameCategory(a)) ||
        (a.title < b.title ? -1 : 1),
    )
  return { types, bypass: works() }

  function sameCategory({ category }: NodeType): boolean {
    return category === context.registry.get(own)?.category
  }
}

function chainToBranch(
  graph: Graph,
  id: string,
  context: Context,
): { readonly chain: Chain; readonly placed: Graph } | Refused {
  if (!hasNode(graph, id)) return { refused: `there is no node ${id}` }
  const { registry } = context
  if (!registry.has(compareType)) return { refused: `there is no node type ${compareType}` }
  const own = registry.get(graph.nodes[id].type)
  if (!own) return { refused: `${id} is of a type that is not known here` }
  if (Object.keys(own.outputs).length === 0) {
    return { refused: `${own.title} only takes data: choose a node before it` }
  }
  if (Object.keys(own.inputs).length === 0) {
    return { refused: `${own.title} is a source: chains are compared on the same data` }
  }
  const placed = context.placed(graph)
  const chain = chainFrom(placed, id, context)
  return chain
    ? { chain, placed }
    : { refused: `no rate comes of ${id} yet: lead its chain to a rate first` }
}

interface Copied {
  readonly graph: Graph
  /** Each node of the chain, and its copy. */
  readonly names: ReadonlyMap<string, string>
  readonly end: End
}

function copyChain(
  graph: Graph,
  id: string,
  type: NodeType | undefined,
  chain: Chain,
  context: Context,
): Copied | Refused {
  const { registry } = context
  const isSame = type === undefined || type.id === graph.nodes[id].type
  const taken = takenNames(graph)
  const names = new Map<string, string>()
  for (const member of [...chain.nodes].sort()) {
    const name = freshName(member === id && !isSame ? type.id : member, taken)
    taken.add(name)
    names.set(member, name)
  }
  const other = names.get(id)!
  let edited = graph
  for (const member of chain.nodes) {
    const copy = member === id ? standIn(graph.nodes[id], type, context) : graph.nodes[member]
    edited = withNode(edited, names.get(member)!, copy)
  }
  const renamed = ({ node, port }: End): End => ({ node: names.get(node) ?? node, port })
  const before: Link[] = []
  const after: Link[] = []
  for (const { from, to } of [...graph.links].sort(byName)) {
    if (!chain.nodes.has(to.node)) continue
    const link = { from: renamed(from), to: renamed(to) }
    if (isSame || (from.node !== id && to.node !== id)) edited = withLink(edited, link, registry)
    else if (to.node === id) before.push(link)
    else after.push(link)
  }
  const end = renamed(chain.end)
  if (isSame) return { graph: edited, names, end }

  for (const { from, to } of before) {
    const link = joinInput(edited, from, other, to.port, type, context)
    if (link) edited = withLink(edited, link, registry)
  }
  for (const { from, to } of after) {
    const port = giveTo(edited, id, other, from.port, to, context)
    if (port === undefined) {
      return { refused: `${type.title} gives nothing that ${to.node}.${to.port} takes` }
    }
    edited = withLink(edited, { from: { node: other, port }, to }, registry)
  }
  if (chain.end.node !== id) return { graph: edited, names, end }
  const port = rateOf(edited, id, other, chain.end.port, context)
  if (port === undefined) return { refused: `${type.title} gives no rate that could be compared` }
  return { graph: edited, names, end: { node: other, port } }
}

/** The node that stands in: bypassed, the same again, or of another type with the settings they share. */
function standIn(node: GraphNode, type: NodeType | undefined, { registry }: Context): GraphNode {
  if (!type) return { ...node, off: 'bypass' }
  if (type.id === node.type) return node
  const fresh = newNode(registry, type.id)!
  const own = registry.get(node.type)!
  const values = resolveNode('', node, registry).params
  const kept = Object.entries(type.params).flatMap(([name, param]) => {
    const same = Object.hasOwn(own.params, name) ? own.params[name] : undefined
    const unit = (one: typeof param | undefined) => (one && 'unit' in one ? one.unit : undefined)
    // a band of rates means the same everywhere; plain numbers of one name may not
    const isShared = same?.kind === param.kind && unit(same) !== undefined
    if (!isShared || unit(same) !== unit(param) || refuseValue(param, values[name])) return []
    return [[name, values[name]] as const]
  })
  return { ...fresh, params: { ...fresh.params, ...Object.fromEntries(kept) } }
}

/** To the input of the same name if it takes the signal, else to the first free one that does. */
function joinInput(
  graph: Graph,
  from: End,
  to: string,
  wanted: string,
  type: NodeType,
  context: Context,
): Link | undefined {
  const wiring = wiringOf(graph, context)
  const used = new Set(graph.links.flatMap((link) => (link.to.node === to ? [link.to.port] : [])))
  return wantedFirst(Object.keys(type.inputs), wanted)
    .filter((port) => !used.has(port) || type.inputs[port].kind === 'many')
    .map((port): Link => ({ from, to: { node: to, port } }))
    .find((link) => !refuseLink(link, wiring))
}

/** The output that stands for `wanted` of the original: of its name, else of the same kind, else any. */
function giveTo(
  graph: Graph,
  original: string,
  node: string,
  wanted: string,
  to: End,
  context: Context,
): string | undefined {
  const wiring = wiringOf(graph, context)
  const was = offerOf({ node: original, port: wanted }, wiring)
  const names = Object.keys(context.registry.get(graph.nodes[node].type)?.outputs ?? {})
  const isAlike = (port: string) => {
    const offer = offerOf({ node, port }, wiring)
    if (!was || !offer || !isSignal(was) || !isSignal(offer) || was.dtype !== offer.dtype) {
      return false
    }
    return was.axes.map(({ name }) => name).join() === offer.axes.map(({ name }) => name).join()
  }
  return wantedFirst(
    [...names].sort((a, b) => Number(isAlike(b)) - Number(isAlike(a))),
    wanted,
  ).find((port) => {
    const from = { node, port }
    return offerOf(from, wiring) && !refuseLink({ from, to }, wiring)
  })
}

/** The output that a compare-rates node takes. */
function rateOf(
  graph: Graph,
  original: string,
  node: string,
  wanted: string,
  context: Context,
): string | undefined {
  const id = freshName(compareType, takenNames(graph))
  const judged = withNode(graph, id, newNode(context.registry, compareType)!)
  return giveTo(judged, original, node, wanted, { node: id, port: candidatesPort }, context)
}

function wantedFirst(names: readonly string[], wanted: string): readonly string[] {
  return names.includes(wanted) ? [wanted, ...names.filter((name) => name !== wanted)] : names
}

function joinJudge(graph: Graph, chain: Chain, end: End, context: Context) {
  const { registry } = context
  const free = Object.keys(graph.nodes)
    .sort()
    .find((id) => graph.nodes[id].type === compareType && !isFed(graph, id))
  const judge = chain.judge ?? free ?? freshName('compare', takenNames(graph))
  const isNew = !hasNode(graph, judge)
  let edited = isNew ? withNode(graph, judge, newNode(registry, compareType)!) : graph
  for (const from of [chain.end, end]) {
    const link: Link = { from, to: { node: judge, port: candidatesPort } }
    if (!hasLink(edited, link)) edited = withLink(edited, link, registry)
  }
  if (chain.judge === undefined) edited = wireTruth(edited, judge, chain, context)
  if (isNew) edited = placeJudge(edited, judge, [chain.end, end], context)
  return { graph: edited, judge }
}

function isFed(graph: Graph, judge: string): boolean {
  return graph.links.some(({ to }) => to.node === judge && to.port === candidatesPort)
}

function newError(
  before: Graph,
  after: Graph,
  context: Context,
  matters: (problem: Problem) => boolean,
): Problem | undefined {
  const known = new Set(context.plan(before).problems.map(({ message }) => message))
  return context
    .plan(after)
    .problems.find(
      (problem) => problem.severity === 'error' && matters(problem) && !known.has(problem.message),
    )
}

function byName(a: Link, b: Link): number {
  return formatLink(a) < formatLink(b) ? -1 : 1
}
