/** Which files the graph names that the page has no hold of. */
import type { Graph, Registry } from '@chirpflow/graph'

/** "node.param" to the file's name. */
export function missingFiles(
  graph: Graph,
  registry: Registry,
  given: { has(name: string): boolean },
): Record<string, string> {
  const missing: Record<string, string> = {}
  for (const [id, node] of Object.entries(graph.nodes)) {
    for (const [name, param] of Object.entries(registry.get(node.type)?.params ?? {})) {
      const value = node.params[name]
      const isRead = param.kind === 'file' && !param.writes && node.off !== true
      if (isRead && typeof value === 'string' && value !== '' && !given.has(value)) {
        missing[`${id}.${name}`] = value
      }
    }
  }
  return missing
}
