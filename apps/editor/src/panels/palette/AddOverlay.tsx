/** The palette at a place over the canvas: what fits the port or wire it was opened from, best first. */
import { useMemo, useRef, useState } from 'react'
import { selectionOf } from '../../state/edit.ts'
import { type Editor, useEditor, useUi } from '../../state/editor.ts'
import {
  type AddAt,
  type Choice,
  type Choices,
  choicesAfter,
  choicesAt,
  wiringOf,
} from './choices.ts'
import { insertChoice } from './insert.ts'
import { lastUsed } from './last-used.ts'
import { arrange } from './Palette.tsx'
import { rankTypes } from './rank-types.ts'
import { type Section, TypeList } from './TypeList.tsx'
import { useCloseOutside } from './use-close-outside.ts'
import './add-overlay.css'

export function AddOverlay() {
  const overlay = useUi((state) => state.overlay)
  return overlay.kind === 'add' ? <AddCard key={String(overlay.at)} overlay={overlay} /> : null
}

const width = 280
const height = 380

function AddCard({ overlay }: { overlay: AddAt }) {
  const editor = useEditor()
  const card = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [choices] = useState(() => withSelected(editor, overlay))
  const [refused, setRefused] = useState('')
  const sections = useMemo(() => sectionsOf(editor, choices, query), [editor, choices, query])

  useCloseOutside(card)

  function leave(made?: string) {
    editor.ui.setState({ overlay: { kind: 'none' } })
    requestAnimationFrame(() => editor.canvas?.focus(made))
  }

  function choose(choice: Choice) {
    const made = insertChoice(editor, choice, overlay)
    if (made !== undefined) leave(made)
    else setRefused(editor.ui.getState().announcement)
  }

  const [x, y] = overlay.screen
  const left = Math.max(8, Math.min(x, innerWidth - width - 8))
  const top = Math.max(8, Math.min(y, innerHeight - height - 8))
  const heading = overlay.from || overlay.link ? choices.heading : undefined
  return (
    <div
      ref={card}
      className="add-overlay card"
      role="dialog"
      aria-label={heading ? `Add a node: ${heading}` : 'Add a node'}
      tabIndex={-1}
      style={{ left, top, width, maxHeight: height }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        leave(overlay.from?.node)
      }}
    >
      {heading && <p className="add-heading">{heading}</p>}
      {refused && <p className="add-refused error-text">{refused}</p>}
      <TypeList
        label={heading ?? 'Node types'}
        sections={sections}
        query={query}
        onQuery={setQuery}
        onChoose={choose}
        hint={<kbd>Esc</kbd>}
        focused
        nothing={<p>{nothingFor(overlay, query, choices)}</p>}
      />
    </div>
  )
}

/** Opened by the key alone, it lists first what fits the node that is selected. */
function withSelected(editor: Editor, overlay: AddAt): Choices {
  const choices = choicesAt(editor, overlay)
  const after = selectionOf(editor).nodes.at(-1)
  if (overlay.from || overlay.link || after === undefined) return choices
  const { graph, registry } = wiringOf(editor)
  const [port] = Object.keys(registry.get(graph.nodes[after].type)?.outputs ?? {})
  return port === undefined
    ? choices
    : { ...choicesAfter(editor, { node: after, port }), others: choices.others }
}

function sectionsOf(editor: Editor, choices: Choices, query: string): readonly Section[] {
  const { heading, fitting, others } = choices
  const fits = rankTypes(query, fitting, ({ type }) => type)
  const ready = fits.filter(({ needsCare }) => !needsCare)
  const careful = fits.filter(({ needsCare }) => needsCare)
  const title = others.length > 0 ? heading : undefined
  const there = new Set(fitting.map(({ type }) => type.id))
  const rest = arrange(editor.registry, query, lastUsed.getState())
    .filter(() => others.length > 0)
    .map(({ category: _, ...section }) => ({
      ...section,
      id: `all-${section.id}`,
      rows: section.rows.filter(({ type }) => !there.has(type.id)),
    }))
  const fittingSections: readonly Section[] = [
    { id: 'fits', ...(title ? { title } : {}), rows: ready },
    { id: 'care', title: 'Fits once its parameters are changed', rows: careful },
  ]
  return [...fittingSections, ...rest].filter(({ rows }) => rows.length > 0)
}

function nothingFor({ from, link }: AddAt, query: string, { fitting }: Choices): string {
  if (query.trim() !== '' && (fitting.length > 0 || (!from && !link))) {
    return 'No node type that fits here is called that.'
  }
  if (link) return 'No node type fits between the two ends of this wire.'
  return from?.side === 'input'
    ? 'No node type gives what this input takes.'
    : 'No node type takes what leaves this output.'
}
