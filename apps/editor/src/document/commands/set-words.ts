/** The words that a person writes about the graph and its nodes. */
import type { Command } from '../context.ts'
import { hasNode, withNode } from './edit.ts'

export interface SetTitle {
  readonly title: string
}

export const setTitle: Command<SetTitle> = (graph, { title }) => ({
  graph: title === graph.title ? graph : { ...graph, title },
  label: 'Change the title',
})

export interface SetNodeNote {
  readonly node: string
  /** '' takes it away. */
  readonly text: string
}

export const setNodeNote: Command<SetNodeNote> = (graph, { node: id, text }) => {
  if (!hasNode(graph, id)) return { refused: `there is no node ${id}` }
  const label = `Note on ${id}`
  const { note, ...node } = graph.nodes[id]
  if ((note ?? '') === text) return { graph, label }
  return { graph: withNode(graph, id, text === '' ? node : { ...node, note: text }), label }
}
