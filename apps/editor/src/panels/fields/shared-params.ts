/** Parameters that several nodes have in common, and how their values stand. */
import {
  type Graph,
  type NumberParam,
  type Param,
  type ParamValue,
  type Registry,
  resolveNode,
} from '@chirpflow/graph'

export interface SharedParam {
  readonly name: string
  /** With the limits that all of them keep. */
  readonly param: Param
  readonly nodes: readonly string[]
  /** Of each node; one that the file has wrong stands at its default. */
  readonly values: readonly ParamValue[]
  /** Whether they are all the same. */
  readonly same: boolean
  /** Whether any of them is not at its default. */
  readonly changed: boolean
}

/** In the order of the first node's type; empty where a type is unknown or nothing is shared. */
export function sharedParams(
  graph: Graph,
  nodes: readonly string[],
  registry: Registry,
): readonly SharedParam[] {
  const resolved = nodes
    .filter((id) => Object.hasOwn(graph.nodes, id))
    .map((id) => ({ id, ...resolveNode(id, graph.nodes[id], registry) }))
  const [first, ...others] = resolved
  if (!first?.type) return []
  return Object.entries(first.type.params).flatMap(([name, own]): readonly SharedParam[] => {
    let param: Param | undefined = own
    for (const { type } of others) {
      const other: Param | undefined =
        type && Object.hasOwn(type.params, name) ? type.params[name] : undefined
      param = param && other && common(param, other)
    }
    if (!param) return []
    const values = resolved.map(({ params }) => params[name])
    return [
      {
        name,
        param,
        nodes: resolved.map(({ id }) => id),
        values,
        same: values.every((value) => Object.is(value, values[0])),
        changed: resolved.some(({ type, params }) => params[name] !== type?.params[name].default),
      },
    ]
  })
}

/** What both take; undefined where a value of one is none of the other. */
function common(a: Param, b: Param): Param | undefined {
  if (a.kind === 'choice' && b.kind === 'choice') {
    const options = a.options.filter((option) => b.options.includes(option))
    return options.length > 0 ? { ...a, options } : undefined
  }
  if (isNumber(a) && isNumber(b)) {
    if (a.kind !== b.kind || (a.unit ?? '1') !== (b.unit ?? '1')) return undefined
    const min = limit(Math.max, a.min, b.min)
    const max = limit(Math.min, a.max, b.max)
    if (min !== undefined && max !== undefined && min > max) return undefined
    const { min: _, max: __, ...rest } = a
    return {
      ...rest,
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    }
  }
  if (a.kind === 'file' || a.kind !== b.kind) return undefined
  return a
}

function isNumber(param: Param): param is NumberParam {
  return param.kind === 'number' || param.kind === 'integer'
}

function limit(
  pick: (a: number, b: number) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  if (a === undefined) return b
  return b === undefined ? a : pick(a, b)
}
