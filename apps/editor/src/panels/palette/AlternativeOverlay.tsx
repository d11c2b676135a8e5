/** What could stand in a node's place: choosing one branches its chain and compares both. */
import { useMemo, useRef, useState } from 'react'
import { addAlternative, alternativesTo, isRefused } from '../../document/index.ts'
import { edit, sentence } from '../../state/edit.ts'
import { type Editor, useEditor, useUi } from '../../state/editor.ts'
import type { Overlay } from '../../state/ui.ts'
import type { Choice } from './choices.ts'
import { rememberType } from './last-used.ts'
import { rankTypes } from './rank-types.ts'
import { type Section, TypeList } from './TypeList.tsx'
import { useCloseOutside } from './use-close-outside.ts'
import './add-overlay.css'

type Open = Extract<Overlay, { kind: 'alternative' }>

export function AlternativeOverlay() {
  const overlay = useUi((state) => state.overlay)
  if (overlay.kind !== 'alternative') return null
  return <AlternativeCard key={overlay.node} overlay={overlay} />
}

const width = 280
const height = 340

function AlternativeCard({ overlay }: { overlay: Open }) {
  const editor = useEditor()
  const card = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [{ choices, refused }] = useState(() => choicesFor(editor, overlay.node))
  const [trouble, setTrouble] = useState(refused)
  const sections = useMemo(() => sectionsOf(choices, query), [choices, query])
  useCloseOutside(card)

  function leave(made: string) {
    editor.ui.setState({ overlay: { kind: 'none' } })
    requestAnimationFrame(() => editor.canvas?.focus(made))
  }

  function choose({ type, without }: Choice) {
    const outcome = edit(editor, addAlternative, {
      node: overlay.node,
      ...(without ? {} : { type: type.id }),
    })
    const made = isRefused(outcome) ? undefined : outcome.made?.nodes?.[0]
    if (made === undefined) {
      setTrouble(editor.ui.getState().announcement)
      return
    }
    if (!without) rememberType(type.id)
    editor.ui.setState({ dock: true, dockTab: 'compare' })
    editor.canvas?.reveal(made)
    leave(made)
  }

  const [x, y] = overlay.screen
  const left = Math.max(8, Math.min(x, innerWidth - width - 8))
  const top = Math.max(8, Math.min(y, innerHeight - height - 8))
  return (
    <div
      ref={card}
      className="add-overlay card"
      role="dialog"
      aria-label={`Add an alternative to ${overlay.node}`}
      tabIndex={-1}
      style={{ left, top, width, maxHeight: height }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        leave(overlay.node)
      }}
    >
      <p className="add-heading">Beside {overlay.node}</p>
      {trouble && <p className="add-refused error-text">{trouble}</p>}
      <TypeList
        label={`Alternatives to ${overlay.node}`}
        sections={sections}
        query={query}
        onQuery={setQuery}
        onChoose={choose}
        hint={<kbd>Esc</kbd>}
        focused
        nothing={
          <p>
            {query.trim() === ''
              ? 'No node type fits the same wires.'
              : 'Nothing that fits the same wires is called that.'}
          </p>
        }
      />
    </div>
  )
}

/** Types in order of kinship: another category last, the node's own type and leaving it out at the end. */
function choicesFor(
  editor: Editor,
  node: string,
): { readonly choices: readonly Choice[]; readonly refused: string } {
  const { document, registry } = editor
  const { graph } = document.getState()
  const found = alternativesTo(graph, node, document.context)
  if ('refused' in found) return { choices: [], refused: sentence(found.refused) }
  const own = registry.get(graph.nodes[node].type)
  const others = found.types.filter((type) => type !== own).map((type): Choice => ({ type }))
  const same = found.types.includes(own!)
    ? [{ type: own!, title: `${own!.title}, set otherwise` }]
    : []
  const bare: readonly Choice[] = found.bypass
    ? [{ type: own!, title: `Without ${own!.title}`, without: true }]
    : []
  return { choices: [...others, ...same, ...bare], refused: '' }
}

function sectionsOf(choices: readonly Choice[], query: string): readonly Section[] {
  const found = rankTypes(query, choices, ({ type, title }) => ({
    ...type,
    ...(title ? { title } : {}),
  }))
  const sections: readonly Section[] = [
    { id: 'other', rows: found.filter(({ title }) => title === undefined) },
    {
      id: 'same',
      title: 'The same type',
      rows: found.filter(({ title, without }) => title && !without),
    },
    { id: 'without', title: 'Left out', rows: found.filter(({ without }) => without) },
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}
