/** A field and the node types under it: arrows choose, Enter takes, rows can be dragged. */
import type { Category } from '@chirpflow/graph'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../../theme/icons.tsx'
import type { Choice } from './choices.ts'
import { TypeCard } from './TypeCard.tsx'
import { TypeRow } from './TypeRow.tsx'
import './type-list.css'

export interface Section {
  readonly id: string
  readonly title?: string
  readonly category?: Category
  readonly rows: readonly Choice[]
}

/** A row is pointed at this long before its card opens, ms. */
const pause = 250

export function TypeList({
  label,
  sections,
  query,
  onQuery,
  onChoose,
  hint,
  nothing,
  focused = false,
}: {
  label: string
  sections: readonly Section[]
  query: string
  onQuery: (query: string) => void
  onChoose: (choice: Choice) => void
  hint?: ReactNode
  nothing: ReactNode
  /** The field takes the focus at once. */
  focused?: boolean
}) {
  const id = useId()
  const [at, setAt] = useState<string>()
  const [pointed, setPointed] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  const rows = sections.flatMap((section) =>
    section.rows.map((choice) => ({ key: `${section.id}-${choice.type.id}`, choice })),
  )
  const index = rows.findIndex(({ key }) => key === at)
  // While something is typed, Enter takes the best.
  const active = rows[index] ?? (query || focused ? rows[0] : undefined)
  const row = useRef<HTMLElement | null>(null)
  const card = useDelayed(pointed, pause)

  useEffect(() => {
    if (focused) field.current?.focus()
  }, [focused])
  useEffect(() => {
    if (at !== undefined) {
      document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
    }
  }, [at, id])

  function press(event: KeyboardEvent) {
    const last = rows.length - 1
    const here = active ? rows.indexOf(active) : -1
    const next = {
      ArrowDown: here >= last ? 0 : here + 1,
      ArrowUp: here <= 0 ? last : here - 1,
      PageDown: Math.min(last, here + 8),
      PageUp: Math.max(0, here - 8),
    }[event.key]
    if (next !== undefined && rows[next]) {
      row.current = document.getElementById(`${id}-${rows[next].key}`)
      setAt(rows[next].key)
      setPointed(rows[next].key)
    } else if (event.key === 'Enter' && active && !event.ctrlKey && !event.metaKey) {
      onChoose(active.choice)
      setPointed(undefined)
      field.current?.select()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const shown = rows.find(({ key }) => key === card && key === pointed)?.choice.type
  return (
    <div className="type-list">
      <div className="type-search">
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.key}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Find a node"
          value={query}
          onChange={(event) => {
            setAt(undefined)
            setPointed(undefined)
            onQuery(event.target.value)
          }}
          onKeyDown={press}
          onBlur={() => setPointed(undefined)}
        />
        {hint}
      </div>
      {rows.length === 0 && <div className="type-nothing">{nothing}</div>}
      <div className="type-rows" role="listbox" id={`${id}-list`} aria-label={label} tabIndex={-1}>
        {sections.map((section) => (
          <fieldset
            key={section.id}
            className="type-section"
            aria-label={section.title ?? label}
            id={section.category && `palette-${section.category}`}
          >
            {section.title && <div className="type-heading">{section.title}</div>}
            {section.rows.map((choice) => {
              const key = `${section.id}-${choice.type.id}`
              return (
                <TypeRow
                  key={key}
                  id={`${id}-${key}`}
                  choice={choice}
                  active={active?.key === key && (at !== undefined || query !== '' || focused)}
                  onPoint={(element) => {
                    row.current = element
                    setPointed(element ? key : undefined)
                  }}
                  onChoose={() => {
                    setPointed(undefined)
                    onChoose(choice)
                  }}
                />
              )
            })}
          </fieldset>
        ))}
      </div>
      {shown && <TypeCard key={card} type={shown} beside={row} />}
    </div>
  )
}

/** The value, once it has stayed what it is for so long. */
function useDelayed<T>(value: T, milliseconds: number): T | undefined {
  const [late, setLate] = useState<T>()
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return late
}
