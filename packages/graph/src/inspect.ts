/** What sources find in their files before anything is planned. */
import type { Graph } from './file.ts'
import { type Host, HostError } from './host.ts'
import type { Registry } from './node.ts'
import { hasErrors, type Problem } from './problem.ts'
import { resolveNode } from './resolve.ts'

export type Inspection =
  | { readonly state: 'found'; readonly found: unknown }
  | { readonly state: 'refused'; readonly problem: Problem }

export type Inspections = ReadonlyMap<string, Inspection>

/** Asks every node that has something to look at. A person's mistake becomes a problem of its node. */
export async function inspectGraph(
  graph: Graph,
  registry: Registry,
  host: Host,
): Promise<Inspections> {
  const inspections = new Map<string, Inspection>()
  for (const [id, node] of Object.entries(graph.nodes)) {
    if (node.off === true) continue
    const { type, params, problems } = resolveNode(id, node, registry)
    if (!type?.inspect || hasErrors(problems)) continue
    try {
      inspections.set(id, { state: 'found', found: await type.inspect(params, host) })
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      const problem: Problem = {
        severity: 'error',
        node: id,
        ...(error.param ? { param: error.param } : {}),
        message: error.message,
      }
      inspections.set(id, { state: 'refused', problem })
    }
  }
  return inspections
}
