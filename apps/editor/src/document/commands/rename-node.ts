/** Gives a node another id; wires, places, groups and exposed parameters follow. */
import {
  type End,
  type Graph,
  idPattern,
  readAnnotations,
  splitExposure,
  withGroup,
} from '@chirpflow/graph'
import type { Command } from '../context.ts'
import { takenNames } from '../names.ts'
import { hasNode } from './edit.ts'

export interface RenameNode {
  readonly node: string
  readonly to: string
}

export const renameNode: Command<RenameNode> = (graph, { node, to }, context) => {
  const label = `Rename ${node} to ${to}`
  if (!hasNode(graph, node)) return { refused: `there is no node ${node}` }
  if (node === to) return { graph, label }
  if (!idPattern.test(to)) {
    return {
      refused: `"${to}" is no id: ids begin with a letter and hold letters, digits, - and _`,
    }
  }
  if (hasNode(graph, to)) return { refused: `there is a node ${to} already` }
  if (takenNames(graph).has(to)) {
    return { refused: `a wire or a place speaks of ${to} already, though there is no such node` }
  }
  return { graph: renamed(context.placed(graph), (id) => (id === node ? to : id)), label }
}

/** The graph with every id of a node mapped, wherever it stands. */
function renamed(graph: Graph, nameOf: (id: string) => string): Graph {
  const keys = <T>(members: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(members).map(([id, member]) => [nameOf(id), member]))
  const end = ({ node, port }: End): End => ({ node: nameOf(node), port })
  let edited: Graph = {
    ...graph,
    nodes: keys(graph.nodes),
    view: keys(graph.view),
    links: graph.links.map((link) => {
      const [from, to] = [end(link.from), end(link.to)]
      return from.node === link.from.node && to.node === link.to.node ? link : { from, to }
    }),
  }
  for (const [id, group] of Object.entries(readAnnotations(graph).groups)) {
    const nodes = group.nodes.map(nameOf)
    if (nodes.every((member, index) => member === group.nodes[index])) continue
    const expose = Object.fromEntries(
      Object.entries(group.expose).map(([name, target]) => {
        const at = splitExposure(target)
        return [name, `${nameOf(at.node)}.${at.param}`]
      }),
    )
    edited = withGroup(edited, id, { ...group, nodes, expose })
  }
  return edited
}
