/** Commands of the document as the window uses them: what is selected goes in, what is made is selected. */
import { type Link, parseLink, readAnnotations } from '@chirpflow/graph'
import { type Command, isRefused, type Outcome } from '../document/context.ts'
import type { Editor } from './editor.ts'

export interface Selection {
  /** Nodes, those of selected groups among them. */
  readonly nodes: readonly string[]
  /** Ids as the file has them. */
  readonly notes: readonly string[]
  readonly groups: readonly string[]
  readonly links: readonly Link[]
}

const groupPrefix = 'group:'
const notePrefix = 'note:'

/** What is selected and still there. A group is selected by its own id, "group:x". */
export function selectionOf({ document, ui }: Editor): Selection {
  const { graph } = document.getState()
  const { selectedNodes, selectedNotes, selectedLinks } = ui.getState()
  const known = readAnnotations(graph)
  const groups = selectedNodes
    .filter((id) => id.startsWith(groupPrefix))
    .map((id) => id.slice(groupPrefix.length))
    .filter((id) => Object.hasOwn(known.groups, id))
  const members = groups.flatMap((id) => known.groups[id].nodes)
  return {
    nodes: [...new Set([...selectedNodes, ...members])].filter((id) =>
      Object.hasOwn(graph.nodes, id),
    ),
    notes: selectedNotes
      .map((id) => (id.startsWith(notePrefix) ? id.slice(notePrefix.length) : id))
      .filter((id) => Object.hasOwn(known.notes, id)),
    groups,
    links: selectedLinks.flatMap((text) => parseLink(text) ?? []),
  }
}

/** Selects what a command made. */
function selectMade({ ui }: Editor, outcome: Outcome): void {
  if (isRefused(outcome) || !outcome.made) return
  const { nodes = [], notes = [], groups = [] } = outcome.made
  ui.setState({
    selectedNodes: [...nodes, ...groups.map((id) => groupPrefix + id)],
    selectedNotes: notes.map((id) => notePrefix + id),
    selectedLinks: [],
  })
}

/** Does it as one step and says what was done, or why it was not. */
export function edit<A>(editor: Editor, command: Command<A>, args: A): Outcome {
  const before = editor.document.getState().graph
  const outcome = editor.document.apply(command, args)
  if (isRefused(outcome)) {
    editor.ui.setState({ announcement: sentence(outcome.refused) })
    return outcome
  }
  selectMade(editor, outcome)
  if (outcome.graph !== before) editor.ui.setState({ announcement: `${outcome.label}.` })
  return outcome
}

/** "a group wants nodes" as a sentence of its own. */
export function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.?]$/.test(capital) ? capital : `${capital}.`
}
