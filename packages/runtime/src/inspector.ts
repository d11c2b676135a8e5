/** Looks into files once: a graph is loaded at every edit, and its sources seldom change. */
import {
  type Graph,
  type Host,
  type Inspection,
  type Inspections,
  inspectGraph,
  type Registry,
} from '@chirpflow/graph'

export interface Inspector {
  /** As inspectGraph; what was found before with the same parameters is not looked for again. */
  inspect(graph: Graph): Promise<Inspections>
  /** What paths stand for may have changed. */
  forget(): void
}

/** Findings that are kept, the latest used. */
const most = 64

export function createInspector(registry: Registry, host: Host): Inspector {
  const known = new Map<string, Promise<Inspection | undefined>>()

  function look(graph: Graph, id: string): Promise<Inspection | undefined> {
    const node = graph.nodes[id]
    const key = JSON.stringify([node.type, node.version, node.params])
    const before = node.off === true ? undefined : known.get(key)
    if (before) known.delete(key)
    const found = before ?? lookAnew(graph, id, key)
    if (node.off !== true) known.set(key, found)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return found
  }

  async function lookAnew(graph: Graph, id: string, key: string): Promise<Inspection | undefined> {
    const alone = { ...graph, nodes: { [id]: graph.nodes[id] }, links: [] }
    try {
      const found = (await inspectGraph(alone, registry, host)).get(id)
      // a file that was not there may be there the next time, and the problem names this node
      if (found?.state !== 'found') known.delete(key)
      return found
    } catch (error) {
      known.delete(key)
      throw error
    }
  }

  return {
    async inspect(graph) {
      const ids = Object.keys(graph.nodes).filter(
        (id) => registry.get(graph.nodes[id].type)?.inspect,
      )
      const found = await Promise.all(ids.map((id) => look(graph, id)))
      return new Map(
        ids.flatMap((id, place) => {
          const inspection = found[place]
          return inspection ? [[id, atNode(inspection, id)] as const] : []
        }),
      )
    },
    forget: () => known.clear(),
  }
}

/** Two nodes with one mistake share a look. */
function atNode(inspection: Inspection, node: string): Inspection {
  return inspection.state === 'found'
    ? inspection
    : { ...inspection, problem: { ...inspection.problem, node } }
}
