/** The chain that an alternative is made of: from the node on to what is compared, shared nodes left out. */
import {
  downstreamOf,
  type End,
  type Graph,
  isSignal,
  type NodeType,
  offerOf,
  refuseOffer,
  resolveNode,
  upstreamOf,
  wireName,
} from '@chirpflow/graph'
import { candidatesPort, compareType, comparisonsOf } from './branches.ts'
import { type Context, wiringOf } from './context.ts'

export type Measured = 'heart' | 'breathing'

export interface Chain {
  /** The output that is compared. */
  readonly end: End
  /** The compare-rates node that it is compared by already. */
  readonly judge?: string
  /** The node and all that lies between it and the end, the end's node among them. */
  readonly nodes: ReadonlySet<string>
  readonly measures?: Measured
}

/**
 * The chain from a node on: to the first candidate of a compare-rates node that it feeds, else to the
 * rate that ends there, before its sink. undefined where nothing comes of the node that can be compared.
 */
export function chainFrom(placed: Graph, id: string, context: Context): Chain | undefined {
  const down = downstreamOf(placed, id)
  for (const { node, branches } of comparisonsOf(placed, context.registry)) {
    const branch = branches.find(({ source }) => down.has(source.node))
    if (branch) return chainTo(placed, down, branch.source, context, node)
  }
  const [end] = endsAmong(placed, down, context)
  return end && chainTo(placed, down, end, context)
}

function chainTo(
  graph: Graph,
  down: ReadonlySet<string>,
  end: End,
  context: Context,
  judge?: string,
): Chain {
  const nodes = new Set([...upstreamOf(graph, end.node)].filter((id) => down.has(id)))
  const measures = measuredBy(graph, end, context)
  return {
    end,
    nodes,
    ...(judge === undefined ? {} : { judge }),
    ...(measures ? { measures } : {}),
  }
}

/** Rates that only sinks take, if any does: those for a sink first, then heart before breathing. */
function endsAmong(graph: Graph, down: ReadonlySet<string>, context: Context): readonly End[] {
  const { registry } = context
  const port = registry.get(compareType)?.inputs[candidatesPort]
  const wiring = wiringOf(graph, context)
  if (!port) return []
  const isSink = (id: string) => {
    const type = Object.hasOwn(graph.nodes, id) ? registry.get(graph.nodes[id].type) : undefined
    return type !== undefined && Object.keys(type.outputs).length === 0
  }
  const ends = [...down].flatMap((node) => {
    const type = registry.get(graph.nodes[node]?.type ?? '')
    return Object.keys(type?.outputs ?? {}).flatMap((name) => {
      const end: End = { node, port: name }
      const offer = offerOf(end, wiring)
      const takers = graph.links.filter(({ from }) => from.node === node)
      const taken = takers.filter(({ from }) => from.port === name)
      const goesOn = takers.some(({ to }) => !isSink(to.node))
      // what a port may give besides rates is no reason to compare it
      const isRate = offer && !refuseOffer(port, offer) && (isSignal(offer) || offer.units)
      return isRate && !goesOn
        ? [{ end, sinks: taken.length, kind: rankOf(graph, end, context) }]
        : []
    })
  })
  return ends
    .sort(
      (a, b) =>
        Math.sign(b.sinks) - Math.sign(a.sinks) ||
        a.kind - b.kind ||
        (wireName(a.end) < wireName(b.end) ? -1 : 1),
    )
    .map(({ end }) => end)
}

/** Heart before breathing before what is neither. */
function rankOf(graph: Graph, end: End, context: Context): number {
  const ranks = { heart: 0, breathing: 1, unknown: 2 }
  return ranks[measuredBy(graph, end, context) ?? 'unknown']
}

/** Nobody breathes as fast as the slowest heart beats, Hz. */
const between = 0.65

/** What a chain measures: by the last node before its end that looks at a band of rates, else by names. */
function measuredBy(graph: Graph, end: End, { registry }: Context): Measured | undefined {
  const nearest = [...upstreamOf(graph, end.node)]
    .filter((id) => Object.hasOwn(graph.nodes, id))
    .map((id) => ({ id, depth: upstreamOf(graph, id).size }))
    .sort((a, b) => b.depth - a.depth || (a.id < b.id ? -1 : 1))
  for (const { id } of nearest) {
    const type = registry.get(graph.nodes[id].type)
    if (!type || !looksAtBand(type)) continue
    const { low, high } = resolveNode(id, graph.nodes[id], registry).params
    return Math.sqrt(Number(low) * Number(high)) < between ? 'breathing' : 'heart'
  }
  const sinks = graph.links.filter(({ from }) => from.node === end.node).map(({ to }) => to.node)
  const names = [wireName(end), ...sinks].join(' ')
  if (/breath|respir/i.test(names)) return 'breathing'
  return /heart|pulse/i.test(names) ? 'heart' : undefined
}

function looksAtBand({ params }: NodeType): boolean {
  return ['low', 'high'].every((name) => {
    const param = Object.hasOwn(params, name) ? params[name] : undefined
    return param?.kind === 'number' && param.unit === 'Hz'
  })
}
