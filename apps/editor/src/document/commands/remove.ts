/** Deletes nodes, notes and wires, and joins the neighbours of the nodes where they fit. */
import {
  type Graph,
  type Link,
  readAnnotations,
  splitExposure,
  withGroup,
  withNote,
} from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { nameAll } from '../names.ts'
import { nodesOf, withoutLinks } from './edit.ts'
import { findReconnections } from './reconnect.ts'

export interface Remove {
  readonly nodes?: readonly string[]
  readonly notes?: readonly string[]
  readonly links?: readonly Link[]
  /** Join what stood before a deleted node to what stood after it. */
  readonly reconnect: boolean
}

export const remove: Command<Remove> = (graph, args, context) => {
  const { nodes = [], notes = [], links = [], reconnect } = args
  const gone = new Set(nodesOf(graph, nodes))
  const there = Object.keys(readAnnotations(graph).notes).filter((id) => notes.includes(id))
  const cut = withoutLinks(graph, links)
  if (gone.size === 0 && there.length === 0 && cut === graph) return { graph, label: 'Delete' }

  const rest = withoutNodes(withoutLinks(context.placed(graph), links), gone)
  const joined = reconnect ? findReconnections(cut, gone, rest, context) : []
  let edited: Graph = joined.length > 0 ? { ...rest, links: [...rest.links, ...joined] } : rest
  for (const id of there) edited = withNote(edited, id, undefined)
  const label =
    gone.size > 0
      ? `Delete ${nameAll([...gone])}`
      : there.length > 0
        ? `Delete ${there.length === 1 ? 'note' : `${there.length} notes`}`
        : `Cut ${links.length === 1 ? 'wire' : `${links.length} wires`}`
  return { graph: edited, label }
}

/** Without the nodes, their wires, places, memberships and exposures; groups left empty go too. */
function withoutNodes(graph: Graph, gone: ReadonlySet<string>): Graph {
  const keep = <T>(members: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(members).filter(([id]) => !gone.has(id)))
  let edited: Graph = {
    ...graph,
    nodes: keep(graph.nodes),
    view: keep(graph.view),
    links: graph.links.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)),
  }
  for (const [id, group] of Object.entries(readAnnotations(graph).groups)) {
    const nodes = group.nodes.filter((node) => !gone.has(node))
    if (nodes.length === group.nodes.length) continue
    const expose = Object.fromEntries(
      Object.entries(group.expose).filter(([, target]) => !gone.has(splitExposure(target).node)),
    )
    edited = withGroup(edited, id, nodes.length > 0 ? { ...group, nodes, expose } : undefined)
  }
  return edited
}
