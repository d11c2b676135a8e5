/** The graph of one variant: nodes swapped, values set, planned. */
import {
  type End,
  type Graph,
  hasErrors,
  type Inspections,
  type Plan,
  type Problem,
  planGraph,
  type Registry,
  wireName,
} from '@chirpflow/graph'
import { candidatePort, feedsOf } from './judge-node.ts'
import { feedersOf, subgraphOf } from './merge.ts'
import { swapNode } from './swap.ts'
import type { Settings } from './types.ts'
import { type Place, plainValue, setField, splitField } from './values.ts'
import type { Variant } from './variants.ts'

export interface VariantOptions {
  /** Id of the node that judges. */
  readonly judge: string
  readonly registry: Registry
  readonly place: Place
  readonly inspect: (graph: Graph) => Promise<Inspections>
}

/** Without an error among the problems, the plan has the node that judges with all its candidates. */
export async function makeVariant(
  base: Graph,
  basePlan: Plan,
  variant: Variant,
  { registry, place, inspect, judge }: VariantOptions,
): Promise<{ graph: Graph; plan: Plan; problems: readonly Problem[] }> {
  let graph = base
  let plan = basePlan
  const problems: Problem[] = []
  for (const [at, [id, swap]] of Object.entries(variant.change.swap).entries()) {
    // the plan of the last swap is the final one below
    if (at > 0) plan = planGraph(graph, registry, await inspect(graph))
    const swapped = swapNode({ graph, registry, plan }, id, swap)
    problems.push(...swapped.problems)
    graph = swapped.graph
  }
  const values = [
    ...Object.entries(variant.change.set).map((entry) => [...entry, '"set"'] as const),
    ...Object.entries(variant.settings).map((entry) => [...entry, '"grid"'] as const),
  ]
  for (const [field, value, where] of values) {
    const made = setField(graph, field, value, { registry, place, where })
    if ('message' in made) problems.push(made)
    else graph = made
  }
  if (hasErrors(problems)) return { graph, plan, problems }
  // What else the graph has need not run.
  graph = subgraphOf(graph, [judge])
  const final = planGraph(graph, registry, await inspect(graph))
  problems.push(...final.problems.filter(({ severity }) => severity === 'error'))
  const waiting = final.waits.get(judge)
  if (!hasErrors(problems) && !final.nodes.some(({ id }) => id === judge)) {
    const message = `cannot run, because ${waiting ?? 'a node before it'} is off or skipped`
    problems.push({ severity: 'error', node: judge, message })
  }
  const planned = final.nodes.find(({ id }) => id === judge)?.inputs.get(candidatePort)?.length ?? 0
  const drawn = feedsOf(graph, judge, candidatePort).length
  if (!hasErrors(problems) && planned < drawn) {
    const message = `${drawn - planned} of ${drawn} candidates give nothing, because a node before them is off: turn it on or take the wire away`
    problems.push({ severity: 'error', node: judge, message })
  }
  return { graph, plan: final, problems }
}

/** Those values of the grid that stand at the output's node or before it. */
export function settingsFor(plan: Plan, end: End, { settings }: Variant): Settings {
  const real = plan.bypassed.get(wireName(end)) ?? end
  const before = feedersOf(plan, real.node)
  const own = Object.entries(settings).filter(([field]) => before.has(splitField(field)!.node))
  return Object.fromEntries(own.map(([field, value]) => [field, plainValue(value)]))
}

/** The problem with the variant's name before it. */
export function inVariant({ alternative, settings }: Variant, problem: Problem): Problem {
  const values = Object.entries(settings).map(([field, value]) => `${field} ${String(value)}`)
  const parts = [...(alternative === undefined ? [] : [`alternative "${alternative}"`]), ...values]
  return parts.length === 0
    ? problem
    : { ...problem, message: `${parts.join(', ')}: ${problem.message}` }
}
