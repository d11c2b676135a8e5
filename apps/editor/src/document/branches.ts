/** Alternative chains of a graph: derived from the wires into its compare-rates nodes, never stored. */
import {
  type End,
  type Graph,
  type GraphNode,
  type Param,
  type Registry,
  resolveNode,
  upstreamOf,
  wireName,
} from '@chirpflow/graph'

export const compareType = 'compare-rates'
/** The input of a compare-rates node that takes the chains. */
export const candidatesPort = 'candidates'

export interface Branch {
  /** A, B, C from top to bottom. */
  readonly letter: string
  /** The output that is compared. */
  readonly source: End
  /** The same as "node.port". */
  readonly wire: string
  /** Nodes that no other branch runs through, in order of flow. */
  readonly nodes: readonly string[]
  /** What differs: titles of the node types; no two branches of a comparison have one name. */
  readonly name: string
}

export interface Comparison {
  /** Id of the compare-rates node. */
  readonly node: string
  readonly branches: readonly Branch[]
  /** Nodes that all branches run through. */
  readonly shared: readonly string[]
}

/** Every compare-rates node that has candidates, by id. Branches are lettered by where they stand. */
export function comparisonsOf(placed: Graph, registry: Registry): readonly Comparison[] {
  return Object.keys(placed.nodes)
    .filter((id) => placed.nodes[id].type === compareType)
    .sort()
    .flatMap((node) => {
      const sources = placed.links
        .filter(({ from, to }) => {
          const isCandidate = to.node === node && to.port === candidatesPort
          return isCandidate && Object.hasOwn(placed.nodes, from.node)
        })
        .map(({ from }) => from)
      return sources.length > 0 ? [comparisonOf(placed, node, sources, registry)] : []
    })
}

export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`
}

function comparisonOf(
  graph: Graph,
  node: string,
  sources: readonly End[],
  registry: Registry,
): Comparison {
  const ups = sources.map((source) => upstreamOf(graph, source.node))
  const count = new Map<string, number>()
  for (const up of ups) for (const id of up) count.set(id, (count.get(id) ?? 0) + 1)
  const depth = (id: string) => upstreamOf(graph, id).size
  const inFlow = (ids: Iterable<string>) =>
    [...ids]
      .filter((id) => Object.hasOwn(graph.nodes, id))
      .map((id) => ({ id, depth: depth(id) }))
      .sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)
  const rows = sources
    .map((source, at) => {
      // one chain alone has parted from nothing
      const own = sources.length > 1 ? [...ups[at]].filter((id) => count.get(id) === 1) : []
      const nodes = inFlow(own)
      return { source, wire: wireName(source), nodes, at: placeOf(graph, nodes[0] ?? source.node) }
    })
    .sort((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0] || (a.wire < b.wire ? -1 : 1))
  const names = nameBranches(
    rows.map(({ nodes }) => nodes),
    rows.map(({ wire }) => wire),
    graph,
    registry,
  )
  const shared = [...count].flatMap(([id, times]) => (times === sources.length ? [id] : []))
  return {
    node,
    branches: rows.map(({ source, wire, nodes }, at) => ({
      letter: letterOf(at),
      source,
      wire,
      nodes,
      name: names[at],
    })),
    shared: sources.length > 1 ? inFlow(shared) : [],
  }
}

function placeOf({ view }: Graph, id: string): readonly [number, number] {
  return Object.hasOwn(view, id) ? view[id] : [0, 0]
}

/** By the types that only some have; of one type, by the parameters that differ. */
function nameBranches(
  branches: readonly (readonly string[])[],
  wires: readonly string[],
  graph: Graph,
  registry: Registry,
): readonly string[] {
  const titles = branches.map((nodes) => nodes.map((id) => titleOf(graph.nodes[id], registry)))
  const differing = titles.map((own) => withoutCommon(own, titles))
  const named = differing.map((own) => {
    if (own.length > 0) return own.join(', ')
    const others = [...new Set(differing.flat())]
    return others.length > 0 ? `Without ${others.join(', ')}` : ''
  })
  return named.map((name, at) => {
    const alike = named.flatMap((other, index) => (other === name ? [index] : []))
    if (alike.length === 1 && name !== '') return name
    const settings = settingsApart(branches, alike, at, graph, registry)
    const words = [name, settings].filter(Boolean).join(', ')
    const others = alike.filter((other) => other !== at)
    const isApart = others.every(
      (other) => settingsApart(branches, alike, other, graph, registry) !== settings,
    )
    if (words !== '' && isApart) return words
    return `${words || (titles[at][0] ?? 'Chain')} (${branches[at][0] ?? wires[at]})`
  })
}

function titleOf({ type, off }: GraphNode, registry: Registry): string {
  const title = registry.get(type)?.title ?? type
  return off === 'bypass' ? `Without ${title}` : title
}

/** The list less one of each that the other has. */
function without(own: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other]
  return own.filter((title) => {
    const at = left.indexOf(title)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The list less what all lists have. */
function withoutCommon(own: readonly string[], all: readonly (readonly string[])[]) {
  const common = all.reduce((left, other) => without(left, without(left, other)))
  return without(own, common)
}

/** Of branches of the same types: "Band from 42 /min", where it is not the same in all of them. */
function settingsApart(
  branches: readonly (readonly string[])[],
  alike: readonly number[],
  at: number,
  graph: Graph,
  registry: Registry,
): string {
  const parts: string[] = []
  for (const [place, id] of branches[at].entries()) {
    const type = registry.get(graph.nodes[id].type)
    const peers = alike.flatMap((other) => branches[other][place] ?? [])
    if (!type || peers.some((peer) => graph.nodes[peer].type !== type.id)) continue
    const own = resolveNode(id, graph.nodes[id], registry).params
    const others = peers.map((peer) => resolveNode(peer, graph.nodes[peer], registry).params)
    for (const [name, param] of Object.entries(type.params)) {
      const text = JSON.stringify(own[name])
      if (others.every((params) => JSON.stringify(params[name]) === text)) continue
      parts.push(`${param.label} ${showValue(own[name], param)}`)
    }
  }
  return parts.slice(0, 2).join(', ')
}

function showValue(value: unknown, param: Param): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const unit = 'unit' in param ? param.unit : undefined
  if (typeof value !== 'number' || unit === undefined || unit === '1') return String(value)
  if (unit === 'Hz' && Math.abs(value) < 10) return `${Number((60 * value).toPrecision(4))} /min`
  return `${Number(value.toPrecision(4))} ${unit}`
}
