/** A field and the list under it: arrows choose, Enter does it. */
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { useEditor } from '../state/editor.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import { Overlay } from './Overlay.tsx'
import { findBest } from './rank.ts'

export interface Found {
  readonly id: string
  readonly section: string
  readonly icon: IconName
  readonly title: string
  /** More words to find it by; the first is shown beside the title. */
  readonly words: readonly string[]
  readonly hint?: string
  /** Why it cannot be done now. */
  readonly reason?: string
  run(): void | Promise<void>
}

/** More would not be read. */
const most = 60

/** Best first within a section; the section of the best match comes first. */
function arrange(query: string, items: readonly Found[]): readonly Found[] {
  const best = findBest(query, items, ({ title, words }) => [title, ...words]).slice(0, most)
  const sections = [...new Set(best.map(({ section }) => section))]
  return sections.flatMap((name) => best.filter(({ section }) => section === name))
}

export function Finder({
  label,
  placeholder,
  items,
  nothing,
}: {
  label: string
  placeholder: string
  items: readonly Found[]
  nothing: string
}) {
  const { ui } = useEditor()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const shown = useMemo(() => arrange(query, items), [query, items])
  const id = useId()
  const chosen = shown[Math.min(at, shown.length - 1)]

  useEffect(() => {
    if (!chosen) return
    document.getElementById(`${id}-${chosen.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen, id])

  function choose(item: Found | undefined) {
    if (!item || item.reason) return
    ui.setState({ overlay: { kind: 'none' } })
    // after the card has gone and given the focus back
    requestAnimationFrame(() => void item.run())
  }

  function press(event: KeyboardEvent) {
    const last = shown.length - 1
    const next = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key]
    if (next !== undefined) setAt(next)
    else if (event.key === 'Enter') choose(chosen)
    else return
    event.preventDefault()
  }

  return (
    <Overlay label={label}>
      <div className="finder-head">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={press}
        />
        <kbd>Esc</kbd>
      </div>
      {shown.length === 0 && <p className="finder-empty">{nothing}</p>}
      <div className="finder-list" role="listbox" id={`${id}-list`} aria-label={label}>
        {shown.map((item, index) => (
          <div key={item.id} role="presentation">
            {item.section !== shown[index - 1]?.section && (
              <div className="finder-title" role="presentation">
                {item.section}
              </div>
            )}
            {/* the field keeps the focus and says which one is chosen */}
            <div
              id={`${id}-${item.id}`}
              className="finder-row"
              role="option"
              tabIndex={-1}
              aria-selected={item === chosen}
              aria-disabled={item.reason !== undefined}
              onPointerMove={() => setAt(index)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(item)}
              onKeyDown={press}
            >
              <Icon name={item.icon} />
              <b>{item.title}</b>
              <span>{item.reason ?? item.words[0]}</span>
              {item.hint && <kbd>{item.hint}</kbd>}
            </div>
          </div>
        ))}
      </div>
    </Overlay>
  )
}
