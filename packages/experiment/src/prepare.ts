/** An experiment's graph made ready for one recording. */
import { type Graph, type Problem, type Registry, wireName } from '@chirpflow/graph'
import { feedsOf } from './judge-node.ts'
import { replaceSource } from './source.ts'
import type { Subject } from './subjects.ts'
import { type Place, setField } from './values.ts'

export interface PrepareOptions {
  /** Id of the node that judges. */
  readonly judge: string
  /** Which of several radar sources is replaced. */
  readonly source?: string
  readonly registry: Registry
  readonly place: Place
}

/** The graph with the recording in its source's place, its reference, and its own values. */
export function prepare(
  whole: Graph,
  subject: Subject,
  { judge, source, registry, place }: PrepareOptions,
): { graph: Graph; problems: readonly Problem[] } {
  const { file, seed, reference, set } = subject
  const replaced = replaceSource(
    whole,
    {
      ...(file === undefined ? {} : { file: place(file) }),
      ...(seed === undefined ? {} : { seed }),
      source,
    },
    registry,
  )
  let { graph } = replaced
  const problems: Problem[] = [...replaced.problems]
  if (reference !== undefined)
    graph = withReference(graph, judge, place(reference), registry, problems)
  else if (feedsOf(graph, judge, 'reference').length === 0) {
    const lost = feedsOf(whole, judge, 'reference').map(wireName)
    const message =
      lost.length > 0
        ? `it has no ${lost.join()} to judge by: say "reference", a file of rates`
        : `nothing is connected to the reference of ${judge}: connect true rates, or say "reference"`
    problems.push({ severity: 'error', message })
  }
  for (const [field, value] of Object.entries(set)) {
    const made = setField(graph, field, value, { registry, place, where: '"set"' })
    if ('message' in made) problems.push(made)
    else graph = made
  }
  return { graph, problems }
}

const referenceType = 'reference-rate'

/** The file in the graph's own node for it, else in a new one in place of what gave the reference. */
function withReference(
  graph: Graph,
  judge: string,
  path: string,
  registry: Registry,
  problems: Problem[],
): Graph {
  const type = registry.get(referenceType)
  if (!type) {
    problems.push({ severity: 'error', message: `there is no node type ${referenceType}` })
    return graph
  }
  const [end] = feedsOf(graph, judge, 'reference')
  const isOwn = end && graph.nodes[end.node].type === referenceType
  let id = isOwn ? end.node : 'reference'
  if (!isOwn) {
    for (let number = 2; Object.hasOwn(graph.nodes, id); number++) id = `reference-${number}`
  }
  const before = isOwn ? graph.nodes[id].params : {}
  const node = {
    type: referenceType,
    version: type.version,
    params: { ...before, path },
    extra: {},
  }
  const to = { node: judge, port: 'reference' }
  const from = isOwn ? end : { node: id, port: Object.keys(type.outputs)[0] }
  const others = graph.links.filter((link) => wireName(link.to) !== wireName(to))
  return {
    ...graph,
    nodes: { ...graph.nodes, [id]: node },
    links: [...others, { from, to }],
  }
}
