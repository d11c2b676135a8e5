/** What a node says about its parameters, in the names and units of the form. */
import type { Graph, Params, Problem, Registry } from '@chirpflow/graph'
import { unitOf } from './units.ts'
import { showParamValue } from './words.ts'

/** A problem as the form would say it. */
export function tellProblem(problem: Problem, graph: Graph, registry: Registry): Problem {
  const type = graph.nodes[problem.node ?? '']?.type
  const params = type === undefined ? undefined : registry.get(type)?.params
  return params ? { ...problem, message: inFormWords(problem, params) } : problem
}

/** "must be below “Band to”, 30 /min" for "must be below high, 0.5 Hz". */
export function inFormWords({ message, param }: Problem, params: Params): string {
  const named = message.replace(
    /\b([a-z]\w*), (-?[\d.]+(?:e-?\d+)?)(?: (?:Hz|m|s))?(?![\w.])/g,
    (whole, name: string, value: string) => {
      const known = Object.hasOwn(params, name) ? params[name] : undefined
      return known ? `“${known.label}”, ${showParamValue(known, Number(value))}` : whole
    },
  )
  const field = param === undefined ? undefined : params[param]
  if (field?.kind !== 'number' || unitOf(field, field.default) !== '/min') return named
  return named.replace(
    /(-?[\d.]+(?:e-?\d+)?) Hz\b/g,
    (_, hertz: string) => `${Number((60 * Number(hertz)).toPrecision(12))} /min`,
  )
}
