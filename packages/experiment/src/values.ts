/** Values of a file as plain ones, and "node.param" as the two it names. */
import {
  type Graph,
  type Json,
  NumberText,
  type ParamValue,
  type Problem,
  type Registry,
  refuseValue,
  suggest,
  withParam,
} from '@chirpflow/graph'

/** A number that kept its text becomes that number. */
export function plainValue(value: Json): Json {
  return value instanceof NumberText ? Number(value.text) : value
}

export function plainMembers(members: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, plainValue(value)]),
  )
}

/** "node.param"; undefined where it is not of that form. */
export function splitField(field: string): { node: string; param: string } | undefined {
  const match = /^([^.]+)\.([^.]+)$/.exec(field)
  return match ? { node: match[1], param: match[2] } : undefined
}

/** How a path of the experiment file is written for the graph's host. */
export type Place = (path: string) => string

/** The graph with one parameter set, or why it cannot be. `where` begins the message. */
export function setField(
  graph: Graph,
  field: string,
  value: Json,
  { registry, place, where }: { registry: Registry; place: Place; where: string },
): Graph | Problem {
  const fail = (message: string, at: Partial<Problem> = {}): Problem => ({
    severity: 'error',
    ...at,
    message: `${where}: ${field}: ${message}`,
  })
  const split = splitField(field)
  if (!split) return fail('a parameter is named "node.param", for example "heart-peak.low"')
  const { node: id, param: name } = split
  if (!Object.hasOwn(graph.nodes, id)) {
    const ids = Object.keys(graph.nodes).sort()
    return fail(`the graph has no node "${id}"${suggest(id, ids)}; its nodes are ${ids.join(', ')}`)
  }
  const type = registry.get(graph.nodes[id].type)
  if (!type) return fail(`the type of this node, ${graph.nodes[id].type}, is not known`)
  const param = Object.hasOwn(type.params, name) ? type.params[name] : undefined
  if (!param) {
    const names = Object.keys(type.params)
    const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'
    return fail(`${type.id} has no parameter "${name}"${suggest(name, names)}; ${has}`)
  }
  const plain = plainValue(value)
  const reason = refuseValue(param, plain)
  if (reason) return fail(reason)
  const isPath = param.kind === 'file' && plain !== ''
  return withParam(graph, id, name, isPath ? place(String(plain)) : (plain as ParamValue))
}
