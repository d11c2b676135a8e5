/** Looks into files and hashes them once, whatever the number of graphs that name them. */
import {
  type Graph,
  type Host,
  type Inspection,
  type Inspections,
  inspectGraph,
  type Registry,
} from '@chirpflow/graph'

/** Like inspectGraph, of nodes that have not been seen with these parameters. */
export function createInspector(registry: Registry, host: Host) {
  const known = new Map<string, Inspection>()
  return async (graph: Graph): Promise<Inspections> => {
    const keyOf = (id: string) => JSON.stringify([id, graph.nodes[id].type, graph.nodes[id].params])
    const ids = Object.keys(graph.nodes)
    const fresh = ids.filter((id) => !known.has(keyOf(id)))
    const nodes = Object.fromEntries(fresh.map((id) => [id, graph.nodes[id]]))
    const found = await inspectGraph({ ...graph, nodes }, registry, host)
    for (const [id, inspection] of found) known.set(keyOf(id), inspection)
    return new Map(
      ids.flatMap((id) => {
        const inspection = known.get(keyOf(id))
        return inspection ? [[id, inspection] as const] : []
      }),
    )
  }
}

/** Hashes each file once. */
export function withKnownHashes(host: Host): Host {
  const known = new Map<string, Promise<string>>()
  return {
    ...host,
    contentHash(path) {
      const hash = known.get(path) ?? host.contentHash(path)
      known.set(path, hash)
      return hash
    },
  }
}
