/** A node as it stands in a file, made whole by its type: migrated, defaults filled in, checked. */
import type { Graph, GraphNode } from './file.ts'
import { type Json, NumberText } from './json.ts'
import type { NodeType, Registry } from './node.ts'
import { type ParamValue, refuseValue } from './param.ts'
import { type Problem, suggest } from './problem.ts'

export interface ResolvedNode {
  /** Absent for an unknown type. */
  readonly type?: NodeType
  /** Every parameter; those that are refused stand at their default. */
  readonly params: Readonly<Record<string, ParamValue>>
  readonly problems: readonly Problem[]
}

/** Looks up the node's type, migrates and checks its parameters. */
export function resolveNode(id: string, node: GraphNode, registry: Registry): ResolvedNode {
  const problems: Problem[] = []
  const say = (severity: Problem['severity'], message: string, param?: string) =>
    problems.push({ severity, node: id, ...(param ? { param } : {}), message })

  const type = registry.get(node.type)
  if (!type) {
    say(
      'error',
      `there is no node type "${node.type}"${suggest(node.type, registry.keys())}; it is kept as it was. "chirpflow nodes" lists them all`,
    )
    return { params: {}, problems }
  }
  if (node.version > type.version) {
    say(
      'error',
      `${type.id}@${node.version} was written by a newer chirpflow, this one knows ${type.id}@${type.version}; the node is kept as it was`,
    )
    return { params: {}, problems }
  }
  let given: Readonly<Record<string, unknown>> = node.params
  if (node.version < type.version) {
    if (!type.migrate) {
      say(
        'error',
        `${type.id}@${node.version} can no longer be read, only @${type.version}: put a new node in its place`,
      )
      return { params: {}, problems }
    }
    given = type.migrate({ ...plainParams(node.params) }, node.version)
    say('note', `brought from ${type.id}@${node.version} to @${type.version}`)
  }

  const params: Record<string, ParamValue> = {}
  for (const [name, param] of Object.entries(type.params)) {
    const value = Object.hasOwn(given, name) ? plain(given[name]) : param.default
    const reason = refuseValue(param, value)
    if (reason) say('error', reason, name)
    params[name] = reason ? param.default : (value as ParamValue)
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(type.params, name)) continue
    const names = Object.keys(type.params)
    const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'
    say('error', `${type.id} has no parameter "${name}"${suggest(name, names)}; ${has}`, name)
  }
  return { type, params, problems }
}

function plain(value: unknown): unknown {
  return value instanceof NumberText ? Number(value.text) : value
}

function plainParams(params: Readonly<Record<string, Json>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plain(value)]))
}

/**
 * The graph with every parameter of its known nodes written out and brought to today's version.
 * Unknown nodes, values that are refused, and older nodes with such values stay as they are.
 */
export function completeGraph(graph: Graph, registry: Registry): Graph {
  const nodes: Record<string, GraphNode> = {}
  for (const [id, node] of Object.entries(graph.nodes)) {
    const { type, params, problems } = resolveNode(id, node, registry)
    const refused = problems.filter((problem) => problem.severity === 'error')
    if (!type || (node.version < type.version && refused.length > 0)) {
      nodes[id] = node
      continue
    }
    const asTheyWere = refused.flatMap(({ param }) =>
      param !== undefined && Object.hasOwn(node.params, param) ? [[param, node.params[param]]] : [],
    )
    const whole = { ...params, ...Object.fromEntries(asTheyWere) }
    nodes[id] = { ...node, version: type.version, params: whole }
  }
  return { ...graph, nodes }
}

/** The graph with one parameter set. */
export function withParam(graph: Graph, id: string, name: string, value: ParamValue): Graph {
  const node = graph.nodes[id]
  const changed = { ...node, params: { ...node.params, [name]: value } }
  return { ...graph, nodes: { ...graph.nodes, [id]: changed } }
}
