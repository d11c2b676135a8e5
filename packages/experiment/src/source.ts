/** Puts a recording, a radar or a seed in the place of a graph's one radar source, keeping its id and links. */
import {
  type Graph,
  type GraphNode,
  type Link,
  type NodeType,
  type ParamValue,
  type Problem,
  type Registry,
  resolveNode,
  suggest,
  withParam,
} from '@chirpflow/graph'

/** The radar sources share this port; it tells them from sources of series and references. */
const radarPort = 'adc'
const fileType = 'recording'
const seedType = 'simulated-radar'
const liveType = 'dca1000'

export interface Replacement {
  /** As the graph's host reads it. */
  readonly file?: string
  readonly seed?: number
  /** Parameters of the radar that is looked at while it sends. */
  readonly radar?: Readonly<Record<string, ParamValue>>
  /** Which source, where there are several. */
  readonly source?: string
}

export interface Replaced {
  readonly graph: Graph
  readonly problems: readonly Problem[]
}

/** Ids of the nodes that give a radar's samples, sorted. */
export function radarSources(graph: Graph, registry: Registry): readonly string[] {
  return sourcesWith(graph, registry, ({ outputs }) => Object.hasOwn(outputs, radarPort))
}

function sourcesWith(
  graph: Graph,
  registry: Registry,
  wanted: (type: NodeType) => boolean,
): readonly string[] {
  return Object.keys(graph.nodes)
    .filter((id) => {
      const type = registry.get(graph.nodes[id].type)
      return type && Object.keys(type.inputs).length === 0 && wanted(type)
    })
    .sort()
}

/**
 * The graph with `file`, `radar` or `seed` in its radar source. A source of the right type keeps its
 * other parameters, another becomes one with the defaults and the configuration that the old one had,
 * if it takes such a file. Links of ports that it has no more are left out.
 */
export function replaceSource(
  graph: Graph,
  { file, seed, radar, source }: Replacement,
  registry: Registry,
): Replaced {
  const given = file ?? radar ?? seed
  if (given === undefined) return { graph, problems: [] }
  const fail = (message: string): Replaced => ({
    graph,
    problems: [{ severity: 'error', message }],
  })
  const radars = radarSources(graph, registry)
  // A simulated source of another kind draws by its seed as well.
  const seeded = ({ params }: NodeType) => Object.hasOwn(params, 'seed')
  const sources =
    radars.length > 0 || given !== seed ? radars : sourcesWith(graph, registry, seeded)
  const id = source ?? (sources.length === 1 ? sources[0] : undefined)
  if (id === undefined) {
    return fail(
      sources.length === 0
        ? 'the graph has no radar source that could be replaced; add one, such as recording'
        : `the graph has ${sources.length} radar sources, ${sources.join(', ')}; name one as the source`,
    )
  }
  if (!sources.includes(id)) {
    return fail(
      `${id} is no radar source${suggest(id, sources)}; there is ${sources.join(', ') || 'none'}`,
    )
  }
  const old = graph.nodes[id]
  const kept = radars.includes(id) ? seedType : old.type
  const name = file !== undefined ? fileType : radar ? liveType : kept
  const wanted = registry.get(name)
  if (!wanted) return fail(`there is no node type ${name}`)
  const node: GraphNode =
    old.type === wanted.id
      ? { ...old, version: wanted.version, params: resolveNode(id, old, registry).params }
      : { type: wanted.id, version: wanted.version, params: sharedParams(old, wanted), extra: {} }
  const hasPort = ({ from }: Link) => from.node !== id || Object.hasOwn(wanted.outputs, from.port)
  const replaced: Graph = {
    ...graph,
    nodes: { ...graph.nodes, [id]: node },
    links: graph.links.filter(hasPort),
  }
  const settings =
    file !== undefined ? { path: file } : (radar ?? (seed === undefined ? {} : { seed }))
  const made = Object.entries<ParamValue>(settings).reduce(
    (one, [param, value]) => withParam(one, id, param, value),
    replaced,
  )
  return { graph: made, problems: [] }
}

/** The configuration that the old source had, where the new one takes a file of that kind. */
function sharedParams(old: GraphNode, wanted: NodeType): GraphNode['params'] {
  const { config } = old.params
  const param = Object.hasOwn(wanted.params, 'config') ? wanted.params.config : undefined
  if (param?.kind !== 'file' || typeof config !== 'string') return {}
  return param.accepts.some((ending) => config.endsWith(ending)) ? { config } : {}
}
