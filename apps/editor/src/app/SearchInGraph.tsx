/** Finds nodes, notes and values of the open graph. */
import { type Graph, readAnnotations } from '@chirpflow/graph'
import { useMemo } from 'react'
import { type Editor, useDocument, useEditor } from '../state/editor.ts'
import { iconOfCategory } from '../theme/icons.tsx'
import { selectAndCentre } from './CommandPalette.tsx'
import { Finder, type Found } from './Finder.tsx'

/** "padding 4": what stands in the file, so that a value is found by its number. */
function rowsOf(editor: Editor, graph: Graph): Found[] {
  const nodes = Object.entries(graph.nodes).map(([id, { type, params, note }]): Found => {
    const known = editor.registry.get(type)
    const values = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`)
    return {
      id: `node-${id}`,
      section: 'Nodes',
      icon: iconOfCategory(known?.category),
      title: id,
      words: [known?.title ?? type, note ?? '', known?.summary ?? '', ...values],
      run: () => selectAndCentre(editor, id),
    }
  })
  const notes = Object.entries(readAnnotations(graph).notes).map(
    ([id, { text }]): Found => ({
      id: `note-${id}`,
      section: 'Notes',
      icon: 'note',
      title: text.split('\n')[0],
      words: [text],
      run: () => {
        const selectedNotes = [`note:${id}`]
        editor.ui.setState({ selectedNodes: [], selectedNotes, selectedLinks: [] })
        editor.canvas?.fit(true)
      },
    }),
  )
  return [...nodes, ...notes]
}

export function SearchInGraph() {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const items = useMemo(() => rowsOf(editor, graph), [editor, graph])
  return (
    <Finder
      label="Search in the graph"
      placeholder="Find a node, a note or a value"
      items={items}
      nothing="Nothing in this graph is called that."
    />
  )
}
