/** --set node.param=value: what is written there, into the graph. */
import { resolve } from 'node:path'
import {
  type Graph,
  type ParamValue,
  type Problem,
  type Registry,
  readValue,
  refuseValue,
  suggest,
  withParam,
} from '@chirpflow/graph'

export interface Settled {
  readonly graph: Graph
  readonly problems: readonly Problem[]
}

/**
 * The graph with each setting made, a later one over an earlier one. File parameters become absolute,
 * read from `folder`. Every setting that cannot be made is a problem.
 */
export function applySettings(
  graph: Graph,
  settings: readonly string[],
  registry: Registry,
  folder: string,
): Settled {
  const problems: Problem[] = []
  for (const setting of settings) {
    const made = applySetting(graph, setting, registry, folder)
    if ('message' in made) problems.push(made)
    else graph = made
  }
  return { graph, problems }
}

function applySetting(
  graph: Graph,
  setting: string,
  registry: Registry,
  folder: string,
): Graph | Problem {
  const fail = (message: string, at: Partial<Problem> = {}): Problem => ({
    severity: 'error',
    ...at,
    message: `--set ${setting}: ${message}`,
  })
  const match = /^([^.=]+)\.([^.=]+)=(.*)$/s.exec(setting)
  if (!match) return fail('it reads node.param=value, for example --set heart.low=0.8')
  const [, id, name, typed] = match
  if (!Object.hasOwn(graph.nodes, id)) {
    const ids = Object.keys(graph.nodes)
    const has = ids.length > 0 ? `its nodes are ${ids.sort().join(', ')}` : 'it has no nodes'
    return fail(`the graph has no node "${id}"${suggest(id, ids)}; ${has}`)
  }
  const type = registry.get(graph.nodes[id].type)
  if (!type)
    return fail(`the type of this node, ${graph.nodes[id].type}, is not known`, { node: id })
  if (!Object.hasOwn(type.params, name)) {
    const names = Object.keys(type.params)
    const has = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'
    return fail(`${type.id} has no parameter "${name}"${suggest(name, names)}; ${has}`, {
      node: id,
    })
  }
  const param = type.params[name]
  const value = readValue(param, typed)
  // What is no number is shown as it was typed.
  const reason = refuseValue(param, Number.isNaN(value) ? typed : value)
  if (reason) return fail(reason, { node: id, param: name })
  const isPath = param.kind === 'file' && value !== ''
  const settled: ParamValue = isPath ? resolve(folder, String(value)) : value
  return withParam(graph, id, name, settled)
}
