/** The compare-rates node that judges: the graph's own, or one made of what the experiment says. */
import {
  type End,
  type Graph,
  type Link,
  type Problem,
  type Registry,
  suggest,
} from '@chirpflow/graph'
import type { Experiment } from './types.ts'
import { plainMembers } from './values.ts'

export const judgeType = 'compare-rates'
/** The input of the node that takes any number of wires. */
export const candidatePort = 'candidates'
/** Takes what candidates state as their confidence. */
export const confidencePort = 'confidences'
/** Inputs that all chains of a recording share. */
export const truthPorts = ['reference', 'breathing', 'bound'] as const
export type TruthPort = (typeof truthPorts)[number]

export interface Judged {
  readonly graph: Graph
  /** Id of the node that judges; absent where a problem says why there is none. */
  readonly judge?: string
  readonly problems: readonly Problem[]
}

/** The graph with a node that judges: what the experiment says comes before what the graph has. */
export function withJudge(graph: Graph, experiment: Experiment, registry: Registry): Judged {
  const { judge } = experiment
  const own = Object.keys(graph.nodes).filter((id) => graph.nodes[id].type === judgeType)
  const fail = (message: string): Judged => ({
    graph,
    problems: [{ severity: 'error', message }],
  })
  if (!judge) {
    if (own.length === 1) return { graph, judge: own[0], problems: [] }
    return fail(
      own.length === 0
        ? `nothing says what is compared: add a ${judgeType} node to the graph, or "judge" to an experiment`
        : `the graph has ${own.length} ${judgeType} nodes, ${own.sort().join(', ')}; keep one, or say "judge" in an experiment`,
    )
  }
  const type = registry.get(judgeType)
  if (!type) return fail(`there is no node type ${judgeType}`)
  const problems: Problem[] = []
  let id: string = judgeType
  for (let number = 2; Object.hasOwn(graph.nodes, id); number++) id = `${judgeType}-${number}`
  const links: Link[] = []
  const join = (wire: string | undefined, port: string, member: string) => {
    if (wire === undefined) return
    const from = endOf(wire, graph, registry)
    if ('message' in from) {
      problems.push({ severity: 'error', message: `"judge": ${member}: ${from.message}` })
    } else links.push({ from, to: { node: id, port } })
  }
  for (const wire of judge.candidates) join(wire, candidatePort, 'candidate')
  for (const port of truthPorts) join(judge[port], port, port)
  const node = {
    type: judgeType,
    version: type.version,
    params: plainMembers(judge.params),
    extra: {},
  }
  const without = { ...graph, nodes: { ...graph.nodes, [id]: node } }
  return { graph: { ...without, links: [...graph.links, ...links] }, judge: id, problems }
}

/** An output by "node.port", or why there is none. */
export function endOf(
  wire: string,
  graph: Graph,
  registry: Registry,
): End | { readonly message: string } {
  const [node, port, more] = wire.split('.')
  if (!port || more !== undefined) {
    return { message: `an output is named "node.port", not "${wire}"` }
  }
  if (!Object.hasOwn(graph.nodes, node)) {
    const ids = Object.keys(graph.nodes).sort()
    return {
      message: `the graph has no node "${node}"${suggest(node, ids)}; its nodes are ${ids.join(', ')}`,
    }
  }
  const type = registry.get(graph.nodes[node].type)
  if (type && !Object.hasOwn(type.outputs, port)) {
    const names = Object.keys(type.outputs)
    return {
      message: `${node} (${type.id}) has no output "${port}"${suggest(port, names)}; it has ${names.join(', ')}`,
    }
  }
  return { node, port }
}

/** Where the wires come from that end at this input, in the order of the graph's links. */
export function feedsOf(graph: Graph, node: string, port: string): readonly End[] {
  return graph.links
    .filter(({ to }) => to.node === node && to.port === port)
    .map(({ from }) => from)
}
