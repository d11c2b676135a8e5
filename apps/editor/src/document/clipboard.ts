/** Parts of a graph as text. What is copied is itself a graph file, so it pastes anywhere and can be saved. */
import {
  formatGraph,
  type Graph,
  graphFormat,
  hasErrors,
  parseGraph,
  readAnnotations,
  withGroup,
  withNote,
} from '@chirpflow/graph'
import type { Context } from './context.ts'

export interface Parts {
  readonly nodes: readonly string[]
  readonly notes?: readonly string[]
}

/**
 * The nodes with the wires among them, their places, the notes, and the groups all of whose nodes are
 * among them. Wires that come from outside are left out. Unknown node types are copied as they stand.
 */
export function copyParts(graph: Graph, { nodes, notes = [] }: Parts, context: Context): string {
  const chosen = new Set(nodes.filter((id) => Object.hasOwn(graph.nodes, id)))
  const pick = <T>(members: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(members).filter(([id]) => chosen.has(id)))
  let parts: Graph = {
    title: graph.title,
    nodes: pick(graph.nodes),
    links: graph.links.filter(({ from, to }) => chosen.has(from.node) && chosen.has(to.node)),
    view: pick(context.placed(graph).view),
    extra: {},
  }
  const annotations = readAnnotations(graph)
  for (const [id, group] of Object.entries(annotations.groups)) {
    if (group.nodes.length > 0 && group.nodes.every((node) => chosen.has(node))) {
      parts = withGroup(parts, id, group)
    }
  }
  for (const [id, note] of Object.entries(annotations.notes)) {
    if (notes.includes(id)) parts = withNote(parts, id, note)
  }
  return formatGraph(parts)
}

/** Reads what copyParts wrote, or a whole graph file; anything else is refused with a sentence. */
export function readParts(text: string): { readonly parts: Graph } | { readonly refused: string } {
  const nothing = { refused: 'the clipboard holds no nodes' }
  if (!text.trimStart().startsWith('{') || !text.includes(graphFormat)) return nothing
  const { graph, problems } = parseGraph(text)
  if (!graph || hasErrors(problems)) {
    const [{ line, message }] = problems.filter(({ severity }) => severity === 'error')
    return { refused: `what was copied cannot be read: line ${line ?? 1}: ${message}` }
  }
  const { notes } = readAnnotations(graph)
  const some = Object.keys(graph.nodes).length + Object.keys(notes).length > 0
  return some ? { parts: graph } : nothing
}
