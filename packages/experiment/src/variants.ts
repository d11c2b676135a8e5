/** Every way in which an experiment's graph is tried: alternatives times grid. */
import type { Graph, Json, Problem } from '@chirpflow/graph'
import type { Alternative, Experiment, Grid, Settings } from './types.ts'
import { plainValue, splitField } from './values.ts'

/** More is a mistake in a list, not a wish. */
const mostVariants = 1000

export interface Variant {
  /** Name of the alternative; absent where the file has none. */
  readonly alternative?: string
  readonly change: Alternative
  /** One value for each field of the grid that holds here. */
  readonly settings: Settings
}

const unchanged: Alternative = { swap: {}, set: {}, grid: {}, extra: {} }

/**
 * The variants in the order of the file, the last field of the grid fastest. A field of the common
 * grid does not multiply an alternative in which another type stands in that node's place.
 */
export function listVariants(
  { alternatives, grid }: Experiment,
  graph: Graph,
): { readonly variants: readonly Variant[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const names = Object.keys(alternatives)
  const variants = (names.length === 0 ? [undefined] : names).flatMap((name): Variant[] => {
    const change = name === undefined ? unchanged : alternatives[name]
    const common = Object.entries(grid).filter(([field]) => {
      const node = splitField(field)?.node
      return node === undefined || !Object.hasOwn(change.swap, node)
    })
    const own: Grid = { ...Object.fromEntries(common), ...change.grid }
    for (const field of Object.keys(own)) {
      if (!Object.hasOwn(change.set, field)) continue
      const message = `alternative "${name}" sets ${field}, which the grid varies: leave it out of one of the two`
      problems.push({ severity: 'error', message })
    }
    return productOf(own).map((settings) => ({
      ...(name === undefined ? {} : { alternative: name }),
      change,
      settings,
    }))
  })
  if (variants.length > mostVariants) {
    const message = `alternatives and grid make ${variants.length} chains, more than ${mostVariants}; shorten a list`
    return { variants: [], problems: [{ severity: 'error', message }] }
  }
  for (const field of Object.keys(grid)) {
    const node = splitField(field)?.node
    if (node !== undefined && Object.hasOwn(graph.nodes, node)) continue
    const message = `"grid": ${field}: name a parameter of a node of the graph, as "node.param"`
    problems.push({ severity: 'error', message })
  }
  return { variants, problems }
}

function productOf(grid: Grid): readonly Settings[] {
  let points: Record<string, Json>[] = [{}]
  for (const [field, values] of Object.entries(grid)) {
    if (points.length * values.length > mostVariants + 1) {
      // Enough to be refused; no need to list them all.
      return Array.from({ length: points.length * values.length }, () => ({}))
    }
    points = points.flatMap((point) =>
      values.map((value) => ({ ...point, [field]: plainValue(value) })),
    )
  }
  return points
}
