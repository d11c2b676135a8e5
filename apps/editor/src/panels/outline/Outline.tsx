/** The list twin of the canvas: nodes in order of flow, their ports and wires; it edits too. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useDocument, useEditor, useUi } from '../../state/editor.ts'
import { inFlow } from '../../state/flow-order.ts'
import { Icon } from '../../theme/icons.tsx'
import { OutlineNode } from './OutlineNode.tsx'
import './outline.css'

export function Outline() {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const selected = useUi((state) => state.selectedNodes)
  const ids = useMemo(() => inFlow(graph), [graph])
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [renaming, setRenaming] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  /** The row that Tab comes to. */
  const [stop, setStop] = useState<string>()
  const current = ids.find((id) => id === stop) ?? ids.find((id) => selected.includes(id)) ?? ids[0]

  useEffect(() => {
    const first = list.current?.querySelector<HTMLElement>('.outline-row[tabindex="0"]')
    first?.focus()
  }, [])

  // The row that had the focus is gone: the one in its place has it now.
  const count = ids.length
  const before = useRef({ ids, count })
  useEffect(() => {
    const { ids: were, count: was } = before.current
    before.current = { ids, count }
    if (count >= was || document.activeElement !== document.body) return
    const gone = were.findIndex((id) => !ids.includes(id))
    focusRow(list.current, ids[Math.min(gone, ids.length - 1)])
  }, [ids, count])

  const close = () => {
    editor.ui.setState({ overlay: { kind: 'none' } })
    requestAnimationFrame(() => editor.canvas?.focus(selected[0]))
  }
  const unfold = (id: string, wanted: boolean) =>
    setOpen((known) => {
      const next = new Set(known)
      if (wanted) next.add(id)
      else next.delete(id)
      return next
    })

  function go(id: string | undefined) {
    if (id === undefined) return
    setStop(id)
    editor.ui.setState({ selectedNodes: [id], selectedNotes: [], selectedLinks: [] })
    focusRow(list.current, id)
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Escape' && renaming === undefined) {
      close()
      event.preventDefault()
      return
    }
    const row = (event.target as Element).closest<HTMLElement>('.outline-row')
    if (!row || row !== event.target || event.ctrlKey || event.metaKey || event.altKey) return
    const id = row.dataset.node ?? ''
    const at = ids.indexOf(id)
    switch (event.key) {
      case 'ArrowDown':
        go(ids[Math.min(ids.length - 1, at + 1)])
        break
      case 'ArrowUp':
        go(ids[Math.max(0, at - 1)])
        break
      case 'Home':
        go(ids[0])
        break
      case 'End':
        go(ids.at(-1))
        break
      case 'ArrowRight':
        unfold(id, true)
        break
      case 'ArrowLeft':
        unfold(id, false)
        break
      case 'F2':
        setRenaming(id)
        break
      default:
        return
    }
    event.preventDefault()
  }

  return (
    <section className="outline" aria-label="Outline" data-over-canvas onKeyDown={press}>
      <header className="outline-head">
        <h2>Outline</h2>
        <span>
          {ids.length} nodes, {graph.links.length} wires
        </span>
        <button type="button" className="button small" onClick={() => editor.command('canvas.add')}>
          <Icon name="add" size={14} />
          Add a node
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Close the outline"
          title="Close (Esc)"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      {ids.length === 0 && <p className="outline-empty">There are no nodes yet.</p>}
      <ul ref={list} className="outline-list" aria-label="Nodes in order of flow">
        {ids.map((id) => (
          <OutlineNode
            key={id}
            id={id}
            open={open.has(id)}
            stop={id === current}
            selected={selected.includes(id)}
            renaming={renaming === id}
            onOpen={(wanted) => unfold(id, wanted)}
            onSelect={() => go(id)}
            onRename={setRenaming}
          />
        ))}
      </ul>
      <p className="outline-keys">
        Arrows walk and open, Enter opens, F2 renames, B bypasses, D disables, Delete deletes.
      </p>
    </section>
  )
}

function focusRow(list: HTMLElement | null, id: string | undefined) {
  if (id === undefined) return
  const row = list?.querySelector<HTMLElement>(`.outline-row[data-node="${CSS.escape(id)}"]`)
  row?.focus()
}
