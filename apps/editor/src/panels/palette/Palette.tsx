/** All node types, by category or by what is typed: dragged, clicked or taken with Enter. */
import { categories, type NodeType, type Registry } from '@chirpflow/graph'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useEditor } from '../../state/editor.ts'
import { insertType } from './insert.ts'
import { lastUsed } from './last-used.ts'
import { categoryTitles, rankTypes } from './rank-types.ts'
import { type Section, TypeList } from './TypeList.tsx'

export function Palette() {
  const editor = useEditor()
  const { registry } = editor
  const [query, setQuery] = useState('')
  const used = useStore(lastUsed)
  const sections = useMemo(() => arrange(registry, query, used), [registry, query, used])
  return (
    <TypeList
      label="Node types"
      sections={sections}
      query={query}
      onQuery={setQuery}
      onChoose={({ type }) => {
        const made = insertType(editor, type)
        if (made !== undefined) editor.canvas?.centreOn(made)
      }}
      hint={<kbd>A</kbd>}
      nothing={
        <>
          <p>No node type is called that.</p>
          <button type="button" className="button small" onClick={() => setQuery('')}>
            Show all
          </button>
        </>
      }
    />
  )
}

const rowsOf = (types: readonly NodeType[]) => types.map((type) => ({ type }))

/** By category, with what was used last on top; one list, best first, while something is typed. */
export function arrange(
  registry: Registry,
  query: string,
  used: readonly string[],
): readonly Section[] {
  const types = [...registry.values()].sort((a, b) => (a.title < b.title ? -1 : 1))
  if (query.trim() !== '') {
    return [{ id: 'found', rows: rowsOf(rankTypes(query, types, (type) => type)) }]
  }
  const recent = used.flatMap((id) => registry.get(id) ?? [])
  const all: readonly Section[] = [
    { id: 'last-used', title: 'Last used', rows: rowsOf(recent) },
    ...categories.map((category) => ({
      id: category,
      category,
      title: categoryTitles[category],
      rows: rowsOf(types.filter((type) => type.category === category)),
    })),
  ]
  return all.filter(({ rows }) => rows.length > 0)
}
