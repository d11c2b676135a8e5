/** Everything by name: commands, nodes in the graph, node types, examples, files opened lately. */
import { useMemo } from 'react'
import { addNode } from '../document/index.ts'
import { whyNot } from '../state/command.ts'
import { commands } from '../state/commands.ts'
import { edit } from '../state/edit.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import { type IconName, iconOfCategory } from '../theme/icons.tsx'
import { exampleNames } from './examples.ts'
import { Finder, type Found } from './Finder.tsx'
import { useFileHands, useFiles } from './files/context.ts'
import { hintOf } from './KeyHint.tsx'

const groupIcons: Readonly<Record<string, IconName>> = {
  File: 'file',
  Edit: 'undo',
  Run: 'run',
  'Go to': 'search',
  Canvas: 'fit',
  Selection: 'group',
  Views: 'eye',
  Window: 'panelBottom',
}

function commandRows(editor: Editor): Found[] {
  return commands
    .filter(({ id, unlisted }) => !unlisted && id !== 'go.commands')
    .map((command) => ({
      id: `command-${command.id}`,
      section: 'Commands',
      icon: groupIcons[command.group],
      title: command.title,
      words: [command.group],
      hint: hintOf(command.id),
      reason: whyNot(editor, command),
      run: () => editor.command(command.id),
    }))
}

export function selectAndCentre(editor: Editor, node: string): void {
  editor.ui.setState({ selectedNodes: [node], selectedNotes: [], selectedLinks: [] })
  editor.canvas?.centreOn(node)
  editor.canvas?.focus(node)
}

function nodeRows(editor: Editor): Found[] {
  return Object.entries(editor.document.getState().graph.nodes).map(([id, { type }]) => {
    const known = editor.registry.get(type)
    return {
      id: `node-${id}`,
      section: 'Nodes in the graph',
      icon: iconOfCategory(known?.category),
      title: id,
      words: [known?.title ?? type],
      run: () => selectAndCentre(editor, id),
    }
  })
}

/** Adds it after the selected node, where one is. */
function typeRows(editor: Editor): Found[] {
  return [...editor.registry.values()].map((type) => ({
    id: `type-${type.id}`,
    section: 'Add a node',
    icon: iconOfCategory(type.category),
    title: type.title,
    words: [type.summary, type.category, type.id],
    run: () => {
      const [after] = editor.ui.getState().selectedNodes
      const outcome = edit(editor, addNode, { type: type.id, ...(after ? { after } : {}) })
      const made = 'made' in outcome ? outcome.made?.nodes?.[0] : undefined
      if (made) editor.canvas?.centreOn(made)
    },
  }))
}

export function CommandPalette() {
  const editor = useEditor()
  const { files } = useFileHands()
  const recent = useFiles((state) => state.recent)
  const items = useMemo(
    () => [
      ...commandRows(editor),
      ...nodeRows(editor),
      ...typeRows(editor),
      ...exampleNames.map(
        (name): Found => ({
          id: `example-${name}`,
          section: 'Examples',
          icon: 'examples',
          title: name,
          words: ['Open the example'],
          run: async () => void (await files.openExample(name)),
        }),
      ),
      ...recent.map(
        (name): Found => ({
          id: `recent-${name}`,
          section: 'Opened lately',
          icon: 'file',
          title: name,
          words: ['Open again'],
          run: () => files.openRecent(name),
        }),
      ),
    ],
    [editor, files, recent],
  )
  return (
    <Finder
      label="Search or command"
      placeholder="A command, a node, a node type, an example"
      items={items}
      nothing="Nothing is called that. The palette on the left lists every node type."
    />
  )
}
